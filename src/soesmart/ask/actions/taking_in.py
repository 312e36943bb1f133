# SPDX-License-Identifier: EUPL-1.2
"""Contributions of another system, taken over as a whole or not at all.

Everything is read and checked before; then one transaction writes contributions, history, origins and
leaves. The index of search, by far the most rows, is derived and follows in portions of its own: nobody
who writes meanwhile waits longer than for the few seconds of the transaction.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model
from django.utils.text import slugify

from soesmart.ask.actions.categorising import save_category
from soesmart.ask.actions.importing import HOUSE
from soesmart.ask.actions.indexing import batched
from soesmart.ask.addresses import new_short
from soesmart.ask.engine.incoming.records import Incoming
from soesmart.ask.engine.titles import title_from
from soesmart.ask.holding import waits_for
from soesmart.ask.leaves import answer_parts, contribution_parts, record
from soesmart.ask.models import LABEL, TITLE, Answer, Category, Contribution, Event, ImportRun, Origin, Source
from soesmart.ask.types import Near, State
from soesmart.kernel import clock
from soesmart.kernel.folding import fold
from soesmart.kernel.log.actions import sealed, stage, stage_all
from soesmart.kernel.many import insert
from soesmart.places.facade import Place, local_places

_PORTION = 2_000
_LEFT_ALONE = frozenset({State.DELETED})
_NOT_MOVED = frozenset({State.WAITING, State.HIDDEN, State.MERGED})


@dataclass(slots=True)
class Compared:
    """What a file means for what is here already."""

    new: list[Incoming] = field(default_factory=list)
    changed: list[tuple[int, Incoming]] = field(default_factory=list)
    unchanged: int = 0
    vanished: list[str] = field(default_factory=list)
    last: tuple[int, int] = (0, 0)


def compare(source: Source, records: Sequence[Incoming]) -> Compared:
    last = _last(source)
    known = {
        key: (digest, pk)
        for key, digest, pk in Origin.objects.filter(source=source).values_list("key", "digest", "pk")
    }
    found = Compared(last=last)
    for incoming in records:
        digest, pk = known.pop(incoming.key, ("", 0))
        if not pk:
            found.new.append(incoming)
        elif digest != incoming.digest():
            found.changed.append((pk, incoming))
        else:
            found.unchanged += 1
    found.vanished = sorted(known)
    return found


class Overtaken(Exception):
    """Another import of the same source was quicker: compare again."""


def take_in(
    run: ImportRun,
    compared: Compared,
    plan_categories: Mapping[str, str],
    sha256: str,
    finish: Callable[[], None],
) -> None:
    """Store what is new and changed; the caller has checked everything. One transaction, `finish` in it."""
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    writer = _Writer(run, today, plan_categories)
    with TemporaryFile() as spool:  # prepared before, so that the transaction only writes
        portions = 0
        for portion in batched(compared.new, _PORTION):
            pickle.dump(writer.prepare(portion), spool, pickle.HIGHEST_PROTOCOL)
            portions += 1
        spool.seek(0)
        with transaction.atomic():
            run.source = Source.objects.select_for_update().get(pk=run.source_id)
            if _last(run.source) != compared.last:
                raise Overtaken
            writer.categories.save()
            for _number in range(portions):
                writer.write(pickle.load(spool))  # noqa: S301  written by ourselves a moment ago
            for pk, incoming in compared.changed:
                writer.update(pk, incoming)
            moved_on = _dated(run.source, today)
            if compared.new or compared.changed or moved_on:
                _told(run, compared, sha256)
            finish()


def _last(source: Source) -> tuple[int, int]:
    """Moves with every origin of the source that is added or taken over anew."""
    rows = Origin.objects.filter(source=source).aggregate(pk=Max("pk"), run=Max("run"))
    return rows["pk"] or 0, rows["run"] or 0


def _dated(source: Source, today: date) -> bool:
    """What was seen again is as of today; whether that is news."""
    if source.as_of == today:
        return False
    source.as_of = today
    source.save(update_fields=["as_of"])
    return bool(Contribution.objects.filter(origin__source=source).exclude(as_of=today).update(as_of=today))


def _told(run: ImportRun, compared: Compared, sha256: str) -> None:
    public = {
        "source": run.source.slug,
        "sha256": sha256,
        "created": len(compared.new),
        "updated": len(compared.changed),
        "unchanged": compared.unchanged,
        "vanished": len(compared.vanished),
    }
    stage("ask.import", str(run.public_id), 1, public)


_CONTRIBUTION = tuple(
    field.name for field in Contribution._meta.local_concrete_fields if not field.primary_key
)
_EVENT = ("at", "before", "state", "reason", "by")
_ANSWER = tuple(
    field.name
    for field in Answer._meta.local_concrete_fields
    if not field.primary_key and field.name != "contribution"
)


@dataclass(slots=True)
class Prepared:
    """Rows to insert; what needs the key of a contribution begins with its public id."""

    contributions: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    origins: list[tuple[Any, ...]]
    answers: list[tuple[Any, ...]]
    leaves: list[tuple[Any, ...]]


def _raw(row: Model, name: str) -> Any:
    """A field as a plain value; a category by its slug, for a new one has no key yet."""
    if name == "category":
        return getattr(getattr(row, name), "slug", None)
    value = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
    return str(value) if isinstance(value, str) else value


def _keys(public_ids: Sequence[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for some in batched(public_ids, 900):
        found |= Contribution.objects.filter(public_id__in=some).values_list("public_id", "pk")
    return found


class _Writer:
    def __init__(self, run: ImportRun, today: date, categories: Mapping[str, str]) -> None:
        self.run, self.source, self.today, self.now = run, run.source, today, clock.now()
        self.places = _places_by_name()
        self.categories = _Categories(categories)

    def prepare(self, portion: Sequence[Incoming]) -> Prepared:
        ready = Prepared([], [], [], [], [])
        shorts = _shorts(len(portion))
        for incoming in portion:
            row = self._row(incoming, next(shorts))
            history = _events(row, incoming)
            ready.contributions.append(tuple(_raw(row, name) for name in _CONTRIBUTION))
            ready.events += [(row.public_id, *(_raw(event, name) for name in _EVENT)) for event in history]
            category = row.category.slug if row.category else ""
            ready.origins.append(
                (row.public_id, incoming.key, incoming.url, incoming.digest(), str(row.state), category)
            )
            parts = contribution_parts(row, history[-1])
            ready.leaves.append(sealed("ask.contribution", str(row.public_id), row.version, *parts))
            if incoming.answer:
                answer = self._answer(row, incoming)
                ready.answers.append((row.public_id, *(_raw(answer, name) for name in _ANSWER)))
                ready.leaves.append(sealed("ask.answer", str(answer.public_id), 1, answer_parts(answer)[0]))
        return ready

    def write(self, ready: Prepared) -> None:
        categories = self.categories.keys()
        slug_at = _CONTRIBUTION.index("category")
        insert(
            Contribution,
            _CONTRIBUTION,
            [
                (*row[:slug_at], categories.get(row[slug_at]), *row[slug_at + 1 :])
                for row in ready.contributions
            ],
        )
        keys = _keys([row[0] for row in ready.contributions])
        insert(Event, ("contribution", *_EVENT), [(keys[row[0]], *row[1:]) for row in ready.events])
        insert(
            Origin,
            ("contribution", "source", "run", "key", "url", "digest", "state", "category"),
            [
                (keys[row[0]], self.source.pk, self.run.pk, *row[1:5], categories.get(row[5]))
                for row in ready.origins
            ],
        )
        insert(Answer, ("contribution", *_ANSWER), [(keys[row[0]], *row[1:]) for row in ready.answers])
        stage_all(ready.leaves)

    def _answer(self, row: Contribution, incoming: Incoming) -> Answer:
        return Answer(
            contribution=row,
            at=incoming.since or incoming.asked_at,
            text=incoming.answer,
            role=(incoming.answerer or self.source.name)[:LABEL],
            language=row.language,
            source=row.source,
        )

    def _row(self, incoming: Incoming, short: str) -> Contribution:
        row = Contribution(short=short, asked_at=incoming.asked_at, author_label=self.source.name[:LABEL])
        row.state = incoming.state or State.UNKNOWN
        row.state_since = (incoming.since if row.state not in {State.NEW} else None) or incoming.asked_at
        row.category = self.categories.of(incoming.category)
        self._say(row, incoming)
        if row.waits:
            row.state = State.WAITING
        return row

    def _say(self, row: Contribution, incoming: Incoming) -> None:
        """Everything that the source alone decides."""
        row.kind = incoming.kind
        row.title, row.text = incoming.title or title_from(incoming.text, TITLE), incoming.text
        row.language = incoming.language
        place = self.places.get(fold(incoming.place)) if incoming.place else None
        row.place = place.slug if place else ""
        row.place_name = (place.name if place else incoming.address or incoming.place)[:LABEL]
        row.lat, row.lon = incoming.lat, incoming.lon
        row.near = Near.POINT if row.lat is not None else Near.PLACE if row.place_name else Near.NOWHERE
        row.source = f"{self.source.name}, {incoming.url or self.source.url}"[:500].rstrip(", ")
        row.as_of = self.today
        row.folded = fold(f"{row.title} {row.text} {row.place_name}")
        waits = waits_for(f"{row.title}\n{row.text}", proven=True)
        row.waits = "" if waits == "moderation" else waits  # whoever takes a file over has seen it

    def update(self, pk: int, incoming: Incoming) -> None:
        origin = Origin.objects.select_related("contribution__category", "contribution__department").get(
            pk=pk
        )
        row = origin.contribution
        origin.digest, origin.run, origin.url = incoming.digest(), self.run, incoming.url
        if row.state not in _LEFT_ALONE:
            self._change(origin, row, incoming)
        origin.save()

    def _change(self, origin: Origin, row: Contribution, incoming: Incoming) -> None:
        before = row.state
        waited = row.waits
        self._say(row, incoming)
        new_state = incoming.state or State.UNKNOWN
        if before in _NOT_MOVED:
            row.waits = waited
        elif row.waits:
            row.state = origin.state = State.WAITING
        elif row.state == origin.state and row.state != new_state:  # nobody here moved it
            row.state = origin.state = new_state
            row.state_since = incoming.since or self.now
        if row.category_id == origin.category_id:
            row.category = origin.category = self.categories.of(incoming.category)
            self.categories.save()
        row.version += 1
        row.save()
        day = f"{self.today:%d.%m.%Y}"
        reason = f"In „{self.source.name}“ geändert, übernommen am {day}."
        Event.objects.create(
            contribution=row, at=self.now, before=before, state=row.state, reason=reason, by=HOUSE
        )
        record("ask.contribution", row)
        self._update_answer(row, incoming)

    def _update_answer(self, row: Contribution, incoming: Incoming) -> None:
        given = Answer.objects.filter(contribution=row).exclude(source="").order_by("pk").first()
        if given is None and incoming.answer:
            given = self._answer(row, incoming)
        elif given is None or not incoming.answer or given.text == incoming.answer:
            return
        else:
            given.text, given.version = incoming.answer, given.version + 1
        given.save()
        record("ask.answer", given)


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


def _shorts(number: int) -> Iterator[str]:
    """Keys that nobody has yet: among tens of thousands two random ones meet now and then."""
    fresh: set[str] = set()
    while len(fresh) < number:
        fresh.update(new_short() for _ in range(number - len(fresh)))
        for some in batched(tuple(fresh), 900):
            fresh -= set(Contribution.objects.filter(short__in=some).values_list("short", flat=True))
    return iter(fresh)


def _places_by_name() -> dict[str, Place]:
    found: dict[str, Place] = {}
    for place in local_places():
        for name in (place.name, place.slug, *place.aliases):
            found.setdefault(fold(name), place)
    return found


class _Categories:
    """The town's own category by its name or by the mapping; unknown ones are added, closed for asking."""

    _MOST = 300

    def __init__(self, given: Mapping[str, str]) -> None:
        self._known: dict[str, Category] = {}
        self._rows = {row.slug: row for row in Category.objects.select_related("department")}
        for row in self._rows.values():
            self._known.setdefault(fold(row.name), row)
            self._known.setdefault(fold(row.slug), row)
        for word, slug in given.items():
            if slug in self._rows:
                self._known[fold(word)] = self._rows[slug]

    def of(self, word: str) -> Category | None:
        key = fold(word)
        if not key:
            return None
        if key not in self._known and len(self._rows) < self._MOST:
            self._add(key, word)
        return self._known.get(key)

    def _add(self, key: str, word: str) -> None:
        slug = base = slugify(word)[:50] or "kategorie"
        number = 1
        while slug in self._rows:
            number += 1
            slug = f"{base}-{number}"
        row = Category(slug=slug, version=0, name=word[:LABEL], active=False, position=1_000)
        self._rows[slug] = self._known[key] = row

    def save(self) -> None:
        """Store those that are new."""
        for row in self._rows.values():
            if row.pk is None:
                save_category(row, {})

    def keys(self) -> dict[str, int]:
        return {slug: row.pk for slug, row in self._rows.items()}
