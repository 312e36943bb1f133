# SPDX-License-Identifier: EUPL-1.2
"""Questions as stops of the thread."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings

from soesmart.ask import rules
from soesmart.ask.addresses import question_url, short_of, slug_of
from soesmart.ask.models import Contribution
from soesmart.ask.types import State, Stop
from soesmart.ask.words import state_name
from soesmart.kernel import clock
from soesmart.kernel.room import Node
from soesmart.kernel.words import LocalText
from soesmart.thread.types import Stop as ThreadStop

NODE = "ask.question"


def describe(ids: Sequence[UUID]) -> Mapping[UUID, Node]:
    """What everybody may read of these: no hidden, waiting or deleted ones."""
    rows = Contribution.objects.filter(public_id__in=ids, state__in=rules.PUBLIC)
    columns = ("public_id", "title", "short", "state", "asked_at", "language")
    zone = settings.SOESMART["town.time_zone"]
    return {
        key: Node(
            kind=NODE,
            id=key,
            title=LocalText({language: title}, language),
            url=question_url(slug_of(title, short)),
            state=state_name(state),
            since=clock.local_date(asked, zone),
        )
        for key, title, short, state, asked, language in rows.values_list(*columns)
    }


def known(ids: Sequence[UUID]) -> frozenset[UUID]:
    rows = Contribution.objects.filter(public_id__in=ids)
    return frozenset(rows.values_list("public_id", flat=True))


def find(name: str) -> UUID | None:
    """By its address or slug, by the key of the file it came from, or by its id."""
    name = name.rstrip("/").rsplit("/", 1)[-1]
    by = {"short": short_of(name)} if short_of(name) else {"origin_id": name}
    rows = Contribution.objects.exclude(state=State.WAITING)
    found = rows.filter(**by).values_list("public_id", flat=True).first()
    return found or rows.filter(origin_id=name).values_list("public_id", flat=True).first()


def on_thread(own: Iterable[Stop], linked: Iterable[ThreadStop]) -> tuple[Stop, ...]:
    """The stops of the thread; where it has a gap, what the question says of itself."""
    known_stops = {stop.name: stop for stop in own}
    return tuple(
        known_stops[stop.name]
        if stop.state == "gap" or known_stops[stop.name].state == "current"
        else Stop(stop.name, stop.state, stop.url, stop.word)
        for stop in linked
    )
