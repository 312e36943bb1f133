# SPDX-License-Identifier: EUPL-1.2
"""Questions as stops of the thread."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from soesmart.ask import rules
from soesmart.ask.addresses import question_url, short_of, slug_of
from soesmart.ask.models import Contribution
from soesmart.ask.queries.candidates import ranked
from soesmart.ask.types import State
from soesmart.ask.words import state_name
from soesmart.kernel import clock, faces
from soesmart.kernel.room import Face, Gap, Json, Node, NodeText
from soesmart.kernel.words import LocalText
from soesmart.thread.types import Stop

NODE = "ask.question"


def _select(ids: Sequence[UUID]) -> Any:
    """What everybody may read of these: no hidden, waiting or deleted ones."""
    rows = Contribution.objects.filter(public_id__in=ids, state__in=rules.PUBLIC)
    columns = ("title", "short", "state", "asked_at", "language")
    return faces.told(rows, "public_id", **{name: name for name in columns})


def _node(key: UUID, said: Json) -> Node:
    return Node(
        kind=NODE,
        id=key,
        title=LocalText({said["language"]: said["title"]}, said["language"]),
        url=question_url(slug_of(said["title"], said["short"])),
        state=state_name(State(said["state"])),
        since=clock.local_date(faces.moment(said["asked_at"]), settings.SOESMART["town.time_zone"]),
        moved_on=said["state"] == State.MERGED,
    )


FACE = Face(_select, _node)


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


def on_thread(own: Iterable[Stop], linked: Iterable[Stop]) -> tuple[Stop, ...]:
    """The stops of the thread; where it has a gap, what the question says of itself."""
    known_stops = {stop.name: stop for stop in own}
    return tuple(
        known_stops[stop.name] if stop.state == "gap" or known_stops[stop.name].state == "current" else stop
        for stop in linked
    )


def texts(ids: Sequence[UUID]) -> Mapping[UUID, NodeText]:
    rows = Contribution.objects.filter(public_id__in=ids, state__in=rules.PUBLIC)
    columns = ("public_id", "title", "text", "place")
    return {
        key: NodeText(f"{title} {text}", (place,) if place else ())
        for key, title, text, place in rows.values_list(*columns)
    }


def candidates(text: NodeText) -> tuple[UUID, ...]:
    """Public questions on the same matter, likeliest first."""
    place = text.places[0] if text.places else ""
    return tuple(found.row.public_id for found in ranked(text.text, place))


def late() -> Iterator[Gap]:
    """Longest overdue first."""
    rows = Contribution.objects.filter(state__in=rules.PUBLIC, due_at__lt=clock.now()).order_by(
        "due_at", "pk"
    )
    zone = settings.SOESMART["town.time_zone"]
    for key, due in rows.values_list("public_id", "due_at"):
        assert due is not None  # filtered
        yield Gap(NODE, key, _("Antwort überfällig"), clock.local_date(due - timedelta(seconds=1), zone))
