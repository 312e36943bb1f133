# SPDX-License-Identifier: EUPL-1.2
"""Signing in over real HTTP: code, password with second factor, links; and what must not work."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from soesmart.accounts.actions.grants import open_account
from soesmart.accounts.actions.links import account_of, sign_in_token
from soesmart.accounts.models import Account, Grant
from tests.people import signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "korn-brunnen-linde-77"


def _code() -> str:
    return re.search(r"^([0-9A-Z]{3,}(?:-?[0-9A-Z]+)*)$", mail.outbox[-1].body, re.MULTILINE)[1]


def _totp(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def anna() -> Account:
    return open_account("anna@example.org", password=PASSWORD, verified=True)


def test_code_by_mail_signs_in(anna):
    browser = Client()
    response = browser.post(reverse("account_request_login_code"), {"email": anna.email})
    assert response.url == reverse("account_confirm_login_code")
    assert browser.get(response.url).status_code == 200
    response = browser.post(response.url, {"code": _code()})
    assert response.url == "/mein/"
    assert anna.email in browser.get("/mein/").content.decode()


def test_a_wrong_code_is_refused_and_the_third_ends_it(anna):
    browser = Client()
    url = browser.post(reverse("account_request_login_code"), {"email": anna.email}).url
    for _attempt in range(3):
        response = browser.post(url, {"code": "000000"})
    assert response.status_code == 302
    browser.post(url, {"code": _code()})
    assert browser.get("/mein/").status_code == 302


def test_signing_up_needs_only_an_address():
    browser = Client()
    response = browser.post(reverse("account_signup"), {"email": "neu@example.org"})
    assert response.url == reverse("account_email_verification_sent")
    response = browser.post(response.url, {"code": _code()})
    assert browser.get("/mein/").status_code == 200
    assert not Account.objects.get().has_usable_password()


def test_unknown_and_known_addresses_answer_alike(anna):
    known, unknown = Client(), Client()
    answers = [
        (c.post(reverse(name), {"email": address, "login": address, "password": "x"}))
        for name in ("account_request_login_code", "account_reset_password", "account_signup")
        for c, address in ((known, anna.email), (unknown, "niemand@example.org"))
    ]
    for one, other in zip(answers[::2], answers[1::2], strict=True):
        assert (one.status_code, one.url) == (other.status_code, other.url)


@pytest.mark.django_db(transaction=True)
def test_staff_roles_wait_for_the_second_factor(anna):
    Grant.objects.create(account=anna, role="team")
    browser = Client()
    browser.post("/anmelden/", {"login": anna.email, "password": PASSWORD})
    assert browser.get("/mein/").status_code == 200
    refusal = browser.get("/team/menschen/")
    assert refusal.status_code == 403
    assert reverse("mfa_index") in refusal.content.decode(), "the page leads to setting one up"

    again = browser.get(reverse("mfa_activate_totp"))
    page = browser.post(again.url, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    response = browser.post(reverse("mfa_activate_totp"), {"code": _totp(secret)})
    assert response.status_code == 302, response.content.decode()
    assert browser.get("/team/menschen/").status_code == 200, "setting it up proves it"
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored, "the secret lies encrypted"

    fresh = Client()
    response = fresh.post("/anmelden/", {"login": anna.email, "password": PASSWORD})
    assert response.url == reverse("mfa_authenticate")
    assert fresh.get("/mein/").status_code == 302, "the password alone opens nothing any more"
    assert fresh.post(response.url, {"code": "000000"}).status_code == 200
    fresh.post(response.url, {"code": _totp(secret)})
    assert fresh.get("/team/menschen/").status_code == 200


def test_failed_passwords_are_limited(anna):
    browser = Client()
    for _attempt in range(6):
        browser.post("/anmelden/", {"login": anna.email, "password": "falsch"})
    response = browser.post("/anmelden/", {"login": anna.email, "password": PASSWORD})
    assert browser.get("/mein/").status_code == 302
    assert response.status_code in (200, 429)


@pytest.mark.parametrize("target", ["https://boese.example/", "//boese.example/", "javascript:alert(1)"])
def test_next_never_leads_to_another_site(anna, target):
    browser = Client()
    response = browser.post("/anmelden/", {"login": anna.email, "password": PASSWORD, "next": target})
    assert response.url == "/mein/"


def test_next_leads_back_within_the_site(anna):
    response = Client().post(
        "/anmelden/", {"login": anna.email, "password": PASSWORD, "next": "/mein/loeschen/"}
    )
    assert response.url == "/mein/loeschen/"


def test_another_site_cannot_post_with_or_without_a_session(anna):
    signed = signed_in(email="berta@example.org")
    foreign = {"HTTP_ORIGIN": "https://boese.example", "HTTP_SEC_FETCH_SITE": "cross-site"}
    for browser in (Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True, cookies=None)):
        response = browser.post("/anmelden/", {"login": anna.email, "password": PASSWORD}, **foreign)
        assert response.status_code == 403
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed.cookies
    assert browser.post("/mein/loeschen/", {"contributions": "delete"}).status_code == 403


def test_one_time_link_signs_in_once(anna):
    token = sign_in_token(anna)
    url = reverse("one_time_link", args=[token])
    browser = Client()
    assert browser.get(url).status_code == 200
    assert browser.get("/mein/").status_code == 302, "opening the link alone signs nobody in"
    browser.post(url)
    assert browser.get("/mein/").status_code == 200
    assert account_of(token) is None
    assert Client().get(url).status_code == 404


def test_disabled_account_stays_outside(anna):
    Account.objects.update(is_active=False)
    assert account_of(sign_in_token(anna)) is None
    browser = Client()
    browser.post("/anmelden/", {"login": anna.email, "password": PASSWORD})
    assert browser.get("/mein/").status_code == 302


PUBLIC = [
    "/",
    "/anmelden/",
    "/anmelden/code/",
    "/anmelden/neu/",
    "/anmelden/passwort/vergessen/",
    "/kontakt/x/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_sets_a_cookie_before_signing_in(path):
    response = Client().get(path)
    assert response.status_code == 200
    assert not response.cookies
