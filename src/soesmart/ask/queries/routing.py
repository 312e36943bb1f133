# SPDX-License-Identifier: EUPL-1.2
"""Suggests who should reply, and tells how often the team decided otherwise."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Sum

from soesmart.ask.engine.routing import Guess, Routes
from soesmart.ask.models import Contribution, Department, Routed
from soesmart.ask.types import RouteSuggestion, RouteWeek
from soesmart.kernel import clock, gate

ALGORITHM = "ask.route"
_HISTORY = 5_000
_WEEKS = 12


def route_suggestion(question: UUID) -> RouteSuggestion | None:
    """For the desk: who may have to reply; None where nobody should guess, or somebody decided."""
    row = Contribution.objects.select_related("category__department").filter(public_id=question).first()
    return suggested(row) if row and row.department_id is None and row.text else None


def suggested(row: Contribution) -> RouteSuggestion | None:
    """By the category's own department first, else by what the team assigned before."""
    if not gate.permit(ALGORITHM, "suggest a department", "team"):
        return None
    if row.category and row.category.department:
        department = row.category.department
        return RouteSuggestion(department.slug, department.name, "category", (row.category.name,))
    guess = _routes().guess(row.folded)
    known = Department.objects.filter(slug=guess.department).first() if guess else None
    return _by_words(guess, known.name) if guess and known else None


def _by_words(guess: Guess, name: str) -> RouteSuggestion:
    return RouteSuggestion(guess.department, name, "words", guess.because)


def _routes() -> Routes:
    assigned = Contribution.objects.exclude(department=None).exclude(folded="")
    state = assigned.aggregate(n=Count("pk"), last=Max("pk"), v=Sum("version"))
    return _built(tuple(state.values()))


@lru_cache(maxsize=1)
def _built(state: tuple[Any, ...]) -> Routes:
    assigned = Contribution.objects.exclude(department=None).exclude(folded="").order_by("-pk")
    return Routes(assigned.values_list("folded", "department__slug")[:_HISTORY])


def route_weeks() -> tuple[RouteWeek, ...]:
    """The measured error, newest week first: suggestions that were there, and how many were not taken."""
    zone = settings.SOESMART["town.time_zone"]
    since = clock.now() - timedelta(weeks=_WEEKS)
    counted: dict[date, list[int]] = {}
    for at, own, chosen in Routed.objects.filter(at__gte=since).values_list("at", "suggested", "chosen"):
        day = clock.local_date(at, zone)
        week = counted.setdefault(day - timedelta(days=day.weekday()), [0, 0])
        week[0] += 1
        week[1] += own != chosen
    return tuple(RouteWeek(day, n, changed) for day, (n, changed) in sorted(counted.items(), reverse=True))
