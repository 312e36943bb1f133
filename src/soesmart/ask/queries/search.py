# SPDX-License-Identifier: EUPL-1.2
"""Search and similar questions."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Count

from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Answer, Contribution, Support
from soesmart.ask.queries.candidates import Found, plain_matches, ranked
from soesmart.ask.queries.lists import COLUMNS, narrowed, questions, to_rows
from soesmart.ask.types import Filters, Kind, Page, QuestionRow, SimilarRow, State
from soesmart.kernel import gate

_SHOWN_FROM = 0.42


def similar(text: str, place: str = "", kind: Kind | None = None, limit: int = 5) -> tuple[SimilarRow, ...]:
    """Listed questions on the same matter, best first. Switched off: those with all the same words."""
    if not gate.permit("ask.similar", "offer similar questions", "anonymous"):
        return tuple(_similar_row(f, {}, set()) for f in plain_matches(text, limit))
    best = [f for f in ranked(text, place, kind) if f.score >= _SHOWN_FROM][:limit]
    keys = [f.row.pk for f in best]
    counted = dict(
        Support.objects.filter(contribution__in=keys)
        .order_by()
        .values_list("contribution")
        .annotate(n=Count("pk"))
    )
    answered = set(Answer.objects.filter(contribution__in=keys).values_list("contribution", flat=True))
    return tuple(_similar_row(f, counted, answered) for f in best)


def _similar_row(found: Found, supports: dict[int, int], answered: set[int]) -> SimilarRow:
    row = found.row
    return SimilarRow(
        id=row.public_id,
        slug=slug_of(row.title, row.short),
        title=row.title,
        kind=Kind(row.kind),
        state=State(row.state),
        place_name=row.place_name,
        supports=supports.get(row.pk, 0),
        answered=row.pk in answered,
        score=round(found.score, 3),
    )


def search(text: str, filters: Filters | None = None, limit: int = 30) -> Page:
    """The best hits within the filters, best first. Switched off: a plain list, newest first."""
    filters = filters or Filters()
    limit = max(1, min(limit, 100))
    if not gate.permit("ask.search", "search questions", "anonymous"):
        return questions(replace(filters, text=text))
    best = [f for f in ranked(text) if f.match.query >= 0.35]
    allowed = set(narrowed(filters).filter(pk__in=[f.row.pk for f in best]).values_list("pk", flat=True))
    keys = [f.row.pk for f in best if f.row.pk in allowed][:limit]
    return Page(_rows_in_order(keys))


def _rows_in_order(keys: list[int]) -> tuple[QuestionRow, ...]:
    order = {key: position for position, key in enumerate(keys)}
    rows = Contribution.objects.filter(pk__in=keys).values_list(*COLUMNS)
    return to_rows(sorted(rows, key=lambda row: order[row[0]]))


OfficialAnswer = tuple[str, str, datetime]
"""Text, role, date."""


def answered_among(keys: list[int]) -> dict[int, OfficialAnswer]:
    """The newest official answer of each."""
    rows = Answer.objects.filter(contribution__in=keys).order_by("at", "pk")
    return {
        key: (text, role, at)
        for key, text, role, at in rows.values_list("contribution", "text", "role", "at")
    }
