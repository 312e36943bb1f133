# SPDX-License-Identifier: EUPL-1.2
"""Language from the address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from soesmart.portal.languages import SLUGS, speaking


class LanguageMiddleware:
    """`/en/…` and `/leicht/…` choose the language; everything else is the town's first language.

    The prefix becomes the script prefix: `reverse` then keeps people in their language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug, _, rest = request.path_info.lstrip("/").partition("/")
        language = SLUGS.get(slug, "")
        if language in settings.SOESMART["languages"]:
            request.path_info = f"/{rest}"
        else:
            language = settings.SOESMART["languages"][0]
        request.LANGUAGE_CODE = language
        with speaking(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "de" if language == "de-simple" else language)
        return response
