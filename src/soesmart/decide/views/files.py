# SPDX-License-Identifier: EUPL-1.2
"""The downloads beside a result. Nothing of the box before it is open."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from soesmart.decide import exports
from soesmart.decide.queries.results import result_of
from soesmart.decide.types import VoteView
from soesmart.decide.views.casting import found


def marks(request: HttpRequest, slug: str) -> HttpResponse:
    return JsonResponse(exports.marks(found(slug)))


def recount(request: HttpRequest, slug: str) -> HttpResponse:
    vote, _result = _over(slug)
    return _file(JsonResponse(exports.recount(vote)), f"{slug}-nachzaehlen.json")


def table(request: HttpRequest, slug: str) -> HttpResponse:
    vote, result = _over(slug)
    response = HttpResponse(exports.table(vote, result), content_type="text/csv; charset=utf-8")
    return _file(response, f"{slug}-ergebnis.csv")


def pabulib(request: HttpRequest, slug: str) -> HttpResponse:
    vote, _result = _over(slug)
    return _file(HttpResponse(exports.pabulib(vote), content_type="text/plain; charset=utf-8"), f"{slug}.pb")


def _over(slug: str) -> tuple[VoteView, Any]:
    vote = found(slug)
    result = result_of(vote)
    if result is None:
        raise Http404
    return vote, result


def _file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
