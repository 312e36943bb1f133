# SPDX-License-Identifier: EUPL-1.2
"""Signing in as people do: by a code, then by a passkey on a device of their own."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from soesmart.accounts.actions.grants import OPERATOR, grant, open_account
from tests.journeys.conftest import DESK, PHONE

EMAIL = "anna@example.org"


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    cache.clear()


@pytest.fixture
def home(live_server) -> str:
    """Passkeys need a name: browsers refuse them for bare numbers."""
    return live_server.url.replace("127.0.0.1", "localhost")


def _device(page: Page) -> None:
    """A phone with a fingerprint reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _code() -> str:
    return re.search(r"^([0-9A-Z]{3,}(?:-?[0-9A-Z]+)*)$", mail.outbox[-1].body, re.MULTILINE)[1]


def _sign_in_by_code(page: Page) -> None:
    page.goto("/anmelden/")
    page.locator("#code-email").fill(EMAIL)
    page.get_by_role("button", name="Code schicken").click()
    page.get_by_role("textbox").fill(_code())
    page.get_by_role("button", name="Bestätigen").click()
    expect(page.get_by_role("heading", name="Mein Bereich")).to_be_visible()


def test_a_new_colleague_gets_from_code_to_passkey_to_the_team_page(home, open_page, axe, picture):
    account = open_account(EMAIL)
    grant(OPERATOR, account.pk, "team", "", "Neu im Team")
    page = open_page(expected=("403",), base_url=home)
    _device(page)
    _sign_in_by_code(page)
    page.goto("/team/menschen/")
    expect(page.get_by_role("main")).to_contain_text("zweiten Nachweis")
    axe(page)
    page.get_by_role("link", name="Jetzt einrichten").click()
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Passkey einrichten").click()
    axe(page)
    picture(page, "passkey-einrichten")
    page.get_by_role("button", name="Einrichten").click()
    page.wait_for_url(lambda url: not url.endswith("/neu/"))  # its own address holds "nachweise" too
    page.goto("/team/menschen/")
    expect(page.get_by_role("heading", name="Menschen und Rollen")).to_be_visible()
    axe(page)
    picture(page, "menschen-und-rollen")

    page.goto("/mein/")
    page.get_by_role("button", name="Abmelden").click()
    page.goto("/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("heading", name="Mein Bereich")).to_be_visible()
    page.goto("/team/menschen/")
    expect(page.get_by_role("heading", name="Menschen und Rollen")).to_be_visible()


def test_a_device_that_refuses_leaves_the_other_ways_open(home, open_page):
    page = open_page(base_url=home)
    _device(page)
    page.goto("/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("anderen Weg")
    open_account(EMAIL)
    _sign_in_by_code(page)


def test_signing_in_works_without_javascript(home, open_page):
    open_account(EMAIL)
    page = open_page(base_url=home, java_script_enabled=False)
    page.goto("/anmelden/")
    expect(page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
    _sign_in_by_code(page)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_of_signing_in_are_accessible(home, open_page, both_lights, viewport):
    open_account(EMAIL)
    page = open_page(viewport=viewport, base_url=home)
    page.goto("/anmelden/")
    both_lights(page, f"anmelden-{viewport['width']}")
    for path in ("/anmelden/code/", "/anmelden/neu/", "/anmelden/passwort/vergessen/"):
        page.goto(path)
        both_lights(page)
    _sign_in_by_code(page)
    both_lights(page, f"mein-{viewport['width']}")
    for path in ("/mein/loeschen/", "/anmelden/nachweise/", "/anmelden/adressen/"):
        page.goto(path)
        both_lights(page)
