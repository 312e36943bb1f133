# SPDX-License-Identifier: EUPL-1.2
"""The programming interface: one router per room under `/api/v1/`."""

import logging
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from soesmart.accounts.facade import NotAllowed
from soesmart.kernel.api.parser import StrictParser
from soesmart.kernel.api.problems import ApiProblem, language, problem
from soesmart.kernel.api.validation import explained
from soesmart.kernel.guard.errors import Refused, TooMany

_log = logging.getLogger(__name__)

api = NinjaAPI(
    title="soesmart",
    version="1",
    description="Alles, was Menschen hier lesen und schreiben können, auch für Programme.",
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    with translation.override(language(request)):
        errors = explained(error.errors)
        detail = "; ".join(f"{one['field']}: {one['text']}" for one in errors[:5])
    return problem(request, 422, detail, code="validation", errors=errors)


def _own(request: HttpRequest, error: ApiProblem) -> HttpResponse:
    errors = [{"place": error.place, "field": error.place.rpartition(".")[2], "text": error.text}]
    return problem(request, error.status, error.text, code=error.code, errors=errors if error.place else ())


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    headers = {"Retry-After": str(error.wait)} if isinstance(error, TooMany) else None
    with translation.override(language(request)):
        text = error.text
    return problem(request, error.status, text, code=error.code, headers=headers)


def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return problem(request, 403, f"{error.meaning}: {error.remedy}", code="not-allowed")


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    # ninja words its own errors in English for its authors; the usual remedy helps more.
    spoken = "" if error.message in _NINJAS_OWN or error.message.startswith("Cannot parse") else error.message
    return problem(request, error.status_code, spoken)


_NINJAS_OWN = frozenset({"Unauthorized", "Forbidden", "Too many requests.", "Unprocessable Entity"})


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    text = str(error.args[0]) if error.args else ""
    return problem(request, 404, text if " " in text and "matches the given query" not in text else "")


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("%s %s", request.method, request.path, exc_info=error)
    # Tells Django's test client and error reporting, which never see an exception handled here.
    got_request_exception.send(sender=type(api), request=request)
    return problem(request, 500)


_HANDLERS: dict[type[Exception], Any] = {
    ValidationError: _invalid,
    ApiProblem: _own,
    Refused: _refused,
    NotAllowed: _not_allowed,
    HttpError: _http,
    Http404: _missing,
    Exception: _broken,
}
for _kind, _handler in _HANDLERS.items():
    api.add_exception_handler(_kind, _handler)
for _room in settings.SOESMART_ROOMS:
    if _room.api:
        api.add_router("", _room.api())
