# SPDX-License-Identifier: EUPL-1.2
"""People are told about personal data before they send, kindly and once."""

import pytest
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.models import Comment, Contribution
from soesmart.ask.types import NewContribution, Refused, State
from tests.ask.sending import form_fields, send, solved

WITH_NUMBER = "Die Laterne ist kaputt. Rufen Sie mich an: 0171 2345678"


def _again(client: Client, html: str, path: str, text: str):
    return client.post(
        path, form_fields(html) | {"guard-solution": solved(html), "text": text, "kind": "problem"}
    )


def test_told_before_sending_and_the_changed_text_appears_at_once(client: Client):
    html = send(client, "/fragen/neu/", text=WITH_NUMBER, kind="problem").content.decode()
    assert "Soll das wirklich öffentlich sein?" in html and ">0171 2345678</q>" in html
    assert WITH_NUMBER in html, "nothing typed is lost"
    assert not Contribution.objects.exists()
    done = _again(client, html, "/fragen/neu/", "Die Laterne ist kaputt.")
    assert done.status_code == 302
    assert Contribution.objects.get().state == State.NEW


def test_sent_anyway_it_waits(client: Client):
    html = send(client, "/fragen/neu/", text=WITH_NUMBER, kind="problem").content.decode()
    done = _again(client, html, "/fragen/neu/", WITH_NUMBER)
    row = Contribution.objects.get()
    assert (row.state, row.waits) == (State.WAITING, "personal")
    assert "Persönliche Angaben stehen darin" in client.get(done["Location"]).content.decode()


def test_something_new_is_asked_again(client: Client):
    html = send(client, "/fragen/neu/", text=WITH_NUMBER, kind="problem").content.decode()
    html = _again(client, html, "/fragen/neu/", WITH_NUMBER + " oder 02921 987654").content.decode()
    assert ">02921 987654</q>" in html
    assert not Contribution.objects.exists()


def test_without_script_too(client: Client):
    answer = send(client, "/fragen/neu/", with_script=False, text=WITH_NUMBER, kind="problem")
    assert "Soll das wirklich öffentlich sein?" in answer.content.decode()


def test_comments_likewise(client: Client):
    asked = facade.submit(NewContribution(text="Wann fährt der Bus?", proven=True))
    path = f"{asked.url}kommentar/"
    html = send(client, path, text="Fragt bei Herr Müller, Jakobistraße 12").content.decode()
    assert "Name und Adresse" in html and not Comment.objects.exists()
    _again(client, html, path, "Fragt bei Herr Müller, Jakobistraße 12")
    assert Comment.objects.get().waits == "personal"


def test_told_while_typing(client: Client):
    html = client.post("/fragen/aehnlich/", {"text": WITH_NUMBER}).content.decode()
    assert ">0171 2345678</q>" in html


def test_the_town_can_switch_it_off(client: Client, settings):
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["ask.personal_data", "ask.hate"]}
    assert send(client, "/fragen/neu/", text=WITH_NUMBER + " du Arschloch", kind="problem").status_code == 302
    assert Contribution.objects.get().state == State.NEW


@pytest.mark.parametrize(
    ("text", "waits"),
    [("Ausländer raus!", "hate"), ("So ein Klüngel", "word"), ("Ruft 02921 123456 an", "personal")],
)
def test_what_waits_for_what(settings, text, waits):
    settings.SOESMART = {**settings.SOESMART, "ask.hold_back_words": ["Klüngel*"]}
    assert facade.submit(NewContribution(text=text, proven=True)).waits == waits


def test_what_the_asker_adds_in_public_is_looked_at_too(person, team):
    who = person()
    asked = facade.submit(NewContribution(text="Laterne kaputt", proven=True, participant=who))
    facade.move(team, asked.id, State.DONE)
    with pytest.raises(Refused) as refused:
        facade.reopen(who, asked.id, "Immer noch dunkel, fragt 0171 2345678")
    assert refused.value.field == "reason"
