# SPDX-License-Identifier: EUPL-1.2
"""Language from the address; words where Django would answer with an empty page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

from soesmart.portal import errors
from soesmart.portal.languages import SLUGS, offered, speaking, spoken_at


class LanguageMiddleware:
    """`/en/…` and `/leicht/…` choose the language; everything else is the town's first language.

    The prefix becomes the script prefix: `reverse` then keeps people in their language. What the browser
    says about languages never leads anybody elsewhere: `offered_language` lets the page offer it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        available = settings.SOESMART["languages"]
        slug, _, rest = request.path_info.lstrip("/").partition("/")
        language = SLUGS.get(slug, "")
        offer = ""
        if language in available:
            request.path_info = f"/{rest}"
        else:
            language = available[0]
            offer = offered(request.headers.get("Accept-Language", ""), language, available)
        request.LANGUAGE_CODE = language
        request.offered_language = offer  # type: ignore[attr-defined]
        spoken = spoken_at(request.path_info, language)
        with speaking(spoken, language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "de" if spoken == "de-simple" else spoken)
        if language == available[0] and response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Accept-Language",))
        return response


class NotThisWayMiddleware:
    """An address that only takes forms says so to people who open it, say after logging in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = errors.not_this_way(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page
