# SPDX-License-Identifier: EUPL-1.2
"""What another system says, as rows for the database: everything that can be done before anybody waits.

Looking for personal data and writing leaves takes most of the time, so large files are prepared by several
processes; the rows come back packed, in the order of the file.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Model

from soesmart.ask.actions.importing import HOUSE
from soesmart.ask.engine.incoming.records import Incoming
from soesmart.ask.engine.titles import title_from
from soesmart.ask.holding import waits_for
from soesmart.ask.leaves import answer_parts, contribution_parts
from soesmart.ask.models import LABEL, TITLE, Answer, Category, Contribution, Event
from soesmart.ask.types import Near, State
from soesmart.kernel.folding import fold
from soesmart.kernel.log.actions import made_ready, sealed
from soesmart.kernel.many import ready
from soesmart.places.facade import Place

CONTRIBUTION = tuple(
    field.name for field in Contribution._meta.local_concrete_fields if not field.primary_key
)
EVENT = ("at", "before", "state", "reason", "by")
ANSWER = tuple(
    field.name
    for field in Answer._meta.local_concrete_fields
    if not field.primary_key and field.name != "contribution"
)


@dataclass(slots=True)
class Prepared:
    """Rows to insert; what needs the key of a contribution begins with its public id."""

    ids: list[Any]
    contributions: list[Sequence[Any]]
    events: list[tuple[Any, Sequence[Any]]]
    origins: list[tuple[Any, ...]]
    answers: list[tuple[Any, Sequence[Any]]]
    leaves: list[Sequence[Any]]


def _raw(row: Model, name: str) -> Any:
    """A field as a plain value; a category by its slug, for a new one has no key yet."""
    if name == "category":
        return getattr(getattr(row, name), "slug", None)
    value = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
    return str(value) if isinstance(value, str) else value


@lru_cache(maxsize=512)
def _category(slug: str) -> Category:
    """Stands for a category that may not be stored yet."""
    return Category(slug=slug)


@dataclass(frozen=True, slots=True)
class Preparer:
    """Travels to other processes. `categories`: folded word of the source → slug."""

    source: str
    source_url: str
    today: date
    places: Mapping[str, Place]
    categories: Mapping[str, str]

    def packed(self, portion: Sequence[Incoming], shorts: Sequence[str]) -> bytes:
        return pickle.dumps(self.prepare(portion, shorts), pickle.HIGHEST_PROTOCOL)

    def prepare(self, portion: Sequence[Incoming], shorts: Sequence[str]) -> Prepared:
        done = Prepared([], [], [], [], [], [])
        events, answers, leaves = list[Event](), list[Answer](), list[tuple[Any, ...]]()
        for incoming, short in zip(portion, shorts, strict=True):
            row = self._row(incoming, short)
            history = _events(row, incoming)
            done.ids.append(row.public_id)
            done.contributions.append(tuple(_raw(row, name) for name in CONTRIBUTION))
            events += history
            category = row.category.slug if row.category else ""
            done.origins.append(
                (row.public_id, incoming.key, incoming.url, incoming.digest(), str(row.state), category)
            )
            parts = contribution_parts(row, history[-1])
            leaves.append(sealed("ask.contribution", str(row.public_id), row.version, *parts))
            if incoming.answer:
                answer = self.answer(row, incoming)
                answers.append(answer)
                leaves.append(sealed("ask.answer", str(answer.public_id), 1, answer_parts(answer)[0]))
        done.contributions = ready(Contribution, CONTRIBUTION, done.contributions)
        done.events = list(_with_ids(Event, EVENT, events))
        done.answers = list(_with_ids(Answer, ANSWER, answers))
        done.leaves = made_ready(leaves)
        return done

    def answer(self, row: Contribution, incoming: Incoming) -> Answer:
        return Answer(
            contribution=row,
            at=incoming.since or incoming.asked_at,
            text=incoming.answer,
            role=(incoming.answerer or self.source)[:LABEL],
            language=row.language,
            source=row.source,
        )

    def category(self, incoming: Incoming) -> Category | None:
        slug = self.categories.get(fold(incoming.category)) if incoming.category else None
        return _category(slug) if slug else None

    def _row(self, incoming: Incoming, short: str) -> Contribution:
        row = Contribution(short=short, asked_at=incoming.asked_at, author_label=self.source[:LABEL])
        row.state = incoming.state or State.UNKNOWN
        row.state_since = (incoming.since if row.state not in {State.NEW} else None) or incoming.asked_at
        row.category = self.category(incoming)
        self.say(row, incoming)
        if row.waits:
            row.state = State.WAITING
        return row

    def say(self, row: Contribution, incoming: Incoming) -> None:
        """Everything that the source alone decides."""
        row.kind = incoming.kind
        row.title, row.text = incoming.title or title_from(incoming.text, TITLE), incoming.text
        row.language = incoming.language
        place = self.places.get(fold(incoming.place)) if incoming.place else None
        row.place = place.slug if place else ""
        row.place_name = (place.name if place else incoming.address or incoming.place)[:LABEL]
        row.lat, row.lon = incoming.lat, incoming.lon
        row.near = Near.POINT if row.lat is not None else Near.PLACE if row.place_name else Near.NOWHERE
        row.source = f"{self.source}, {incoming.url or self.source_url}"[:500].rstrip(", ")
        row.as_of = self.today
        row.folded = fold(f"{row.title} {row.text} {row.place_name}")
        waits = waits_for(f"{row.title}\n{row.text}", proven=True)
        row.waits = "" if waits == "moderation" else waits  # whoever takes a file over has seen it


def _with_ids(
    model: type[Model], names: Sequence[str], rows: Sequence[Event] | Sequence[Answer]
) -> Iterator[tuple[Any, Sequence[Any]]]:
    """Rows made ready, each with the public id of the contribution it belongs to."""
    turned = ready(model, names, [tuple(_raw(row, name) for name in names) for row in rows])
    return zip([row.contribution.public_id for row in rows], turned, strict=True)


def _events(row: Contribution, incoming: Incoming) -> tuple[Event, ...]:
    word = f" Dort steht: {incoming.state_word}." if incoming.state_word else ""
    reason = f"Übernommen aus „{row.author_label}“.{word}"
    if row.state in {State.NEW, State.UNKNOWN, State.WAITING}:
        return (Event(contribution=row, at=row.asked_at, state=row.state, reason=reason, by=HOUSE),)
    asked = Event(contribution=row, at=row.asked_at, state=State.NEW, by=HOUSE)
    moved = Event(
        contribution=row, at=row.state_since, before=State.NEW, state=row.state, reason=reason, by=HOUSE
    )
    return asked, moved
