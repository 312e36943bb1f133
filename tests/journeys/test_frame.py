# SPDX-License-Identifier: EUPL-1.2
"""The frame every page stands in, looked at as people meet it: small, large, dark, enlarged, printed."""

import pytest

from tests.journeys.conftest import DESK, PHONE

PATHS = ("/", "/barrierefreiheit/", "/datenschutz/", "/impressum/")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_accessible(town, open_page, both_lights, viewport):
    page = open_page(viewport=viewport)
    for path in PATHS:
        page.goto(path)
        both_lights(page)


def test_nothing_is_wider_than_the_smallest_phone_at_double_size(town, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    for path in PATHS:
        page.goto(path)
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, path


def test_the_keyboard_reaches_the_content_first(town, page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "inhalt"
