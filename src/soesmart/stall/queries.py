# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from soesmart.kernel import clock
from soesmart.kernel.envelope import BadEnvelope
from soesmart.stall.actions import HELD, content, leaf
from soesmart.stall.models import Entry, Stall
from soesmart.stall.types import HeldRow, Later, StallRow


def stalls(limit: int = 50) -> tuple[StallRow, ...]:
    """Newest first."""
    now = clock.now()
    rows = Stall.objects.annotate(
        arrived=Count("entries"), held=Count("entries", filter=Q(entries__state=HELD))
    ).order_by("-opened_at", "-id")
    return tuple(
        StallRow(
            id=row.id,
            name=row.name,
            opened_at=row.opened_at,
            ends_at=row.ends_at,
            closed_at=row.closed_at,
            open=row.closed_at is None and row.ends_at > now,
            arrived=row.arrived,
            held=row.held,
        )
        for row in rows[:limit]
    )


def held(limit: int = 50) -> tuple[HeldRow, ...]:
    """Entries that wait for a person, oldest first."""
    rows = Entry.objects.filter(state=HELD).select_related("stall").order_by("received_at", "id")[:limit]
    return tuple(_held(row) for row in rows)


def _held(row: Entry) -> HeldRow:
    try:
        given = content(row.id, row.sealed)
    except (Later, BadEnvelope):
        given = {}
    text, kind, place = (str(given.get(name, "")) for name in ("text", "kind", "place"))
    return HeldRow(row.id, row.stall.name, row.received_at, row.trouble, text, kind, place)


def current_leaves(subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What the newest log entry about each of these stalls must say."""
    return {str(row.id): leaf(row) for row in Stall.objects.filter(pk__in=subjects)}
