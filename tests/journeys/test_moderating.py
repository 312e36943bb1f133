# SPDX-License-Identifier: EUPL-1.2
"""Thirty contributions by keyboard alone, in at most sixty presses; every press is counted."""

import pytest
from playwright.sync_api import Page

from soesmart.ask import facade
from soesmart.ask.models import Contribution, Decision
from soesmart.ask.types import NewContribution, State
from tests.journeys.conftest import DESK
from tests.people import signed_in

GOOD = "Wann wird die Bank Nummer {} am Teich repariert?"
ADVERT = "Günstige Uhren Nummer {} hier kaufen!"
CALL = "Die Ampel {} spinnt, ruft mich an: 0171 23456{:02}"


class Counted:
    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def decide(self, key: str) -> None:
        """One key, then the next case is there."""
        case = self.page.locator("input[name=key]").first.get_attribute("value")
        self.press(key)
        self.page.wait_for_function(
            "(old) => document.querySelector('input[name=key]')?.value !== old"
            " && document.querySelector('[data-keys]')?.hidden === false",
            arg=case,
        )


@pytest.fixture
def thirty(town) -> str:
    texts = [GOOD.format(n) for n in range(20)]
    texts += [ADVERT.format(n) for n in range(5)] + [CALL.format(n, n) for n in range(5)]
    for text in texts:
        facade.submit(NewContribution(text=text, proven=False))
    return town


def _open(open_page, url: str, **more) -> Page:
    page = open_page(viewport=DESK, **more)
    cookie = signed_in("moderator").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    page.goto("/team/pruefen/")
    return page


def test_thirty_contributions_by_keyboard(thirty, open_page, picture, axe):
    page = _open(open_page, thirty)
    keys = Counted(page)
    page.locator("kbd").first.wait_for()
    assert "30 warten" in page.locator(".desk__head").inner_text()
    picture(page, "desk-1280-light", full_page=False)
    axe(page)
    keys.decide("f")
    keys.decide("4")  # a slip …
    keys.decide("u")  # … taken back
    while page.locator("input[name=key]").count():
        words = page.locator(".desk__text").inner_text()
        keys.decide("s" if "ruft mich an" in words else "4" if "kaufen" in words else "f")
    assert "Es wartet nichts" in page.locator("main").inner_text()
    assert keys.presses <= 60, f"{keys.presses} presses"
    states = list(Contribution.objects.filter(origin_id=None).values_list("state", flat=True))
    assert (states.count(State.NEW), states.count(State.HIDDEN)) == (25, 5)
    assert Decision.objects.filter(what="redacted").count() == 5
    assert not Contribution.objects.filter(text__contains="0171").exists()


def test_help_changes_and_switches_off_keys(thirty, open_page, picture):
    page = _open(open_page, thirty)
    page.locator("kbd").first.wait_for()
    page.keyboard.press("?")
    page.get_by_label("Tasten eingeschaltet").wait_for()
    picture(page, "desk-keys")
    page.locator("[data-for=show]").fill("j")
    assert page.locator("[data-key=show] kbd").get_attribute("data-sign") == "J"
    page.keyboard.type("f4s")  # in a field keys are letters
    page.get_by_label("Tasten eingeschaltet").uncheck()
    assert page.locator("kbd").count() == 0
    page.locator("h1").click()
    page.keyboard.press("j")
    page.reload()
    assert page.locator("kbd").count() == 0, "the browser remembers"
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_and_without_scripts(thirty, open_page, picture, axe, theme):
    page = open_page(java_script_enabled=False, color_scheme=theme)
    cookie = signed_in("moderator").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": thirty}])
    page.goto("/team/pruefen/")

    picture(page, f"desk-360-{theme}")
    page.get_by_role("button", name="Freigeben", exact=True).click()
    assert "29 warten" in page.locator(".desk__head").inner_text()
    page.get_by_role("button", name="Letzte zurücknehmen").click()
    assert "30 warten" in page.locator(".desk__head").inner_text()
