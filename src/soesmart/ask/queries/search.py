# SPDX-License-Identifier: EUPL-1.2
"""Search, and what the town answered."""

from dataclasses import replace
from datetime import datetime

from soesmart.ask.models import Answer, Contribution
from soesmart.ask.queries.candidates import ranked
from soesmart.ask.queries.lists import COLUMNS, narrowed, questions, to_rows
from soesmart.ask.types import Filters, Page, QuestionRow, Visibility
from soesmart.kernel import gate


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
    rows = Answer.objects.filter(contribution__in=keys, state=Visibility.SHOWN).order_by("at", "pk")
    return {
        key: (text, role, at)
        for key, text, role, at in rows.values_list("contribution", "text", "role", "at")
    }
