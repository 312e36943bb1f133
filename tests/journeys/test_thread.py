# SPDX-License-Identifier: EUPL-1.2
"""From the home page to the question behind a project, and to what the town measured: at most four clicks."""

import pytest
from django.test import Client

from soesmart.thread.queries.whole import broken, whole

pytestmark = pytest.mark.django_db(transaction=True)
PROJECT = "Licht auf dem Radweg nach Birkendorf"
SECTION = "section[aria-labelledby='woher-wohin']"


def test_to_the_question_behind_a_project_and_to_what_was_measured(page, axe, move_in):
    base = move_in("musterstadt")
    page.goto(base)
    page.locator("header").get_by_role("link", name="Projekte").click()
    page.get_by_role("link", name=PROJECT).first.click()
    project = page.url
    page.locator(SECTION).get_by_role("link", name="Dunkler Radweg zwischen Birkendorf und Südhang").click()
    assert (
        page.get_by_role("heading", level=1).inner_text() == "Dunkler Radweg zwischen Birkendorf und Südhang"
    )
    assert page.locator(f"{SECTION} .line-map__stop--gap").count() == 0
    axe(page)
    page.goto(project)
    page.locator(SECTION).get_by_role("link", name="Ergebnis", exact=True).click()
    assert "/versuche/" in page.url
    page.goto(base)
    page.get_by_role("link", name="Der ganze rote Faden").click()
    axe(page)
    page.get_by_role("link", name=PROJECT).click()
    page.locator(SECTION).get_by_role("link", name="Frage", exact=True).click()
    assert "/fragen/" in page.url


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
