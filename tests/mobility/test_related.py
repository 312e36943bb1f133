# SPDX-License-Identifier: EUPL-1.2
"""What the town does and what people ask stands beside a way; a proposal goes on as idea or project."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from soesmart.ask import facade as asks
from soesmart.ask.types import NewContribution
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from soesmart.mobility import actions, queries
from soesmart.mobility.answers import answer
from soesmart.mobility.related import became, related
from soesmart.places.facade import by_slug, recognise
from soesmart.projects.imports import import_projects
from tests.mobility.conftest import TOWNS
from tests.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saturday")]
FIGURES = {
    "from": "Marktplatz", "monday": "2026-11-30", "phone": False, "profile": "walk",
    "cost_year_euros": 90_000,
    "cents_per_person_hour": 12.5, "weighted_by": "villages", "person_hours_week": 1234.4,
    "people_newly_reached": 2050, "hours": [], "places": [],
}  # fmt: skip


def asked(text, **more):
    return asks.submit(NewContribution(text=text, proven=True, **more))


def answered(text):
    return answer(Question(text, fold(text), "de", date(2026, 11, 28), recognise(text)))


@pytest.fixture
def proposal(sandbox):
    key = actions.keep("Nachtbus N2", "N2;mo;Marktplatz 23:30;Eschenbrück 23:45", FIGURES)
    return queries.proposal(key)


def test_questions_on_buses_stand_beside_the_way_those_of_the_place_first(sandbox, client: Client):
    asked("Warum fährt nach zehn kein Bus mehr nach Birkendorf?")
    asked("Die Bank am Bach ist kaputt.")
    asked("Kommt nach Lindental ein Nachtbus?")
    titles = [node.title.texts["de"] for node in related(by_slug("lindental"))]
    assert "Lindental" in titles[0] and "Birkendorf" in titles[1] and len(titles) == 2
    html = client.get("/unterwegs/?nach=lindental").content.decode()
    assert html.index("Kommt nach Lindental") < html.index("kein Bus mehr nach Birkendorf")
    assert "Bank am Bach" not in html


def test_the_card_links_what_belongs_to_it(sandbox):
    asked("Kommt nach Lindental ein Nachtbus?")
    (card,) = answered("Wie komme ich Montag um 21 Uhr nach Lindental?")
    assert [title for title, _url in card.more] == ["Kommt nach Lindental ein Nachtbus?"]
    assert card.more[0][1].startswith("/fragen/")


def test_projects_of_the_town_are_found(sandbox, client: Client):
    assert not import_projects(TOWNS / "musterstadt/projects.toml").problems
    nodes = related()
    assert {node.kind for node in nodes} == {"projects.project"}
    assert all(node.url in client.get("/unterwegs/").content.decode() for node in nodes)


def test_a_page_asks_the_database_equally_often_with_many_questions(
    sandbox, client: Client, django_assert_max_num_queries
):
    for number in range(12):
        asked(f"Wann kommt der Nachtbus Nummer {number} nach Lindental?")
    client.get("/unterwegs/")
    with django_assert_max_num_queries(20):
        client.get("/unterwegs/?nach=lindental")


def test_without_a_timetable_the_team_is_shown_where_to_load_one(client: Client):
    assert "/unterwegs/fahrplan/" not in client.get("/unterwegs/").content.decode()
    team = signed_in("team")
    for path in ("", "heim/", "erreichbar/", "was-waere-wenn/"):
        html = team.get(f"/unterwegs/{path}").content.decode()
        assert "Fahrplan laden" in html, path


def test_a_proposal_goes_on_as_an_idea_and_knows_what_it_became(proposal, client: Client):
    html = client.get(proposal.url).content.decode()
    address = next(part for part in html.split('"') if part.startswith("/fragen/neu/?art=idee"))
    (words,) = parse_qs(urlsplit(address.replace("&amp;", "&")).query)["text"]
    assert "2.050 Menschen" in words and "90.000 Euro" in words and words.endswith(proposal.url)
    assert "Nachtbus N2." in client.get(address.replace("&amp;", "&")).content.decode()
    assert "Daraus geworden" not in html
    idea = asked(words)
    html = client.get(proposal.url).content.decode()
    (node,) = became(proposal)
    assert node.id == idea.id and "Daraus geworden" in html and node.url in html


def test_only_who_edits_projects_may_make_one_of_it(proposal, client: Client):
    assert "Daraus ein Projekt machen" not in client.get(proposal.url).content.decode()
    team = signed_in("team")
    html = team.get(proposal.url).content.decode()
    address = next(part for part in html.split('"') if part.startswith("/team/projekte/neu/"))
    form = team.get(address.replace("&amp;", "&")).content.decode()
    assert "Nachtbus N2" in form and "2.050 Menschen" in form and str(proposal.id) in form
