# SPDX-License-Identifier: EUPL-1.2
"""The section on pages, and questions as stops."""

import pytest
from django.template import Context, Template
from django.test import Client

from soesmart.ask import facade as ask
from soesmart.ask.types import NewContribution, QuestionDetail, State
from soesmart.kernel.room import Panel
from soesmart.thread import facade as thread
from soesmart.thread.facade import NodeRef

pytestmark = pytest.mark.django_db


def asked(text: str = "Wann fährt der Nachtbus nach Ostönnen?") -> QuestionDetail:
    return ask.by_id(ask.submit(NewContribution(text=text, proven=True)).id)


def drawn(ref: NodeRef) -> str:
    page = Template("{% load thread %}{% why kind id %}")
    return page.render(Context({"kind": ref.kind, "id": ref.id}))


def test_the_section_names_both_directions_and_escapes(town, team):
    goal = town.make("goal", "Ziel <b>")
    for origin, target in ((town.make("question", "Warum?"), goal), (goal, town.make("project", "Radweg"))):
        thread.link(team, origin, "leads_to", target)
    html = drawn(goal)
    assert html.index("Woher es kommt") < html.rindex("Warum?") < html.index("Was daraus wird")
    assert "Radweg" in html and "Ziel <b>" not in html


def test_panels_of_other_rooms_hang_below(town, settings):
    goal = town.make("goal", "Ziel")
    panels = (
        Panel("test.goal", 20, lambda id, language, later: f"<p>{language} zweitens</p>"),
        Panel("test.goal", 10, lambda id, language, later: f"<p>erstens {id}</p>"),
        Panel("test.project", 5, lambda id, language, later: "<p>anderswo</p>"),
        Panel("test.goal", 5, lambda id, language, later: ""),
    )
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS[:-1], town.room(panels=panels))
    html = drawn(goal)
    assert html.index(f"<p>erstens {goal.id}</p>") < html.index("<p>de zweitens</p>")
    assert "anderswo" not in html


def test_a_question_page_shows_what_it_led_to(town, team):
    question = asked()
    project = town.make("project", "Rufbus in der Nacht")
    thread.link(team, NodeRef("ask.question", question.row.id), "leads_to", project, "Gleicher Wunsch")
    html = Client().get(f"/fragen/{question.row.slug}/").content.decode()
    assert f'href="/test/{project.id}/"' in html and "Gleicher Wunsch" in html
    assert html.count("line-map__stop--exists") == 1


def test_without_a_link_the_question_says_what_it_knows(team):
    question = asked()
    ask.move(team, question.row.id, State.CONTINUED, "Jetzt ein Projekt", continued_at="/projekte/nachtbus/")
    html = Client().get(f"/fragen/{question.row.slug}/").content.decode()
    assert html.count("line-map__stop--exists") == 1


def test_outcomes_draw_their_stops_from_the_thread(town, team):
    question = asked()
    ask.answer(team, question.row.id, "Ab Mai.")
    thread.link(
        team,
        NodeRef("ask.question", question.row.id),
        "leads_to",
        town.make("project", "Rufbus in der Nacht"),
    )
    (row,) = ask.outcome_rows()
    stops = {stop.name: stop for stop in row.stops}
    assert stops["project"].state == "filled" and stops["goal"].state == "gap"
    assert "Rufbus in der Nacht" in Client().get("/").content.decode()


def test_hidden_questions_are_not_described(team):
    question = asked()
    ref = NodeRef("ask.question", question.row.id)
    assert thread.describe([ref])[ref].url == f"/fragen/{question.row.slug}/"
    ask.hide(team, "contribution", question.row.id, "Beleidigung")
    assert thread.describe([ref]) == {}


def test_where_nothing_is_linked_no_empty_way_is_drawn(town):
    html = drawn(town.make("project", "Allein"))
    assert "Damit ist noch nichts verbunden" in html and "line-map" not in html
