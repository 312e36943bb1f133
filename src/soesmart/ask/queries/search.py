# SPDX-License-Identifier: EUPL-1.2
"""Search and similar questions: the table of grams yields candidates, one scorer ranks (decision 12)."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any

from django.db.models import Count

from soesmart.ask import rules
from soesmart.ask.addresses import slug_of
from soesmart.ask.engine.similar import Match, Query, chosen_grams, inverse_frequency, query_grams
from soesmart.ask.models import Answer, Contribution, Gram, Support
from soesmart.ask.queries.lists import COLUMNS, narrowed, questions, to_rows
from soesmart.ask.types import Filters, Kind, Page, QuestionRow, SimilarRow, State
from soesmart.kernel import gate
from soesmart.kernel.folding import fold

CANDIDATES = 200
_SCORED = 50
_INDEX_ROWS = 6_000
_LONGEST = 400
_SHOWN_FROM = 0.42
_COLUMNS = ("public_id", "short", "title", "kind", "state", "place", "place_name")


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its score; `row` holds public_id, short, title, kind, state, place, place_name."""

    pk: int
    row: tuple[Any, ...]
    match: Match
    score: float


def similar(text: str, place: str = "", kind: Kind | None = None, limit: int = 5) -> tuple[SimilarRow, ...]:
    """Listed questions on the same matter, best first. Switched off: those with all the same words."""
    if not gate.permit("ask.similar", "offer similar questions", "anonymous"):
        return tuple(_similar_row(f, {}, set()) for f in plain_matches(text, limit))
    best = [f for f in ranked(text, place, kind) if f.score >= _SHOWN_FROM][:limit]
    keys = [f.pk for f in best]
    counted = dict(
        Support.objects.filter(contribution__in=keys)
        .order_by()
        .values_list("contribution")
        .annotate(n=Count("pk"))
    )
    answered = set(Answer.objects.filter(contribution__in=keys).values_list("contribution", flat=True))
    return tuple(_similar_row(f, counted, answered) for f in best)


def _similar_row(found: Found, supports: dict[int, int], answered: set[int]) -> SimilarRow:
    public_id, short, title, kind, state, _place, place_name = found.row
    return SimilarRow(
        id=public_id,
        slug=slug_of(title, short),
        title=title,
        kind=Kind(kind),
        state=State(state),
        place_name=place_name,
        supports=supports.get(found.pk, 0),
        answered=found.pk in answered,
        score=round(found.score, 3),
    )


def search(text: str, filters: Filters | None = None, limit: int = 30) -> Page:
    """The best hits within the filters, best first. Switched off: a plain list, newest first."""
    filters = filters or Filters()
    limit = max(1, min(limit, 100))
    if not gate.permit("ask.search", "search questions", "anonymous"):
        return questions(replace(filters, text=text))
    best = [f for f in ranked(text) if f.match.query >= 0.35]
    allowed = set(narrowed(filters).filter(pk__in=[f.pk for f in best]).values_list("pk", flat=True))
    keys = [f.pk for f in best if f.pk in allowed][:limit]
    return Page(_rows_in_order(keys))


def _rows_in_order(keys: list[int]) -> tuple[QuestionRow, ...]:
    order = {key: position for position, key in enumerate(keys)}
    rows = Contribution.objects.filter(pk__in=keys).values_list(*COLUMNS)
    return to_rows(sorted(rows, key=lambda row: order[row[0]]))


def ranked(text: str, place: str = "", kind: Kind | None = None) -> list[Found]:
    """All scored candidates, best first; ties by age, so that both databases give one order."""
    folded = fold(text[:_LONGEST])
    counts, documents = _frequencies.of(query_grams(folded.split()))
    query = Query(folded, inverse_frequency(counts, documents))
    wanted = query_grams(query.words)
    keys = _candidates({gram: count for gram, count in counts.items() if gram in wanted and count})
    found = [_scored(query, row, place, kind) for row in _texts(keys)]
    return sorted((f for f in found if f.score > 0), key=lambda f: (-f.score, f.pk))


def _candidates(counts: dict[str, int]) -> list[int]:
    grams = chosen_grams(counts, _INDEX_ROWS)
    rows = Gram.objects.filter(gram__in=grams).order_by().values_list("contribution")
    hits = rows.annotate(hits=Count("pk")).order_by("-hits", "-contribution")[:CANDIDATES]
    return [key for key, _hits in hits][:_SCORED]


def _texts(keys: Iterable[int]) -> Iterable[tuple[Any, ...]]:
    rows = Contribution.objects.filter(pk__in=list(keys), state__in=rules.LISTED)
    return rows.values_list(
        "pk", "folded", "public_id", "short", "title", "kind", "state", "place", "place_name"
    )


def _scored(query: Query, values: tuple[Any, ...], place: str, kind: Kind | None) -> Found:
    pk, folded, *row = values
    match = query.match(fold(row[2]), folded)
    boost = 0.05 * (bool(place) and row[5] == place) + 0.02 * (kind is not None and row[3] == kind)
    return Found(pk, tuple(row), match, min(1.0, match.score + boost * (match.score > 0.2)))


def plain_matches(text: str, limit: int) -> Iterable[Found]:
    rows = Contribution.objects.filter(state__in=rules.LISTED)
    for word in fold(text[:_LONGEST]).split()[:10]:
        rows = rows.filter(folded__contains=word)
    for pk, *row in rows.order_by("-asked_at", "-pk").values_list("pk", *_COLUMNS)[:limit]:
        yield Found(pk, tuple(row), Match(0, 0), 0.0)


OfficialAnswer = tuple[str, str, datetime]
"""Text, role, date."""


def answered_among(keys: list[int]) -> dict[int, OfficialAnswer]:
    """The newest official answer of each."""
    rows = Answer.objects.filter(contribution__in=keys).order_by("at", "pk")
    return {
        key: (text, role, at)
        for key, text, role, at in rows.values_list("contribution", "text", "role", "at")
    }


class _Frequencies:
    """How many texts hold a gram; kept for minutes, for it only weighs and orders."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._documents = 0
        self._until = 0.0
        self._lock = threading.Lock()

    def of(self, grams: frozenset[str]) -> tuple[dict[str, int], int]:
        with self._lock:
            if monotonic() > self._until:
                self._known, self._documents = {}, Contribution.objects.count()
                self._until = monotonic() + (300 if self._documents > 1_000 else 0)
            known = self._known
            missing = [gram for gram in grams if gram not in known]
        if missing:
            rows = (
                Gram.objects.filter(gram__in=missing).order_by().values_list("gram").annotate(n=Count("pk"))
            )
            fresh = dict.fromkeys(missing, 0) | dict(rows)
            with self._lock:
                known.update(fresh)
        return {gram: known[gram] for gram in grams}, self._documents


_frequencies = _Frequencies()
