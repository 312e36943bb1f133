# SPDX-License-Identifier: EUPL-1.2
"""From the home page to the question behind a project, and to what the town measured: at most four clicks."""

import pytest
from django.test import Client

from soesmart.ask import facade as ask
from soesmart.thread.queries.whole import broken, whole
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
PROJECT = "Licht auf dem Radweg nach Birkendorf"
QUESTION = "Dunkler Radweg zwischen Birkendorf und Südhang"
SECTION = "section[aria-labelledby='woher-wohin']"


class Clicks:
    """A finger on a phone that counts; nothing but a click leads on."""

    def __init__(self, page) -> None:
        self.page, self.number = page, 0

    def on(self, name: str, within: str = "main", exact: bool = True) -> None:
        before = self.page.url
        self.page.locator(within).get_by_role("link", name=name, exact=exact).first.click()
        assert self.page.url != before, name
        self.number += 1

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()


def test_to_the_question_behind_a_project_and_on_to_what_was_measured(page, axe, move_in):
    page.goto(move_in("musterstadt"))
    go = Clicks(page)
    go.on("Projekte", "header")
    go.on(PROJECT)
    go.on(QUESTION, SECTION)
    assert (go.number, go.heading) == (3, QUESTION), "the resident's question, in the resident's words"
    assert page.locator(f"{SECTION} .line-map__stop--gap").count() == 0
    axe(page)
    go.on("Ergebnis", SECTION)
    assert "/versuche/" in page.url and page.locator("table td").count() > 0, "numbers, not a promise"
    assert go.number == 4


def test_to_the_kennzahl_behind_a_project(page, move_in):
    page.goto(move_in("musterstadt"))
    go = Clicks(page)
    go.on("Projekte", "header")
    go.on(PROJECT)
    go.on("Beispiel: Bis 2030 wird jeder dritte Weg mit dem Rad gefahren", SECTION)
    assert page.locator(".figure-number__value").inner_text().strip(), "the goal's page says the number"
    go.on("Beispiel: Wege mit dem Rad")
    assert "/ziele/kennzahl/" in page.url and go.number == 4
    assert page.locator("table tbody tr").count() > 1, "every value, with period and source"


def test_from_what_became_of_it_to_question_and_result(page, axe, move_in):
    page.goto(move_in("musterstadt"))
    go = Clicks(page)
    go.on("Der ganze rote Faden")
    axe(page)
    go.on(PROJECT)
    go.on("Frage", SECTION)
    assert (go.number, go.heading) == (3, QUESTION), "the question that goes on, not the one joined with it"
    go.on("Ergebnis", SECTION)
    assert "/versuche/" in page.url and go.number == 4


def test_the_team_links_in_two_clicks(page, axe, move_in):
    base = move_in("musterstadt")
    cookie = signed_in("team").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
    page.goto(f"{base}/projekte/kuehle-orte/")
    goal = "Beispiel: Mehr Schatten auf den Plätzen"
    assert page.locator(SECTION).get_by_role("link", name=goal).count() == 0
    page.locator(SECTION).get_by_role("link", name="Verbinden").click()
    axe(page)
    row = page.locator("section[aria-labelledby='vorschlaege'] .row", has_text=goal)
    row.get_by_role("button", name="Verbinden").click()
    assert page.locator("section[aria-labelledby='schon']").get_by_role("link", name=goal).count() == 1
    page.goto(f"{base}/projekte/kuehle-orte/")
    assert page.locator(SECTION).get_by_role("link", name=goal).count() == 1


def test_where_a_question_goes_on_is_there(move_in):
    move_in("musterstadt")
    found = [(row, ask.by_id(row.id).continued_at) for row in ask.questions(limit=100).rows]
    gone_on = [(row, at) for row, at in found if at]
    assert gone_on
    for row, at in gone_on:
        assert Client().get(at).status_code == 200, at
        assert f'<a href="{at}">' in Client().get(f"/fragen/{row.slug}/").content.decode()


def test_the_background_of_soest(page, axe, move_in):
    page.goto(f"{move_in('soest')}/hintergruende/")
    assert page.get_by_text("Quellen sagen Verschiedenes").count() >= 4
    axe(page)


@pytest.mark.parametrize("town", ["musterstadt", "soest"])
def test_every_link_of_the_example_towns_has_both_ends(town, move_in):
    move_in(town)
    assert not list(broken())
    found = whole()
    assert found.links >= 4 and (found.complete >= 1) == (town == "musterstadt")
    assert Client().get("/faden/").status_code == 200
