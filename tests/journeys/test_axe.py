# SPDX-License-Identifier: EUPL-1.2
"""What looks at pages is looked at itself: a page with known faults, some of them by night alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import check, check_in_both_lights

DAY, NIGHT = (
    f"<style>@media (prefers-color-scheme: {light}) {{ %s }}</style>" for light in ("light", "dark")
)
SOUND = """<!doctype html><html lang="de"><head><title>Seite</title><style>
body { background: #fff; color: #000; }
@media (prefers-color-scheme: dark) { body { background: #000; color: #fff; } a { color: #fff; } }
</style></head><body><main><h1>Seite</h1><p id="text">Text</p>%s</main></body></html>"""
ALWAYS = {
    "label": "<input>",
    "image-alt": '<img src="data:,">',
    "aria-valid-attr-value": '<p aria-hidden="vielleicht">Text</p>',
    "heading-order": "<h4>Zu tief</h4>",
    "target-size": '<button style="all: unset; width: 8px; height: 8px; display: inline-block">a</button>'
    * 2,
}
BY_DAY = {
    "color-contrast": DAY % "#text { color: #aaa }",
    "color-contrast-enhanced": DAY % "#text { color: #767676 }",
}
BY_NIGHT = {
    "color-contrast": NIGHT % "#text { color: #444 }",
    "color-contrast-enhanced": NIGHT % "#text { color: #888 }",
    "link-in-text-block": "<style>a { text-decoration: none; font-weight: bold }</style>"
    + NIGHT % "a { font-weight: inherit; color: #eee }"
    + '<p>Ein langer Satz mit einem <a href="#text">Verweis</a> mitten darin.</p>',
    # Drawn by night alone: all rules must see it.
    "label": "<style>input { display: none }</style>" + NIGHT % "input { display: inline }" + "<input>",
}
UNDECIDED = NIGHT % "#text { background: linear-gradient(#000, #333) }"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """No town: the page is written by the test."""
    with browser.new_context() as context:
        yield context.new_page()


def _told(page: Page, content: str, look=check_in_both_lights) -> dict[str, set[str]]:
    """The rules that complained, by light."""
    page.set_content(SOUND % content)
    try:
        look(page)
    except AssertionError as error:
        told: dict[str, set[str]] = {}
        light = ""
        for line in str(error).splitlines():
            if line in {"light:", "dark:"}:
                light = line.rstrip(":")
            elif found := re.match(r"([a-z-]+): ", line):
                told.setdefault(light, set()).add(found[1])
        return told
    return {}


def test_a_sound_page_passes(page):
    assert _told(page, "") == {} == _told(page, "", look=check)


@pytest.mark.parametrize("rule", ALWAYS)
def test_a_fault_of_the_page_is_told(page, rule):
    assert rule in _told(page, ALWAYS[rule])["light"]
    assert rule in _told(page, ALWAYS[rule], look=check)[""]


@pytest.mark.parametrize("rule", BY_DAY)
def test_a_fault_of_the_day_is_told(page, rule):
    told = _told(page, BY_DAY[rule])
    assert rule in told["light"] and "dark" not in told


@pytest.mark.parametrize("rule", BY_NIGHT)
def test_a_fault_of_the_night_is_told(page, rule):
    told = _told(page, BY_NIGHT[rule])
    assert rule in told["dark"] and "light" not in told


def test_what_axe_cannot_decide_by_night_is_told(page):
    assert _told(page, UNDECIDED) == {"dark": {"color-contrast"}}


def test_a_second_look_at_a_document_sees_what_has_come(page):
    page.set_content(SOUND % "")
    check(page)
    page.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
    with pytest.raises(AssertionError, match="label"):
        check(page)
    assert page.evaluate("() => matchMedia('(prefers-color-scheme: light)').matches")
