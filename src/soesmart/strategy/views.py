# SPDX-License-Identifier: EUPL-1.2
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.strategy import facade


def ladder(request: HttpRequest) -> HttpResponse:
    return render(request, "strategy/ladder.html", {"levels": facade.levels(), "goals": facade.goals()})


def goal(request: HttpRequest, slug: str) -> HttpResponse:
    row = facade.goal_by_slug(slug)
    if row is None:
        raise Http404
    return render(request, "strategy/goal.html", {"goal": row, "indicators": facade.indicators(row.id)})


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    row = facade.indicator_by_slug(slug)
    if row is None:
        raise Http404
    return render(request, "strategy/indicator.html", {"indicator": row, "values": facade.values(row.id)})
