# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from soesmart.kernel.api.problems import TYPE, problem

PREFIX = "/api/"
_BODIES = frozenset({"POST", "PUT", "PATCH"})
_KINDS = frozenset({"application/json", "multipart/form-data"})


class RequestLimitsMiddleware:
    """Refuses what no page and no room has to deal with: bodies too large, addresses with NUL.

    Under `/api/` every error leaves as problem+json, also those that arise outside of the API's own code.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for_programs = request.path_info.startswith(PREFIX)
        status = _refusal(request, for_programs)
        if status:
            return problem(request, status) if for_programs else HttpResponse(status=status)
        response = self.get_response(request)
        failed = response.status_code >= 400 and response.get("Content-Type") != TYPE
        if for_programs and failed:
            headers = {name: response[name] for name in ("Allow", "Retry-After") if response.has_header(name)}
            return problem(request, response.status_code, headers=headers)
        return response


def _refusal(request: HttpRequest, for_programs: bool) -> int:
    """The status to refuse with, or 0."""
    if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return 400
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 400
    kind = (request.content_type or "").lower()
    limit = settings.SOESMART["upload.megabytes" if kind == "multipart/form-data" else "body.kilobytes"]
    if length > limit * (1_000_000 if kind == "multipart/form-data" else 1000):
        return 413
    if for_programs and request.method in _BODIES and length and kind not in _KINDS:
        return 415
    return 0
