# SPDX-License-Identifier: EUPL-1.2
"""From a typed question to cards. The index lives in the process until the town's facts change."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.facts.engine.index import Entry, Index
from soesmart.facts.models import Fact as FactRow
from soesmart.facts.models import Lexicon
from soesmart.facts.queries import all_facts
from soesmart.facts.types import Fact, OpenPoint
from soesmart.kernel import gate
from soesmart.kernel.folding import fold, words
from soesmart.kernel.log.queries import version_for
from soesmart.kernel.room import Card, Question

ALGORITHM: Final = "facts.match"
PLAIN_CONFIDENCE: Final = 0.5
"""Plain word search has not been measured: listed, never put forward as the answer."""
_LEAST: Final = 0.03
"""Below this a card is noise."""


_State = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    version: int
    state: _State
    index: Index
    facts: dict[str, Fact]


_ready: _Ready | None = None
_building = threading.Lock()


def answer(question: Question) -> tuple[Card, ...]:
    """Cards for the facts that answer `question`, most probable first."""
    ready = (
        _current(version_for(question)) if gate.permit(ALGORITHM, "answer a question", "anonymous") else None
    )
    found = _matched(question, ready) if ready else _by_words(question)
    return tuple(_card(fact, confidence, question.language) for fact, confidence in found)


def _matched(question: Question, ready: _Ready) -> Iterator[tuple[Fact, float]]:
    # A village is recognised in spellings that the lexicon does not know. The town itself is everywhere.
    villages = [place.name for place in question.places if place.kind == "village"]
    for match in ready.index.match(question.text, villages):
        if match.confidence >= _LEAST:
            yield ready.facts[match.slug], match.confidence


def _by_words(question: Question) -> Iterator[tuple[Fact, float]]:
    wanted = frozenset(words(question.folded))
    for fact in all_facts():
        said = fold(" ".join((*fact.title.texts.values(), *fact.text.texts.values())))
        if wanted and wanted <= frozenset(words(said)):
            yield fact, PLAIN_CONFIDENCE


def _current(version: int) -> _Ready:
    """The index of now; for the half second that a new one takes, the one before.

    Most changes of content are no facts: then only the version moves on. Inside a transaction another
    connection would not see the rows: there, and the first time, the index is built at once.
    """
    global _ready
    ready = _ready
    if ready and ready.version == version:
        return ready
    state = _state()
    if ready and ready.state == state:
        _ready = ready = replace(ready, version=version)
    elif ready is None or connection.in_atomic_block:
        with _building:
            # Who waited here finds it built.
            found = _ready
            _ready = ready = found if found and found.state == state else _built(version, state)
    elif _building.acquire(blocking=False):
        threading.Thread(target=_rebuild, args=(version, state), daemon=True).start()
    return ready


def _rebuild(version: int, state: _State) -> None:
    global _ready
    try:
        _ready = _built(version, state)
    finally:
        try:
            connection.close()
        finally:
            _building.release()


def _built(version: int, state: _State) -> _Ready:
    own = tuple((row.name, tuple(row.words), row.elsewhere) for row in Lexicon.objects.all())
    index = _index(tuple(_entry(row) for row in FactRow.objects.all()), own)
    return _Ready(version, state, index, {fact.slug: fact for fact in all_facts()})


@lru_cache(maxsize=1)
def _index(entries: tuple[Entry, ...], own: tuple[tuple[str, tuple[str, ...], bool], ...]) -> Index:
    """Its making takes a second or two; facts written once more as they were need none."""
    return Index(entries, own)


_TOTALS = "SELECT {number} AS part, COUNT(id), SUM(version), MAX(id) FROM {table}"


def _state() -> _State:
    """Both tables in one statement: every question to the box reads this."""
    tables = (FactRow._meta.db_table, Lexicon._meta.db_table)
    with connection.cursor() as cursor:
        parts = (_TOTALS.format(number=number, table=table) for number, table in enumerate(tables))
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY part")
        return tuple(value for row in cursor.fetchall() for value in row)


def _entry(row: FactRow) -> Entry:
    return Entry(
        slug=row.slug,
        titles=tuple(row.title["texts"].values()),
        texts=tuple(row.text["texts"].values()),
        phrasings=tuple(row.match["phrasings"]),
        needs=tuple(frozenset(group) for group in row.match["needs"]),
        words=tuple(row.match["words"]),
        unless=frozenset(row.match["unless"]),
    )


def _card(fact: Fact, confidence: float, language: str) -> Card:
    title, _title_language = fact.title.in_language(language)
    text, shown = fact.text.in_language(language)
    if fact.open_point:
        text = f"{text} {_open_note(fact.open_point, shown)}"
    return Card(
        room="facts",
        title=title,
        text=text,
        # The index outlives the request; addresses belong to the language of this one.
        url=reverse("fact", args=[fact.slug]),
        source=fact.sources[0].address,
        as_of=fact.as_of,
        confidence=confidence,
        open=fact.open,
        language=shown,
    )


def _open_note(point: OpenPoint, language: str) -> str:
    whom, _whom_language = point.whom.in_language(language)
    with override(language):
        day = date_format(point.asked_at, "DATE_FORMAT")
        return _("Gefragt am %(day)s. Fragen Sie: %(whom)s.") % {"day": day, "whom": whom}
