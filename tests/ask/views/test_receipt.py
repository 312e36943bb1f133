# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from soesmart.accounts.facade import create_participant
from soesmart.ask import facade
from soesmart.ask.models import Contribution
from soesmart.ask.types import NewComment, NewContribution, NotFound, State, Submitted


@pytest.fixture
def asked() -> Submitted:
    return facade.submit(NewContribution(text="Wann fährt der letzte Bus?", proven=True))


def _own(asked: Submitted) -> str:
    return f"/k/{asked.code}/"


def test_it_says_what_happens_next_and_shows_the_code(client: Client, asked: Submitted):
    answer = client.get(_own(asked))
    html = answer.content.decode()
    code = f"{asked.code[:4]}-{asked.code[4:8]}-{asked.code[8:]}"
    for words in (
        "Die Stadt antwortet bis zum",
        "Wir fragen Sie, ob es geholfen hat",
        code,
        "<svg",
        asked.url,
    ):
        assert words in html
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_what_waits_says_why(client: Client):
    asked = facade.submit(NewContribution(text="Wann?", proven=False))
    html = client.get(_own(asked)).content.decode()
    assert "Ein Mensch sieht den Text an" in html and "Alle können" not in html


def test_answered_done_confirmed(client: Client, asked: Submitted, team):
    facade.answer(team, asked.id, "Um 23:40 Uhr.", state=State.DONE)
    html = client.get(_own(asked)).content.decode()
    assert "23:40" in html and "Hat es geholfen?" in html
    client.post(f"{_own(asked)}erledigt/")
    assert Contribution.objects.get().confirmed_at
    assert "Hat es geholfen?" not in client.get(_own(asked)).content.decode()


def test_not_done_reopens_with_a_reason(client: Client, asked: Submitted, team):
    facade.move(team, asked.id, State.DONE)
    path = f"{_own(asked)}wieder-oeffnen/"
    assert "Bitte schreiben Sie, was noch fehlt" in client.post(path, {"reason": " "}).content.decode()
    client.post(path, {"reason": "Sonntags fährt noch immer nichts."})
    assert Contribution.objects.get().state == State.IN_PROGRESS
    assert "Sonntags fährt noch immer nichts." in client.get(asked.url).content.decode()


def test_withdrawing_asks_once_and_then_everything_is_gone(client: Client, asked: Submitted):
    path = f"{_own(asked)}zuruecknehmen/"
    assert "Wirklich löschen?" in client.get(path).content.decode()
    assert Contribution.objects.get().state == State.NEW
    assert "gelöscht" in client.post(path).content.decode()
    assert "letzte Bus" not in client.get("/fragen/").content.decode()


def test_a_mail_address_can_be_left_later(client: Client, asked: Submitted):
    path = f"{_own(asked)}kontakt/"
    assert "keine E-Mail-Adresse" in client.post(path, {"email": "x"}).content.decode()
    assert client.post(path, {"email": "a@example.org"}).headers["Location"].endswith("?danke=kontakt")


def test_unknown_steps_are_not_found(client: Client, asked: Submitted):
    assert client.get(f"{_own(asked)}hack/").status_code == 404


def test_receipts_of_comments_and_notices(client: Client, asked: Submitted):
    written = facade.comment(asked.id, NewComment(text="Ich auch!", proven=True))
    assert "Alle können ihn lesen" in client.get(f"/k/{written.code}/").content.decode()
    client.post(f"/k/{written.code}/zuruecknehmen/")
    assert "Ich auch!" not in client.get(asked.url).content.decode()
    code = facade.report("contribution", asked.id, "other", "Das stimmt nicht.")
    assert "Ein Mensch prüft" in client.get(f"/k/{code}/").content.decode()


def test_another_participant_cannot_act(asked: Submitted):
    with pytest.raises(NotFound):
        facade.withdraw(create_participant(), asked.id)
