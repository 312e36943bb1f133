# SPDX-License-Identifier: EUPL-1.2
"""Which requests may be answered from the cache, and which answers may go into it."""

import re
from collections.abc import Hashable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from soesmart.kernel import personal, registry

MAX_QUERY = 600
MAX_BODY = 1_000_000
DEFAULT_AGE = 300
"""Seconds. Content versions and the local date catch every change; this catches the forgotten clock."""
TYPES = (
    "text/html",
    "application/json",
    "application/problem+json",
    "text/csv",
    "application/atom+xml",
    "application/rss+xml",
)
_FORBIDS = re.compile(r"\b(private|no-store|no-cache)\b", re.IGNORECASE)
_MAX_AGE = re.compile(r"\bmax-age=(\d+)", re.IGNORECASE)


@lru_cache(maxsize=1)
def personal_cookies() -> frozenset[str]:
    """Cookies of ours that make a page somebody's own."""
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    return frozenset(names.union(*(room.cookies for room in registry.rooms())))


def is_anonymous(request: HttpRequest) -> bool:
    """Nothing in the request says who asks."""
    return (
        request.method in {"GET", "HEAD"}
        and "HTTP_AUTHORIZATION" not in request.META
        and personal_cookies().isdisjoint(request.COOKIES)
    )


def key(request: HttpRequest) -> Hashable | None:
    """What tells pages apart, or None for addresses no link of ours leads to."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > MAX_QUERY:
        return None
    if query:
        # Sorted by name only: the order of equal names may mean something.
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
        query = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    return (
        request.scheme,
        request.get_host(),
        getattr(request, "LANGUAGE_CODE", ""),
        getattr(request, "offered_language", ""),
        request.path_info,
        query,
        request.META.get("HTTP_HX_REQUEST", ""),
        request.META.get("HTTP_HX_TARGET", ""),
        request.META.get("HTTP_ACCEPT", "") if request.path_info.startswith("/api/") else "",
    )


def is_text(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").partition(";")[0].strip() in TYPES


def may_keep(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not personal.is_kept_out(request)
        and not _FORBIDS.search(response.get("Cache-Control", ""))
        and not response.has_header("Content-Encoding")
        and is_text(response)
        and len(response.content) <= MAX_BODY
    )


def age(response: HttpResponseBase) -> int:
    """How long the page may live; a view limits it with Django's `cache_control(max_age=…)`."""
    found = _MAX_AGE.search(response.get("Cache-Control", ""))
    return min(int(found[1]), DEFAULT_AGE) if found else DEFAULT_AGE
