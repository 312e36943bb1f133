# SPDX-License-Identifier: EUPL-1.2
"""Programs that act for a person: with their receipt, with an address, or with a key and its scopes."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from soesmart.accounts.facade import grant_role, issue_token
from soesmart.accounts.models import Mail
from soesmart.ask import facade
from soesmart.ask.models import Comment, Contribution, Follow, Photo, Support
from soesmart.ask.types import NewComment, NewContribution, State
from soesmart.kernel.guard import puzzle, token
from tests.people import account

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


@pytest.fixture
def asked():
    return facade.submit(NewContribution(text="Die Lampe am Teich ist kaputt.", proven=True))


def post(path: str, body: object = None, **headers: str):
    return Client().post(f"{BASE}{path}", body or {}, content_type="application/json", headers=headers)


def key(*actions: str) -> dict[str, str]:
    owner = account(email="app@example.org")
    grant_role(owner.email, "api", "", "Test")
    return {"Authorization": f"Bearer {issue_token(owner.email, 'app', actions, 30)}"}


def test_done_or_not_says_the_asker(asked, team):
    path = f"/receipts/{asked.code}"
    facade.answer(team, asked.id, "Getauscht.", state=State.DONE)
    assert Client().get(f"{BASE}{path}").json()["asks_back"] is True
    assert post(f"{path}/confirm").json()["asks_back"] is False
    assert post(f"{path}/reopen", {"reason": ""}).status_code == 422
    opened = post(f"{path}/reopen", {"reason": "Sie ist wieder aus."}).json()
    assert opened["contribution"]["state"] == "in_progress"
    again = post(f"{path}/reopen", {"reason": "Noch einmal"})
    assert (again.status_code, again["Content-Type"]) == (422, "application/problem+json")


def test_withdrawn_is_gone(asked):
    said = facade.comment(asked.id, NewComment(text="Bei mir auch", proven=True))
    assert post(f"/receipts/{said.code}/withdraw").status_code == 204
    assert post(f"/receipts/{asked.code}/withdraw").status_code == 204
    assert Contribution.objects.get().text == "" and Comment.objects.get().text == ""
    assert Client().get(f"{BASE}/receipts/{asked.code}").status_code == 404


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return SimpleUploadedFile("lampe.png", out.getvalue(), "image/png")


def test_a_photo_comes_after_the_text_and_waits(asked, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    path = f"{BASE}/receipts/{asked.code}/photo"
    answer = Client().post(path, {"photo": picture(), "description": "Die Lampe"})
    assert answer.status_code == 201 and answer.json()["photo_state"] == "waiting"
    assert Photo.objects.get().description == "Die Lampe"
    assert Client().post(path, {"photo": picture()}).json()["errors"][0]["field"] == "photo"
    assert Client().delete(path).status_code == 204 and not Photo.objects.exists()
    broken = SimpleUploadedFile("x.png", b"kein Bild", "image/png")
    assert Client().post(path, {"photo": broken}).status_code == 422
    assert Client().post(path, {}).status_code == 422


def test_whoever_guesses_codes_must_wait(settings):
    settings.SOESMART = {**settings.SOESMART, "guard.writes": 3}
    codes = [
        Client().get(f"{BASE}/receipts/{code}").status_code for code in ("x", "7K3M", "7K3MQ9TDW2XA", "y")
    ]
    assert codes == [404, 404, 404, 429]


def test_following_by_mail_with_a_key_and_the_end_of_it(asked):
    form = token.issue("ask.follow")
    proof = {"Proof-Of-Work": f"{form.text} {puzzle.solve(form.nonce, form.bits)}"}
    body = {"contribution": str(asked.id), "email": "anna@example.org"}
    assert post("/follows", body, **proof).json() == {"confirm_by_mail": True}
    assert Mail.objects.get().to == "anna@example.org"
    mine = key("ask.send", "accounts.own")
    wanted = {"filters": {"kind": "problem", "q": "Lampe"}}
    assert post("/follows", wanted, **mine).json() == {"confirm_by_mail": False}
    (row,) = Client().get(f"{BASE}/follows", headers=mine).json()
    assert (row["title"], row["address"]) == ("Probleme · „Lampe“", "/fragen/?art=problem&suche=Lampe")
    assert Client().delete(f"{BASE}/follows/{row['token']}").status_code == 204
    assert Client().get(f"{BASE}/follows", headers=mine).json() == []
    assert Follow.objects.count() == 1
    assert Client().get(f"{BASE}/follows").status_code == 403
    assert post("/follows", {"email": ""}).status_code == 422


def test_a_key_made_for_sending_sends(asked):
    done = post("/contributions", {"text": "Aus der App"}, **key("ask.send"))
    assert (done.status_code, done.json()["state"]) == (201, "new")


def test_a_programs_support_is_no_proven_persons(asked):
    mine = key("ask.send")
    assert post("/contributions", {"text": "Aus der App"}, **mine).status_code == 201
    form = token.issue("ask.support")
    proof = {"Proof-Of-Work": f"{form.text} {puzzle.solve(form.nonce, form.bits)}"}
    assert post(f"/contributions/{asked.id}/support", **mine, **proof).status_code == 200
    assert Support.objects.get().verified is False


def test_a_key_made_for_something_else_sends_nothing(asked):
    reading = key("ask.moderate")
    for path, body in (
        ("/contributions", {"text": "Aus der App"}),
        (f"/contributions/{asked.id}/comments", {"text": "Aus der App"}),
        (f"/contributions/{asked.id}/support", {}),
        ("/follows", {"contribution": str(asked.id)}),
    ):
        answer = post(path, body, **reading)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed"), path
    assert Contribution.objects.count() == 1 and not Comment.objects.exists() and not Support.objects.exists()


@pytest.mark.parametrize("given", ["Bearer soe_falsch", "Bearer", "Basic eDp5"])
def test_a_key_that_does_not_hold_is_told_so(given):
    answer = Client().get(f"{BASE}/contributions", headers={"Authorization": given})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"
