# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.models import Contribution, Support
from soesmart.ask.types import NewContribution
from soesmart.kernel.guard import puzzle, token

pytestmark = pytest.mark.django_db
BASE = "/api/v1/contributions"


@pytest.fixture(autouse=True)
def easy_puzzles(settings):
    settings.SOESMART = dict(settings.SOESMART) | {"guard.bits": 4, "guard.writes": 1000}


@pytest.fixture
def asked():
    return facade.submit(NewContribution(text="Wann kommt der Nachtbus?", proven=True))


def _proof(purpose: str) -> dict[str, str]:
    form = token.issue(purpose)
    return {"Proof-Of-Work": f"{form.text} {puzzle.solve(form.nonce, form.bits)}"}


def _post(path: str, body: object = None, **headers: str):
    return Client().post(path, body or {}, content_type="application/json", headers=headers)


def test_ask_and_read_back():
    answer = _post(BASE, {"text": "Wo parke ich mein Rad?"}, **_proof("ask.new"))
    assert answer.status_code == 201, answer.content
    done = answer.json()
    assert done["state"] == "new" and done["due_at"].endswith("Z") and len(done["code"]) >= 12
    read = Client().get(f"{BASE}/{done['id']}").json()
    assert (read["text"], read["url"]) == ("Wo parke ich mein Rad?", done["url"])
    assert [row["id"] for row in Client().get(BASE).json()["items"]] == [done["id"]]


def test_without_proof_of_work_it_waits_for_a_person():
    done = _post(BASE, {"text": "Wo parke ich mein Rad?"}).json()
    assert (done["state"], done["waits"]) == ("waiting", "check")
    assert Client().get(f"{BASE}/{done['id']}").status_code == 404


def test_the_same_idempotency_key_stores_once():
    key = {"Idempotency-Key": str(uuid4())}
    first = _post(BASE, {"text": "Nur einmal bitte"}, **key, **_proof("ask.new")).json()
    second = _post(BASE, {"text": "Nur einmal bitte"}, **key).json()
    assert first["id"] == second["id"] and Contribution.objects.count() == 1


def test_me_too_counts_a_browser_once(asked):
    client = Client()
    path = f"{BASE}/{asked.id}/support"
    assert client.post(path).status_code == 403
    first = client.post(path, headers=_proof("ask.support"))
    assert first.json() == {"id": str(asked.id), "supports": 1, "added": True}
    assert client.post(path).json() == {"id": str(asked.id), "supports": 1, "added": False}
    assert Client().post(path, headers=_proof("ask.support")).json()["supports"] == 2
    assert client.delete(path).json()["supports"] == 1
    assert Support.objects.filter(verified=True).count() == 0


def test_comment(asked):
    done = _post(f"{BASE}/{asked.id}/comments", {"text": "Das frage ich mich auch."}, **_proof("ask.comment"))
    assert done.status_code == 201 and done.json()["state"] == "shown"
    assert Client().get(f"{BASE}/{asked.id}").json()["comment_list"][0]["text"] == "Das frage ich mich auch."


def test_similar_and_search(asked):
    found = Client().get(f"{BASE}/similar", {"text": "nachtbus wann"}).json()
    assert [row["id"] for row in found] == [str(asked.id)]
    assert Client().get(BASE, {"q": "nachtbuss"}).json()["items"][0]["id"] == str(asked.id)


def test_cursor_walks_through_all():
    for number in range(5):
        facade.submit(NewContribution(text=f"Frage Nummer {number}", proven=True))
    seen, cursor = [], ""
    while True:
        page = Client().get(BASE, {"limit": 2, "cursor": cursor}).json()
        seen += [row["title"] for row in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert seen == [f"Frage Nummer {n}" for n in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"text": " \u200b "}, "text"),
        ({"text": "a\x07b"}, "text"),
        ({"text": "ok", "kind": "lob"}, "kind"),
        ({"text": "ok", "where": {"near": "point", "lat": 99, "lon": 8}}, "lat"),
        ({"text": "ok", "where": {"near": "place", "place": "atlantis"}}, "where"),
        ({"text": "ok", "email": "nein"}, "email"),
        ({"text": "ok", "language": "🙂"}, "language"),
        ({"text": "ok", "unbekannt": 1}, "unbekannt"),
    ],
)
def test_bad_input_is_a_problem_that_names_the_field(body, field):
    answer = _post(BASE, body)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("query", [{"cursor": "!!"}, {"cursor": "MjAyNnwx"}, {"limit": 0}, {"state": "x"}])
def test_bad_queries(query):
    assert Client().get(BASE, query).status_code == 422


def test_unknown_things_are_404():
    for path in (f"{BASE}/{uuid4()}", f"/api/v1/photos/{uuid4()}"):
        assert Client().get(path).status_code == 404
    assert _post(f"{BASE}/{uuid4()}/comments", {"text": "ok"}).status_code == 404


def test_reply_clock(asked):
    clock = Client().get("/api/v1/reply-clock").json()
    assert clock["promises"] == [
        {"kind": kind, "working_days": 10} for kind in ("question", "problem", "idea")
    ]
    assert [(row["name"], row["waiting"], row["overdue"]) for row in clock["departments"]] == [("", 1, 0)]
