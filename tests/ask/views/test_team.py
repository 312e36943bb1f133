# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.models import Contribution, Department
from soesmart.ask.types import NewContribution, State, Submitted
from tests.people import signed_in


@pytest.fixture
def asked() -> Submitted:
    return facade.submit(NewContribution(text="Wann fährt der letzte Bus?", proven=True))


def _desk(asked: Submitted) -> str:
    return "/team" + asked.url


def _token(client: Client, path: str) -> str:
    match = re.search(r'name="token" value="([^"]+)"', client.get(path).content.decode())
    assert match
    return match[1]


@pytest.mark.parametrize("roles", [(), ("politics",), ("auditor",)])
def test_only_those_who_work_here_come_in(asked: Submitted, roles: tuple[str, ...]):
    client = signed_in(*roles) if roles else Client()
    for path in ("/team/fragen/", _desk(asked)):
        assert client.get(path).status_code == 403


def test_the_queue_says_first_what_waits(asked: Submitted):
    facade.submit(NewContribution(text="Kaufen Sie jetzt billig!", proven=False))
    html = signed_in("moderator").get("/team/fragen/").content.decode()
    assert html.index("1 Beitrag wartet") < html.index("Wann fährt der letzte Bus?")
    assert 'href="/team/pruefen/"' in html


def test_an_answer_reaches_the_public_page_and_the_receipt(client: Client, asked: Submitted):
    team = signed_in("team")
    path = _desk(asked)
    values = {"do": "answer", "text": "Um 23:40 Uhr.", "state": "answered", "token": _token(team, path)}
    assert team.post(path, values).status_code == 302
    team.post(path, values)  # a second click
    assert client.get(asked.url).content.decode().count("23:40") == 1
    assert "23:40" in client.get(f"/k/{asked.code}/").content.decode()


def test_dropping_needs_a_public_reason(asked: Submitted, client: Client):
    team = signed_in("team")
    html = team.post(_desk(asked), {"do": "move", "state": "dropped", "reason": ""}).content.decode()
    assert "Die Begründung ist öffentlich" in html
    team.post(_desk(asked), {"do": "move", "state": "dropped", "reason": "Dafür ist der Kreis zuständig."})
    assert "Dafür ist der Kreis zuständig." in client.get(asked.url).content.decode()


def test_merging_by_address(asked: Submitted):
    other = facade.submit(NewContribution(text="Der letzte Bus am Sonntag?", proven=True))
    team = signed_in("team")
    wrong = team.post(_desk(asked), {"do": "merge", "into": "gibt-es-nicht", "reason": "gleich"})
    assert "gibt es nicht" in wrong.content.decode()
    team.post(
        _desk(asked), {"do": "merge", "into": f"https://stadt.example{other.url}", "reason": "Gleiche Frage"}
    )
    assert Contribution.objects.get(public_id=asked.id).state == State.MERGED
    team.post(_desk(asked), {"do": "separate", "reason": "Doch verschieden"})
    assert Contribution.objects.get(public_id=asked.id).state == State.IN_PROGRESS


def test_hiding_and_showing_again(asked: Submitted, client: Client):
    moderator = signed_in("moderator")
    moderator.post(_desk(asked), {"do": "hide", "reason": "Nennt einen Nachbarn"})
    assert "Nennt einen Nachbarn" in client.get(asked.url, follow=True).content.decode()
    slug = facade.by_id(asked.id).row.slug
    moderator.post(f"/team/fragen/{slug}/", {"do": "restore", "reason": "War ein Irrtum"})
    assert "letzte Bus" in client.get(asked.url).content.decode()


def test_a_department_sees_and_answers_its_own_only(asked: Submitted):
    Department.objects.create(slug="verkehr", name="Verkehr")
    Department.objects.create(slug="gruen", name="Grünflächen")
    team = signed_in("team")
    team.post(_desk(asked), {"do": "assign", "department": "verkehr"})
    own = signed_in("department", scope="verkehr", email="verkehr@example.org")
    other = signed_in("department", scope="gruen", email="gruen@example.org")
    assert "letzte Bus" in own.get("/team/fragen/").content.decode()
    assert "letzte Bus" not in other.get("/team/fragen/").content.decode()
    values = {"do": "answer", "text": "Um 23:40 Uhr.", "state": "answered"}
    token = _token(own, _desk(asked))
    assert other.post(_desk(asked), values | {"token": token}).status_code == 403
    assert own.post(_desk(asked), values | {"token": token}).status_code == 302


def test_deciding_a_notice(asked: Submitted, client: Client):
    code = facade.report("contribution", asked.id, "other", "Das stimmt nicht.")
    moderator = signed_in("moderator")
    html = moderator.get("/team/fragen/").content.decode()
    assert "Das stimmt nicht." in html
    path = re.search(r'action="(/team/fragen/meldung/[^"]+)"', html)
    assert path
    moderator.post(path[1], {"decision": "Bleibt stehen: Es ist eine Frage.", "keep": "1"})
    assert "Bleibt stehen" in client.get(f"/k/{code}/").content.decode()
