# SPDX-License-Identifier: EUPL-1.2
import gzip
import hashlib
import time
from collections.abc import Callable, Hashable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.text import compress_string

from soesmart.kernel import clock
from soesmart.kernel.log.queries import content_version, reading_at
from soesmart.portal.page_cache import policy
from soesmart.portal.page_cache.store import Page, Store
from soesmart.portal.signs import shelf

PATIENCE = 5.0
MIN_PACKED = 200
_Response = HttpResponseBase


class PageCacheMiddleware:
    """Answers anonymous requests from pages made before, as long as the town's content is the same.

    A page is kept with the content version read *before* it was made: a change in between makes it stale
    at the next request, never wrong for longer. Browsers may keep pages but must ask each time (ETag).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.store = Store(settings.SOESMART["page_cache.megabytes"] * 1_000_000)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not policy.is_anonymous(request):
            return _private(request, self.get_response(request))
        # Cookies of others (the town's main site may set some) must not reach a page everybody gets.
        request.COOKIES.clear()
        key = policy.key(request)
        if key is None or request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        try:
            version = content_version()
        except DatabaseError:  # the page itself knows best what to say without a database
            return self.get_response(request)
        stamp = _stamp(version)
        page = self.store.get(key, stamp, time.monotonic())
        if page is None:
            with self.store.turn(key, PATIENCE) as mine:
                page = None if mine else self.store.get(key, stamp, time.monotonic())
                if page is None:
                    return self._made(request, key, stamp, version)
        return _answer(request, page)

    def _made(self, request: HttpRequest, key: Hashable, stamp: Hashable, version: int) -> HttpResponseBase:
        with reading_at(version):
            response = self.get_response(request)
        if request.method != "GET" or not policy.may_keep(request, response):
            return _private(request, response)
        assert isinstance(response, HttpResponse)
        body = response.content
        page = Page(
            stamp=stamp,
            stale_at=time.monotonic() + policy.age(response),
            packed=gzip.compress(body, compresslevel=5, mtime=0),
            etag=quote_etag(hashlib.sha256(body).hexdigest()[:20]),
            headers={
                name: value
                for name, value in response.items()
                if name not in {"Content-Length", "Cache-Control"}
            },
        )
        self.store.put(key, page)
        return _answer(request, page)


def _stamp(version: int) -> Hashable:
    """Every page changes with the content, and at midnight: deadlines and dates are shown.

    And with a video that came or went: that is a file, and no content of the database.
    """
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    return version, today, shelf.state()


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if "*" in asked or any(tag.removeprefix("W/") == page.etag for tag in asked):
        response = HttpResponseNotModified()
    elif _takes_gzip(request):
        response = HttpResponse(page.packed)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.packed))
    for name, value in page.headers.items():
        if response.status_code == 200 or name == "Vary":
            response[name] = value
    if response.status_code == 200:
        response["Content-Length"] = str(len(response.content))
    # Weak: the same page stands behind it whether packed or not.
    response["ETag"] = f"W/{page.etag}"
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "HX-Request", "Cookie"))
    return response


def _private(request: HttpRequest, response: _Response) -> _Response:
    """Somebody's own page: no shared cache keeps it; packed on the way."""
    if isinstance(response, HttpResponse) and policy.is_text(response):
        response.headers.setdefault("Cache-Control", "private, no-cache")
        plain = not response.has_header("Content-Encoding") and len(response.content) > MIN_PACKED
        if plain and _takes_gzip(request):
            # Random padding: the length must not tell secrets in the page (BREACH).
            response.content = compress_string(response.content, max_random_bytes=100)
            response["Content-Encoding"] = "gzip"
            response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding", "HX-Request", "Cookie"))
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    return "gzip" in accepted and "gzip;q=0" not in accepted.replace(" ", "")
