# SPDX-License-Identifier: EUPL-1.2
"""Hidden with a public reason, appealed by the author, decided by somebody else, counted for the year."""

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held
from soesmart.ask import facade
from soesmart.ask.actions.withdrawing import shred
from soesmart.ask.exports import of_participant
from soesmart.ask.models import Answer, Appeal, Contribution, Decision, Redaction
from soesmart.ask.types import NewContribution, Refused, State, Submitted
from soesmart.kernel import clock
from soesmart.kernel.log.models import Pending
from tests.people import signed_in

TEXT = "Die Laterne ist aus. Ruft mich an: 0171 2345678."


@pytest.fixture
def asked() -> Submitted:
    return facade.submit(NewContribution(text=TEXT, proven=True))


@pytest.fixture
def hidden(asked: Submitted) -> Submitted:
    _decide(signed_in("moderator", email="eins@example.org"), asked, why="1")
    return asked


def _decide(who: Client, asked: Submitted, **how: str) -> None:
    who.post("/team/pruefen/entscheiden/", {"target": "contribution", "key": str(asked.id), **how})


def _appeal(client: Client, asked: Submitted, text: str = "Ich habe niemanden beleidigt.") -> None:
    path = f"/k/{asked.code}/widerspruch/"
    client.post(
        path, {"decision": str(Decision.objects.exclude(what="shown").latest("pk").public_id), "text": text}
    )


def test_the_author_reads_the_reasons_and_appeals_once(client: Client, hidden: Submitted):
    html = client.get(f"/k/{hidden.code}/").content.decode()
    for words in (
        "Ihr Text ist ausgeblendet",
        "verletzt andere Menschen",
        "von einem Menschen",
        "zurückgehalten",
    ):
        assert words in html
    _appeal(client, hidden)
    _appeal(client, hidden, "noch einmal")
    assert Appeal.objects.get().text == "Ich habe niemanden beleidigt."
    assert "Jemand anderes prüft es bis zum" in client.get(f"/k/{hidden.code}/").content.decode()
    assert Pending.objects.filter(kind="ask.appeal").count() == 1


def test_an_empty_appeal_or_a_strangers_is_none(client: Client, hidden: Submitted):
    _appeal(client, hidden, " ")
    other = facade.submit(NewContribution(text="Wann?", proven=True))
    path = f"/k/{other.code}/widerspruch/"
    key = str(Decision.objects.latest("pk").public_id)
    assert client.post(path, {"decision": key, "text": "Das war ich"}).status_code == 404
    assert client.post(path, {"decision": "x", "text": "y"}).status_code == 404
    assert not Appeal.objects.exists()


def test_somebody_else_decides(client: Client, hidden: Submitted):
    _appeal(client, hidden)
    row = Appeal.objects.get()
    other = signed_in("team", email="zwei@example.org")
    path = f"/team/pruefen/widersprueche/{row.public_id}/"
    assert "Ich habe niemanden beleidigt." in other.get("/team/pruefen/widersprueche/").content.decode()
    own = Actor(account_id=Decision.objects.latest("pk").moderator_id, grants=(Held("moderator"),))
    with pytest.raises(Refused):
        facade.decide_appeal(own, row.public_id, "Bleibt so", uphold=False)
    other.post(path, {"answer": "Stimmt, das war harmlos.", "uphold": "1"})
    html = client.get(f"/k/{hidden.code}/").content.decode()
    assert "Ihr Widerspruch hatte Erfolg" in html and "das war harmlos" in html
    assert Contribution.objects.get().state == State.NEW
    assert "schon entschieden" in other.post(path, {"answer": "x"}, follow=True).content.decode()


def test_where_only_one_may_it_is_said(client: Client, hidden: Submitted):
    _appeal(client, hidden)
    own = Actor(account_id=Decision.objects.latest("pk").moderator_id, grants=(Held("moderator"),))
    facade.decide_appeal(own, Appeal.objects.get().public_id, "Bleibt so", uphold=False)
    html = client.get(f"/k/{hidden.code}/").content.decode()
    assert "dieselbe Person wie vorher" in html and "Bundesnetzagentur" in html


def test_blacked_out_words_are_for_their_author_alone(client: Client, asked: Submitted):
    _decide(signed_in("moderator"), asked, redact="1")
    html = client.get(f"/k/{asked.code}/").content.decode()
    assert "<q>0171 2345678</q>" in html
    who = Contribution.objects.get().participant
    assert of_participant(who)["blacked_out"][0]["words"] == "0171 2345678"
    assert "2345678" not in client.get(asked.url, follow=True).content.decode()
    _appeal(client, asked, "Es ist meine eigene Nummer")
    assert shred(who) == 1
    assert Redaction.objects.get().words == "" and Appeal.objects.get().text == ""
    assert not Pending.objects.filter(personal__contains="eigene Nummer").exists()


def test_a_reported_answer_can_be_hidden(client: Client, team):
    asked = facade.submit(NewContribution(text="Wann fährt der Bus?", proven=True))
    key = facade.answer(team, asked.id, "Fragen Sie Frau Müller, Jakobistraße 12.")
    code = facade.report("answer", key, "personal", "Das ist meine Adresse")
    moderator = signed_in("moderator")
    notice = facade.notices(team)[0]
    moderator.post(
        f"/team/fragen/meldung/{notice.id}/", {"decision": "Nennt eine Privatadresse.", "hide": "1"}
    )
    html = client.get(asked.url).content.decode()
    assert "Nennt eine Privatadresse." in html and "Jakobistraße" not in html
    assert "Nennt eine Privatadresse." in client.get(f"/k/{code}/").content.decode()
    assert "Jakobistraße" not in client.get(f"/api/v1/contributions/{asked.id}").content.decode()
    assert Answer.objects.get().state == "hidden"


def test_the_year_in_figures_is_counted(client: Client, hidden: Submitted):
    _appeal(client, hidden)
    facade.report("contribution", hidden.id, "insult", "")
    year = clock.now().year
    found = facade.moderation_figures(year)
    assert (found.notices, found.notices_open) == ((("insult", 1),), 1)
    assert (found.appeals, found.appeals_open, found.held_back) == (1, 1, (("personal", 1),))
    assert found.decisions == (("hidden", "rules", 1),)
    assert found.held_hours == 1
    html = client.get("/fragen/moderation/").content.decode()
    assert f"Moderation im Jahr {year}" in html and "Beleidigung" in html
    table = client.get("/fragen/moderation/?form=csv").content.decode()
    assert f"{year},appeals,received,1" in table
    assert client.get("/fragen/moderation/?jahr=x").status_code == 404
    assert client.get("/fragen/moderation/?jahr=1").status_code == 404
