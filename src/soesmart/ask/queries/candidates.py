# SPDX-License-Identifier: EUPL-1.2
"""The table of grams yields candidates, one scorer ranks them (decision 12)."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Subquery, Value

from soesmart.ask import rules
from soesmart.ask.engine.similar import Match, Query, chosen_grams, inverse_frequency, query_grams
from soesmart.ask.engine.similarity import Text, as_text
from soesmart.ask.models import Contribution, Gram
from soesmart.ask.types import Kind
from soesmart.kernel.folding import fold
from soesmart.places.facade import Reading, read

CANDIDATES = 200
_SCORED = 50
_INDEX_ROWS = 6_000
_LONGEST = 400


class Candidate(NamedTuple):
    """What is read of a contribution to rank it, and to show it without a second look."""

    pk: int
    folded: str
    public_id: UUID
    short: str
    title: str
    kind: str
    state: str
    place: str
    place_name: str
    asked_at: datetime
    state_since: datetime
    author_label: str
    language: str
    lat: float | None
    lon: float | None
    category__slug: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its score."""

    row: Candidate
    match: Match
    score: float


def ranked(text: str, place: str = "", kind: Kind | None = None) -> list[Found]:
    """All scored candidates, best first; ties by age, so that both databases give one order."""
    return ranked_reading(read([text[:_LONGEST]])[0], place, kind)


def ranked_reading(reading: Reading, place: str = "", kind: Kind | None = None) -> list[Found]:
    counts, documents = _frequencies.of(query_grams(reading.spelt.split()))
    query = Query(reading.spelt, inverse_frequency(counts, documents), reading.names)
    wanted = query_grams(query.words)
    keys = _candidates({gram: count for gram, count in counts.items() if gram in wanted and count})
    found = [_scored(query, row, place, kind) for row in candidates(keys)]
    return sorted((f for f in found if f.score > 0), key=lambda f: (-f.score, f.row.pk))


class GramTable:
    """The index of `ByWords` in the database."""

    def __init__(self) -> None:
        self.rows: dict[int, Candidate] = {}
        self._counts: dict[str, int] = {}

    def weights(self, wanted: frozenset[str]) -> dict[str, float]:
        self._counts, documents = _frequencies.of(wanted)
        return inverse_frequency(self._counts, documents)

    def candidates(self, wanted: frozenset[str]) -> list[Text]:
        counts = {gram: self._counts[gram] for gram in wanted if self._counts.get(gram)}
        self.rows = {row.pk: row for row in candidates(_candidates(counts))}
        return [as_text(row.pk, row.title, row.folded) for row in self.rows.values()]


def _candidates(counts: dict[str, int]) -> list[int]:
    grams = chosen_grams(counts, _INDEX_ROWS)
    rows = Gram.objects.filter(gram__in=grams).order_by().values_list("contribution")
    hits = rows.annotate(hits=Count("pk")).order_by("-hits", "-contribution")[:CANDIDATES]
    return [key for key, _hits in hits][:_SCORED]


def candidates(keys: Iterable[int]) -> Iterable[Candidate]:
    """What is listed of these."""
    rows = Contribution.objects.filter(pk__in=list(keys), state__in=rules.LISTED)
    return map(Candidate._make, rows.values_list(*Candidate._fields))


def _scored(query: Query, row: Candidate, place: str, kind: Kind | None) -> Found:
    match = query.match(fold(row.title), row.folded)
    boost = 0.05 * (bool(place) and row.place == place) + 0.02 * (kind is not None and row.kind == kind)
    return Found(row, match, min(1.0, match.score + boost * (match.score > 0.2)))


def plain_matches(text: str, limit: int) -> Iterable[Found]:
    rows = Contribution.objects.filter(state__in=rules.LISTED)
    for word in fold(text[:_LONGEST]).split()[:10]:
        rows = rows.filter(folded__contains=word)
    for values in rows.order_by("-asked_at", "-pk").values_list(*Candidate._fields)[:limit]:
        yield Found(Candidate._make(values), Match(0, 0), 0.0)


_HOW_MANY = Subquery(
    Contribution.objects.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
)


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
                self._known, self._until = {}, 0.0
            known = self._known
            missing = [gram for gram in grams if gram not in known]
        if missing:
            rows = Gram.objects.filter(gram__in=missing).order_by().values_list("gram")
            counted = list(rows.annotate(n=Count("pk"), documents=_HOW_MANY))
            with self._lock:
                known.update(dict.fromkeys(missing, 0) | {gram: n for gram, n, _all in counted})
                self._documents = counted[0][2] if counted else self._documents
                self._until = self._until or monotonic() + (300 if self._documents > 1_000 else 0)
        return {gram: known[gram] for gram in grams}, self._documents


_frequencies = _Frequencies()
