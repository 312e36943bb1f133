# SPDX-License-Identifier: EUPL-1.2
"""A resident asks, the town answers: the way through the house as people walk it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from soesmart.ask import facade
from soesmart.ask.types import NewContribution, Submitted
from tests.journeys.conftest import DESK, PHONE
from tests.people import signed_in

OPEN = "Warum sind die Bänke am Vreithof im Winter abgebaut?"


@pytest.fixture
def asked(town) -> Submitted:
    return facade.submit(NewContribution(text=OPEN, proven=True))


def _puzzle_solved(page: Page) -> None:
    """As when somebody writes for a while: unsolved within seconds, a person looks at the text first."""
    form = page.locator("form:has(guard-puzzle):has(textarea)").first
    form.locator("textarea").first.focus()
    expect(form.locator("guard-puzzle input")).not_to_have_value("", timeout=60_000)


def _submit(page: Page) -> None:
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url(re.compile(r"/k/[0-9A-Z]{12}/"))


def test_a_question_with_an_answer_gets_a_card(asked_before, page: Page, picture):
    page.goto("/")
    page.get_by_role("textbox").first.fill("Wie viele Leute wohnen in Osttönnen?")
    page.get_by_role("textbox").first.press("Control+Enter")
    if "/frag/" not in page.url:
        page.get_by_role("button", name=re.compile("Frag", re.IGNORECASE)).first.click()
    expect(page.locator(".answer").first).to_contain_text("1.067")
    picture(page, "journey-answer")


@pytest.mark.main_journey
def test_what_nobody_can_answer_becomes_a_question_and_nothing_is_typed_twice(town, page: Page, picture):
    page.goto(f"/frag/?q={OPEN}")
    page.get_by_role("link", name="An die Stadt stellen").click()
    expect(page.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_value(OPEN)
    _puzzle_solved(page)
    _submit(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Frage ist angekommen")
    expect(page.get_by_text("Die Stadt antwortet bis zum")).to_be_visible()
    expect(page.get_by_role("img", name="QR-Code mit der Adresse dieser Seite")).to_be_visible()
    picture(page, "journey-receipt")
    page.get_by_role("link", name="Zur öffentlichen Seite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(OPEN)


def test_whoever_types_what_others_asked_is_shown_it(asked: Submitted, page: Page):
    page.goto("/fragen/neu/")
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill("bänke am vreithof im winter abgebaut")
    offers = page.locator(".ask-offers")
    expect(offers).to_contain_text(OPEN)
    _submit(page)  # offered, never in the way


def test_me_too_and_a_comment(asked: Submitted, page: Page):
    page.goto(asked.url)
    page.get_by_role("button", name="Ich auch").click()
    expect(page.get_by_text("Danke, Sie zählen mit.")).to_be_visible()
    page.get_by_role("link", name="Etwas dazu schreiben").click()
    page.get_by_label("Ihr Kommentar").fill("Im Sommer standen sie noch.")
    _puzzle_solved(page)
    _submit(page)
    page.get_by_role("link", name="Zur Frage").click()
    expect(page.get_by_text("Im Sommer standen sie noch.")).to_be_visible()


def test_the_whole_way_without_javascript(town, open_page: Callable[..., Page]):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("textbox").first.fill(OPEN)
    page.locator("form.box button[type=submit], form button").first.click()
    page.get_by_role("link", name="An die Stadt stellen").click()
    expect(page.get_by_text("Ohne JavaScript sieht ein Mensch Ihren Text kurz an")).to_be_visible()
    _submit(page)
    expect(page.get_by_role("main").get_by_text("Ein Mensch sieht den Text an")).to_be_visible()


def test_the_keyboard_alone_is_enough(town, page: Page):
    page.goto("/fragen/neu/")
    text = page.get_by_label("Was möchten Sie fragen oder sagen?")
    for _ in range(20):
        page.keyboard.press("Tab")
        if text.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type(OPEN)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == "Absenden":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/k/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Frage ist angekommen")


def test_an_error_stands_on_top_and_at_the_field_and_nothing_is_lost(town, page: Page, axe, picture):
    page.goto("/fragen/neu/")
    page.get_by_label("Was möchten Sie fragen oder sagen?").fill(OPEN)
    page.get_by_label("Wo ist das?").fill("Westönnen")
    page.get_by_role("button", name="Absenden").click()
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("Diesen Ort kennen wir hier nicht")
    expect(page.get_by_label("Was möchten Sie fragen oder sagen?")).to_have_value(OPEN)
    summary.get_by_role("link").click()
    expect(page.get_by_label("Wo ist das?")).to_be_focused()
    axe(page)
    picture(page, "ask-error")


def _staff(open_page: Callable[..., Page], home: str) -> Page:
    """A desk whose person is signed in with a second factor."""
    page = open_page(viewport=DESK)
    session = signed_in("team").cookies
    page.context.add_cookies([{"name": "sessionid", "value": session["sessionid"].value, "url": home}])
    return page


def test_the_town_answers_and_the_receipt_shows_it(asked: Submitted, town, open_page: Callable[..., Page]):
    page = _staff(open_page, town)
    page.goto("/team/fragen/")
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Antwort der Stadt").fill(
        "Im Winter werden sie ausgebessert. Im März stehen sie wieder."
    )
    page.get_by_role("button", name="Antwort veröffentlichen").click()
    expect(page.get_by_text("Die Antwort ist veröffentlicht.")).to_be_visible()
    resident = open_page()
    resident.goto(f"/k/{asked.code}/")
    expect(resident.get_by_text("Im März stehen sie wieder.")).to_be_visible()


def _pages(asked: Submitted) -> dict[str, str]:
    return {
        "fragen": "/fragen/",
        "orte-ansicht": "/fragen/?ansicht=orte",
        "frage": asked.url,
        "neu": "/fragen/neu/",
        "kommentar": f"{asked.url}kommentar/",
        "melden": f"{asked.url}melden/",
        "zahlen": "/fragen/zahlen/",
        "quittung": f"/k/{asked.code}/",
        "loeschen": f"/k/{asked.code}/zuruecknehmen/",
        "orte": "/orte/",
        "ort": "/orte/ostoennen/",
    }


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_accessible_and_pictured(
    asked: Submitted, open_page: Callable[..., Page], both_lights, viewport: dict
):
    page = open_page(viewport=viewport)
    for name, path in _pages(asked).items():
        page.goto(path)
        both_lights(page, f"{name}-{viewport['width']}")


def test_nothing_is_wider_than_a_phone_at_double_size(asked: Submitted, open_page: Callable[..., Page]):
    page = open_page(viewport={"width": 360, "height": 740})
    for path in _pages(asked).values():
        page.goto(path)
        page.evaluate(
            "async () => { document.documentElement.style.fontSize = '200%'; await document.fonts.ready }"
        )
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, path


def test_the_desk_is_accessible(asked: Submitted, town, open_page: Callable[..., Page], both_lights):
    facade.submit(NewContribution(text="Wer mäht den Weg hinter der Schule?", proven=False))
    facade.report("contribution", asked.id, "other", "Das stimmt nicht.")
    page = _staff(open_page, town)
    for name, path in {"desk": "/team/fragen/", "desk-question": f"/team{asked.url}"}.items():
        page.goto(path)
        both_lights(page, name)
