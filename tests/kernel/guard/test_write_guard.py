# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.views.decorators.csrf import csrf_exempt

from soesmart.kernel.guard.middleware import WriteGuardMiddleware


def page(request):
    return HttpResponse("written")


def answer(view=page, cookies=None, **headers: str) -> int:
    request = RequestFactory().post("/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    request.COOKIES.update(cookies or {})
    guard = WriteGuardMiddleware(page)
    guard.process_request(request)
    return (guard.process_view(request, view, (), {}) or view(request)).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "http://testserver", "Sec_Fetch_Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Referer": "https://evil.example/form"}, 403),
        ({"Referer": "http://testserver/fragen/neu/"}, 200),
    ],
)
def test_without_a_session_the_browsers_word_decides(headers, status):
    assert answer(**headers) == status


def test_a_session_needs_the_whole_csrf_token():
    secret = "a" * 32
    cookies = {settings.SESSION_COOKIE_NAME: "x", settings.CSRF_COOKIE_NAME: secret}
    assert answer(cookies=cookies, Origin="http://testserver") == 403
    assert answer(cookies=cookies, Origin="http://testserver", X_CSRFToken="b" * 32) == 403
    assert answer(cookies=cookies, Origin="http://testserver", X_CSRFToken=secret) == 200


def test_a_session_begun_under_an_open_page_needs_the_browsers_word():
    """Asking for a passkey begins a session; the form beside it was delivered before, without a token."""
    cookies = {settings.SESSION_COOKIE_NAME: "x"}
    assert answer(cookies=cookies, Origin="http://testserver") == 200
    assert answer(cookies=cookies) == 403
    assert answer(cookies=cookies, Referer="http://testserver/") == 403
    assert answer(cookies=cookies, Origin="https://evil.example") == 403
    assert answer(cookies=cookies, Sec_Fetch_Site="same-site") == 403


def test_a_session_reaches_the_api_only_through_a_browser_on_our_own_pages():
    cookies, api = {settings.SESSION_COOKIE_NAME: "x"}, csrf_exempt(page)
    assert answer(api, cookies) == 403
    assert answer(api, cookies, Origin="https://evil.example") == 403
    assert answer(api, cookies, Sec_Fetch_Site="same-origin") == 200
    assert answer(api) == 200
