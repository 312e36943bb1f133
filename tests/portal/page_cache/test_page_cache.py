# SPDX-License-Identifier: EUPL-1.2
import gzip
import itertools
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from soesmart.kernel import clock
from soesmart.kernel.personal import keep_out
from soesmart.portal.page_cache import middleware, policy

TEXT = "Guten Tag aus der Stadt. " * 40


@pytest.fixture
def version(monkeypatch):
    state = {"now": 1}
    monkeypatch.setattr(middleware, "content_version", lambda: state["now"])
    return state


@pytest.fixture
def serve(version):
    """A town with one page, made by `view`; counts how often it was made."""

    def server(view=lambda request: HttpResponse(TEXT)):
        made = itertools.count(1)

        def counted(request):
            response = view(request)
            response["X-Made"] = str(next(made))
            return response

        cache = middleware.PageCacheMiddleware(counted)

        def get(path="/", cookies=None, method="GET", **headers):
            names = {k.replace("_", "-"): v for k, v in headers.items()}
            request = RequestFactory().generic(method, path, headers=names)
            request.COOKIES.update(cookies or {})
            return cache(request)

        return get

    return server


def test_made_once_until_the_content_changes(serve, version):
    get = serve()
    assert [get()["X-Made"], get()["X-Made"]] == ["1", "1"]
    version["now"] += 1
    assert get()["X-Made"] == "2"


def test_made_anew_at_local_midnight(serve, monkeypatch):
    get = serve()
    get()
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert get()["X-Made"] == "2"


def test_browsers_ask_each_time_and_get_nothing_twice(serve, version):
    get = serve()
    first = get()
    assert first["Cache-Control"] == "no-cache"
    again = get(If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    version["now"] += 1
    assert get(If_None_Match=first["ETag"]).status_code == 304  # made anew, and still the same words


def test_packed_for_those_who_can_unpack(serve):
    get = serve()
    packed = get(Accept_Encoding="br, gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode() == TEXT
    assert get().content.decode() == TEXT
    assert get(Accept_Encoding="gzip;q=0").content.decode() == TEXT


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "unterstuetzung", "messages"])
def test_personal_pages_are_never_kept(serve, cookie):
    get = serve()
    get()
    mine = get(cookies={cookie: "x"})
    assert mine["X-Made"] == "2"
    assert mine["Cache-Control"] == "private, no-cache"
    assert get()["X-Made"] == "1"


def test_cookies_of_others_never_reach_a_shared_page(serve):
    get = serve(lambda request: HttpResponse(str(dict(request.COOKIES)) + TEXT))
    assert "matomo" not in get(cookies={"matomo": "1"}).content.decode()
    assert get()["X-Made"] == "1"


def with_cookie(request):
    response = HttpResponse(TEXT)
    response.set_cookie("any", "1")
    return response


def for_one_person(request):
    keep_out(request)
    return HttpResponse(TEXT)


@pytest.mark.parametrize(
    "view",
    [
        with_cookie,
        for_one_person,
        lambda request: HttpResponse(TEXT, status=404),
        lambda request: HttpResponse(TEXT, headers={"Cache-Control": "no-store"}),
        lambda request: HttpResponse(b"%PDF", content_type="application/pdf"),
        lambda request: HttpResponse("x" * (policy.MAX_BODY + 1)),
    ],
)
def test_not_kept(serve, view):
    get = serve(view)
    assert [get()["X-Made"], get()["X-Made"]] == ["1", "2"]


def test_pages_are_told_apart(serve):
    get = serve()
    made = [
        get(path, **headers)["X-Made"]
        for path, headers in (
            ("/", {}),
            ("/?q=a", {}),
            ("/?q=b", {}),
            ("/fragen/", {}),
            ("/", {"HX_Request": "true"}),
            ("/?q=b&p=1", {}),
            ("/?p=1&q=b", {}),
            ("/?p=2&p=1", {}),
            ("/?p=1&p=2", {}),
        )
    ]
    assert made == ["1", "2", "3", "4", "5", "6", "6", "7", "8"]


def test_endless_addresses_are_answered_but_not_kept(serve):
    get = serve()
    address = "/?q=" + "a" * policy.MAX_QUERY
    assert [get(address)["X-Made"], get(address)["X-Made"]] == ["1", "2"]


def test_writing_and_head_pass_by_but_head_is_answered_from_what_is_there(serve):
    get = serve()
    assert get(method="POST")["X-Made"] == "1"
    assert get(method="HEAD")["X-Made"] == "2"
    assert get()["X-Made"] == "3"
    assert get(method="HEAD")["X-Made"] == "3"


def test_a_view_may_shorten_a_pages_life(serve, monkeypatch):
    get = serve(lambda request: JsonResponse({"a": TEXT}, headers={"Cache-Control": "max-age=10"}))
    start = middleware.time.monotonic()
    assert get()["Cache-Control"] == "no-cache"
    monkeypatch.setattr(middleware.time, "monotonic", lambda: start + 11)
    assert get()["X-Made"] == "2"
