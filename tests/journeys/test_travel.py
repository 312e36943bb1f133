# SPDX-License-Identifier: EUPL-1.2
"""On the way: the card, who gets home, what is reached, what if, the team's timetable – seen and checked."""

import pytest
from playwright.sync_api import Page, expect

from soesmart.ask import facade
from soesmart.ask.types import NewContribution
from soesmart.mobility import jobs
from soesmart.mobility.models import Job, TruthRule
from tests.journeys.conftest import DESK, PHONE
from tests.people import signed_in

MONDAY = "2026-11-30T21:00"
PAGES = {
    "way": f"/unterwegs/?von=altstadt&nach=lindental&am={MONDAY}",
    "home": "/unterwegs/heim/?tag=0&stunde=22",
    "reach": f"/unterwegs/erreichbar/?von=Marktplatz&am={MONDAY}&minuten=45",
    "whatif": "/unterwegs/was-waere-wenn/",
}


@pytest.fixture
def asked(sandbox) -> str:
    facade.submit(NewContribution(text="Kommt nach Lindental ein Nachtbus?", proven=True))
    return sandbox


def _team(open_page, url: str) -> Page:
    page = open_page(viewport=DESK)
    cookie = signed_in("team").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return page


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_for_everybody(asked, open_page, both_lights, viewport):
    page, width = open_page(viewport=viewport), viewport["width"]
    for name, path in PAGES.items():
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
        both_lights(page, f"travel-{name}-{width}")


def test_the_card_of_the_box_leads_to_the_way_and_what_belongs_to_it(asked, page: Page, axe, picture):
    page.goto("/frag/?q=Wie+komme+ich+Montag+um+21+Uhr+nach+Lindental")
    picture(page, "travel-card-360")
    axe(page)
    card = page.get_by_role("article").filter(has_text="AST").first
    expect(card.get_by_role("link", name="Kommt nach Lindental ein Nachtbus?")).to_be_visible()
    card.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_text("nur mit Anruf").first).to_be_visible()


def _words(page: Page) -> list[str]:
    return (page.locator("#heim").text_content() or "").split()


def test_the_hour_slider_turns_map_table_and_number_together(asked, page: Page, open_page, axe):
    page.goto(PAGES["home"])
    before = _words(page)
    page.get_by_role("slider", name="Stunde").focus()
    for _hour in range(8):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#wann")).to_contain_text("um 14:00 Uhr")
    expect(page.get_by_role("slider", name="Stunde")).to_be_focused()
    assert "stunde=14" in page.url
    turned = _words(page)
    assert turned != before
    axe(page)
    plain = open_page(java_script_enabled=False)
    plain.goto(PAGES["home"])
    plain.get_by_role("slider", name="Stunde").fill("14")
    plain.get_by_role("button", name="Zeigen").click()
    expect(plain.locator("#wann")).to_contain_text("um 14:00 Uhr")
    assert _words(plain) == turned


def test_the_team_computes_a_night_bus_and_keeps_it(asked, open_page, both_lights):
    page = _team(open_page, asked)
    page.goto("/unterwegs/was-waere-wenn/")
    both_lights(page, "travel-plan-1280")
    page.get_by_text("Fahrten als Zeilen eintragen").click()
    page.get_by_label("Weitere Fahrten als Zeilen").fill("N2;mo di;Marktplatz 23:30;Eschenbrück 23:45")
    page.get_by_role("button", name="Rechnen", exact=True).last.click()
    expect(page.get_by_role("status").filter(has_text="Wartet auf den Rechner")).to_be_visible()
    both_lights(page, "travel-waiting-1280")
    jobs.run(Job.objects.get().id)  # the page asks again by itself
    expect(page.get_by_role("heading", name="Ergebnis")).to_be_visible()
    both_lights(page, "travel-result-1280")
    page.get_by_label("Titel").fill("Nachtbus N2")
    page.get_by_role("button", name="Behalten").click()
    expect(page.get_by_role("heading", name="Nachtbus N2")).to_be_visible()
    both_lights(page, "travel-proposal-1280")
    page.get_by_role("link", name="Daraus eine Idee machen").click()
    expect(page.get_by_text("Nachtbus N2.")).to_be_visible()


def test_the_desk_of_timetables(asked, open_page, both_lights, picture):
    TruthRule.objects.create(
        kind="call", lines=["C5"], phone="02921 12345", minutes_before=60, note="Bis Lindental."
    )
    page = _team(open_page, asked)
    page.goto("/unterwegs/fahrplan/")
    page.get_by_text("Berichtigung eintragen").click()
    both_lights(page, "travel-desk-1280")
    page.set_viewport_size(PHONE)
    picture(page, "travel-desk-360")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
