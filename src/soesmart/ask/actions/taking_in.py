# SPDX-License-Identifier: EUPL-1.2
"""Contributions of another system, taken over as a whole or not at all.

Everything is read and checked before; then one transaction writes contributions, history, origins and
leaves. The index of search, by far the most rows, is derived and follows in portions of its own: nobody
who writes meanwhile waits longer than for the few seconds of the transaction.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from soesmart.ask.actions.categorising import save_category
from soesmart.ask.actions.elsewhere import prepare_elsewhere
from soesmart.ask.actions.importing import HOUSE
from soesmart.ask.actions.indexing import batched
from soesmart.ask.actions.preparing import ANSWER, CONTRIBUTION, EVENT, Prepared, Preparer
from soesmart.ask.addresses import new_short
from soesmart.ask.engine.incoming.records import Incoming
from soesmart.ask.leaves import record
from soesmart.ask.models import LABEL, Answer, Category, Contribution, Event, ImportRun, Origin, Source
from soesmart.ask.types import State
from soesmart.kernel import clock
from soesmart.kernel.executor import executor, fan_out
from soesmart.kernel.folding import fold
from soesmart.kernel.log.actions import stage, stage_all
from soesmart.kernel.many import insert_ready
from soesmart.places.facade import Place, local_places

_PORTION, _BY_ALL = 1_000, 5_000
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
    watch: Callable[[int], None] = lambda _prepared: None,
) -> None:
    """Store what is new and changed; the caller has checked everything. One transaction, `finish` in it."""
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    categories = _Categories(plan_categories)
    categories.add_all(incoming.category for incoming in compared.new)
    writer = _Writer(run, today, categories)
    with TemporaryFile() as spool:  # prepared before, so that the transaction only writes
        portions = 0
        for packed in writer.packed(compared.new):
            spool.write(packed)
            portions += 1
            watch(min(portions * _PORTION, len(compared.new)))
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


def _keys(public_ids: Sequence[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for some in batched(public_ids, 900):
        found |= Contribution.objects.filter(public_id__in=some).values_list("public_id", "pk")
    return found


class _Writer:
    def __init__(self, run: ImportRun, today: date, categories: "_Categories") -> None:
        self.run, self.source, self.today, self.now = run, run.source, today, clock.now()
        self.categories = categories
        self.preparer = Preparer(
            run.source.name, run.source.url, today, _places_by_name(), categories.slugs()
        )

    def packed(self, new: Sequence[Incoming]) -> Iterator[bytes]:
        """All portions in their order; large files by all processors."""
        portions = list(batched(new, _PORTION))
        shorts = _shorts(len(new))
        named = [list(islice(shorts, len(portion))) for portion in portions]
        if len(new) < _BY_ALL:
            yield from map(self.preparer.packed, portions, named)
            return
        given = [(pickle.dumps(self.preparer), *each) for each in zip(portions, named, strict=True)]
        with executor("processes") as pool:
            yield from fan_out(pool, prepare_elsewhere, given)

    def write(self, done: Prepared) -> None:
        categories = self.categories.keys()
        at = CONTRIBUTION.index("category")
        rows = [(*row[:at], categories.get(row[at]), *row[at + 1 :]) for row in done.contributions]
        insert_ready(Contribution, CONTRIBUTION, rows)
        keys = _keys(done.ids)
        insert_ready(Event, ("contribution", *EVENT), [(keys[one], *row) for one, row in done.events])
        insert_ready(
            Origin,
            ("contribution", "source", "run", "key", "url", "digest", "state", "category"),
            [
                (keys[row[0]], self.source.pk, self.run.pk, *row[1:5], categories.get(row[5]))
                for row in done.origins
            ],
        )
        insert_ready(Answer, ("contribution", *ANSWER), [(keys[one], *row) for one, row in done.answers])
        stage_all(done.leaves)

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
        self.preparer.say(row, incoming)
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
            given = self.preparer.answer(row, incoming)
        elif given is None or not incoming.answer or given.text == incoming.answer:
            return
        else:
            given.text, given.version = incoming.answer, given.version + 1
        given.save()
        record("ask.answer", given)


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

    def add_all(self, words: Iterable[str]) -> None:
        """Also what nobody knew so far; nothing is stored yet."""
        for word in dict.fromkeys(words):
            self.of(word)

    def slugs(self) -> dict[str, str]:
        return {key: row.slug for key, row in self._known.items()}

    def save(self) -> None:
        """Store those that are new."""
        for row in self._rows.values():
            if row.pk is None:
                save_category(row, {})

    def keys(self) -> dict[str, int]:
        return {slug: row.pk for slug, row in self._rows.items()}
