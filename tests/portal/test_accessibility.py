# SPDX-License-Identifier: EUPL-1.2
"""The statement claims no more than was checked, and a barrier reaches the team without account or script."""

import re

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held
from soesmart.ask import facade
from soesmart.portal import accessibility
from tests.ask.sending import send

PATH = "/barrierefreiheit/melden/"


@pytest.fixture
def told(settings):
    """Change settings: `told(**{"accessibility.state": "full"})`."""

    def change(**values):
        settings.SOESMART = {**settings.SOESMART, **values}

    return change


def _page() -> str:
    return Client().get("/barrierefreiheit/").content.decode()


def test_nobody_is_fully_accessible_by_their_own_word(db, told):
    told(**{"accessibility.state": "full"})
    assert "zum großen Teil" in _page()
    assert any("full" in problem for problem in accessibility.problems())
    told(**{"accessibility.checked_on": "2026-10-01", "accessibility.checked_by_others": True})
    page = _page()
    assert "vollständig" in page and "1. Oktober 2026" in page and "steht noch aus" not in page
    assert accessibility.problems() == []


def test_what_was_never_checked_is_said(db, told):
    told(**{"accessibility.gaps": ["Die Karte hat keine Sprachausgabe."]})
    page = _page()
    assert "noch keinen Tag eingetragen" in page
    assert "Die Karte hat keine Sprachausgabe." in page


@pytest.mark.parametrize(("name", "value"), [("state", "perfect"), ("checked_on", "soon")])
def test_a_setting_that_means_nothing_is_found(told, name, value):
    told(**{f"accessibility.{name}": value})
    assert len(accessibility.problems()) == 1
    assert accessibility.statement().state == "partly"


def test_every_state_leads_to_an_office_or_to_the_list_of_them():
    known = accessibility.office_for("NW")
    assert known.email.endswith("nrw.de") and not known.is_list
    assert accessibility.office_for("SL").is_list
    assert all(entry["url"].startswith("https://") for entry in accessibility._offices().values())


@pytest.mark.parametrize("with_script", [True, False])
def test_a_barrier_reaches_the_team_and_gives_a_receipt(db, with_script):
    sent = send(Client(), PATH, with_script=with_script, text="Der Knopf ist unsichtbar.", page="/fragen/")
    assert sent.status_code == 302 and re.search(r"/k/[0-9A-Z]{12}/", sent["Location"])
    team = Actor(account_id=1, grants=(Held("guest"), Held("resident"), Held("team")))
    (waiting,) = facade.waiting(team)
    assert "Der Knopf ist unsichtbar." in waiting.text and "Seite: /fragen/" in waiting.text
    assert "Ein Mensch sieht" in Client().get(sent["Location"]).content.decode()


def test_an_empty_report_says_what_is_missing(db):
    page = send(Client(), PATH, text="").content.decode()
    assert 'href="#id_text"' in page and "Hier fehlt noch Ihr Text." in page
