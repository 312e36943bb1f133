# SPDX-License-Identifier: EUPL-1.2
"""The factual report takes purpose and effect from strategy, thread and trials, never from free text."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import soesmart
from soesmart.ask import facade as ask
from soesmart.ask.types import Kind, NewContribution
from soesmart.ledger.exports import documents, reports
from soesmart.ledger.queries import beginning, effects, grants
from soesmart.places.imports import import_places
from soesmart.projects import facade as projects
from soesmart.projects.imports import import_projects
from soesmart.strategy import facade as strategy
from soesmart.strategy.imports.goals import import_goals
from soesmart.thread.facade import NodeRef, tie
from soesmart.trials.imports import import_trials
from soesmart.trials.models import Trial
from tests import once
from tests.ledger.books import booked, grant, voucher
from tests.people import signed_in

TOWN = Path(soesmart.__file__).parent / "towns" / "musterstadt"
pytestmark = pytest.mark.django_db


@once.fixture
def project():
    assert not import_places(TOWN / "places.csv").problems
    assert not import_goals(TOWN / "strategy.toml").problems
    assert not import_projects(TOWN / "projects.toml").problems
    found = projects.by_slug("licht-auf-dem-radweg")
    assert found is not None
    return found.row


def texts(until: date = date(2026, 12, 31)) -> dict[str, list[str]]:
    view = grants.by_slug("smart")
    assert view is not None
    return json.loads(documents.as_json(reports.proof_document(view, until)))["texts"]


def test_without_a_project_purpose_and_effect_are_unknown(db):
    booked(grant(narrative={"goal": "Erfundenes Ziel", "actual": "99 %"}), voucher())
    told = texts()
    assert told["Zweck und Wirkung"] == [
        "Ziel, Kennzahl und Ergebnis: unbekannt. Keiner Buchung ist ein Projekt zugeordnet."
    ]
    assert not any("Erfunden" in line or "99 %" in line for lines in told.values() for line in lines)


def test_goal_indicator_and_numbers_come_from_the_strategy(project):
    booked(grant(), voucher(project=str(project.id), project_name="Licht"))
    goal = strategy.goal_by_slug("mehr-wege-mit-dem-rad")
    tie(NodeRef("strategy.goal", goal.id), "leads_to", NodeRef("projects.project", project.id))
    own = next(one for one in strategy.indicators(goal.id) if one.main)
    (lines,) = [lines for title, lines in texts().items() if title.startswith("Zweck und Wirkung: ")]
    assert f"Ziel: {goal.title.in_language('de')[0]}" in lines
    assert f"Kennzahl: {own.title.in_language('de')[0]}" in lines
    said = {line.partition(": ")[0]: line.partition(": ")[2] for line in lines}
    values = strategy.values(own.id)
    assert (said["Erreichter Wert"] == "unbekannt") == (not values)
    assert said["Zielwert"].startswith(effects._number(own.target[-1].value, own))
    assert said["Ergebnis eines Versuchs"] == "unbekannt. Es gab keinen Versuch."


def test_a_number_measured_after_the_day_of_the_report_is_not_told(project):
    booked(grant(), voucher(project=str(project.id)))
    goal = strategy.goal_by_slug("mehr-wege-mit-dem-rad")
    tie(NodeRef("strategy.goal", goal.id), "leads_to", NodeRef("projects.project", project.id))
    (early,) = effects.outcomes(grants.by_slug("smart").id, date(1990, 1, 1))
    assert [one.actual for one in early.indicators] == [""]


def test_the_result_of_the_trial_stands_in_the_report(project):
    booked(grant(), voucher(project=str(project.id)))
    import_trials(TOWN / "trials.toml")
    trial = Trial.objects.get(slug="beispiel-radstrasse")
    tie(NodeRef("projects.project", project.id), "leads_to", NodeRef("trials.trial", trial.id))
    (lines,) = [lines for title, lines in texts().items() if title.startswith("Zweck und Wirkung: ")]
    assert any(line.startswith("Versuch „Beispiel: ") and line.endswith("Hat geholfen") for line in lines)


def test_the_council_page_shows_it_too(client, project):
    booked(grant(), voucher(project=str(project.id)))
    page = client.get("/geld/smart/rat/").content.decode()
    assert project.title.in_language("de")[0] in page and "unbekannt" in page


def test_the_next_application_takes_over_what_the_town_knows_of_a_project(project):
    goal = strategy.goal_by_slug("mehr-wege-mit-dem-rad")
    asked = ask.submit(
        NewContribution(text="Warum ist der Radweg so dunkel?", kind=Kind.QUESTION, proven=True)
    )
    tie(NodeRef("ask.question", asked.id), "leads_to", NodeRef("strategy.goal", goal.id))
    tie(NodeRef("strategy.goal", goal.id), "leads_to", NodeRef("projects.project", project.id))
    known = beginning.of_project("licht-auf-dem-radweg", date(2026, 12, 31))
    own = next(one for one in strategy.indicators(goal.id) if one.main)
    assert known["question"] == "Warum ist der Radweg so dunkel?"
    assert (known["goal"], known["indicator"]) == (
        goal.title.in_language("de")[0],
        own.title.in_language("de")[0],
    )
    page = signed_in("team").get("/geld/team/antrag/", {"projekt": "licht-auf-dem-radweg"}).content.decode()
    assert 'value="Warum ist der Radweg so dunkel?"' in page and known["target"] in page
    assert beginning.of_project("gibt-es-nicht", date(2026, 12, 31)) == {}


def test_one_walk_for_any_number_of_projects(project, django_assert_num_queries):
    goal = strategy.goal_by_slug("mehr-wege-mit-dem-rad")
    some = [row.id for row in projects.projects().rows][:4]
    assert len(some) == 4
    for number, key in enumerate(some):
        tie(NodeRef("strategy.goal", goal.id), "leads_to", NodeRef("projects.project", key))
        booked(grant(f"zuschuss-{number}"), voucher(project=str(key)))
    all_four = grant("alle")
    booked(all_four, *(voucher(project=str(key)) for key in some))
    one = grants.by_slug("zuschuss-0").id
    effects.outcomes(one, date(2026, 12, 31))
    with CaptureQueriesContext(connection) as alone:
        assert len(effects.outcomes(one, date(2026, 12, 31))) == 1
    with django_assert_num_queries(len(alone)):
        found = effects.outcomes(all_four.id, date(2026, 12, 31))
    assert [bool(each.goals and each.indicators) for each in found] == [True] * 4
