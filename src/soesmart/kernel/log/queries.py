# SPDX-License-Identifier: EUPL-1.2
"""Reading the transparency log."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Min

from soesmart.kernel.log.engine import tiles
from soesmart.kernel.log.engine.checkpoint import read_checkpoint
from soesmart.kernel.log.engine.proofs import Range, consistency_ranges, inclusion_ranges
from soesmart.kernel.log.models import Entry, Head, Leaf, Origin, Pending
from soesmart.kernel.log.rows import leaf_bytes, load_tiles
from soesmart.kernel.log.types import Inclusion, LogEntry, LogSummary, OriginView, SignedHead
from soesmart.kernel.room import Question

PROMISED_SECONDS = 60
"""The longest an entry waits to become a leaf while the worker runs."""

_VERSION = "SELECT (SELECT COALESCE(MAX(number) + 1, 0) FROM log_leaf) + (SELECT COUNT(*) FROM log_pending)"


_read_at: ContextVar[int | None] = ContextVar("read_at", default=None)


def content_version() -> int:
    """A number that grows with every committed change of public state; it keys caches.

    Leaves plus pending rows in one statement: the sequencer moves rows from one side to the other, so
    integrating changes nothing. A counter row would be a lock all writers queue at; MAX(id) would stand
    still when PostgreSQL commits out of order.
    """
    version = _read_at.get()
    return _content_version() if version is None else version


@contextmanager
def reading_at(version: int) -> Iterator[None]:
    """For work that only reads: `content_version` is the one read before it began, asked for once.

    What is remembered under it may be newer than it says: stale at the next question, never wrong.
    """
    token = _read_at.set(version)
    try:
        yield
    finally:
        _read_at.reset(token)


def _content_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        return int(cursor.fetchone()[0])


def version_for(question: Question) -> int:
    """The version a question came with, or that of now."""
    return content_version() if question.version is None else question.version


def last_change(kind: str) -> datetime | None:
    """When something of this kind was last staged."""
    found = [model.objects.filter(kind=kind).aggregate(at=Max("at"))["at"] for model in (Leaf, Pending)]
    return max((at for at in found if at), default=None)


def latest_head() -> SignedHead | None:
    """The newest signed head, if there is one yet."""
    head = Head.objects.select_related("origin").order_by("-origin__number", "-size").first()
    return _signed(head) if head else None


def origins() -> tuple[OriginView, ...]:
    """All trees of this town, oldest first."""
    return tuple(
        OriginView(row.name, row.public_key, row.started, row.first, row.size)
        for row in Origin.objects.order_by("number")
    )


def summary() -> LogSummary:
    """Figures for the page about the log, in four queries."""
    waiting = Pending.objects.aggregate(count=Count("id"), oldest=Min("at"))
    newest = Leaf.objects.aggregate(newest=Max("number"))["newest"]
    return LogSummary(
        leaves=0 if newest is None else newest + 1,
        pending=waiting["count"],
        oldest_pending=waiting["oldest"],
        promised_seconds=PROMISED_SECONDS,
        head=latest_head(),
        origins=origins(),
    )


def entries(start: int = 0, limit: int = 100) -> tuple[LogEntry, ...]:
    """Integrated entries from number `start` on, in their order."""
    rows = Leaf.objects.filter(number__gte=start).select_related("origin").order_by("number")
    return tuple(map(_view, rows[:limit]))


def newest_entries(limit: int = 20) -> tuple[LogEntry, ...]:
    """The last integrated entries, newest first."""
    return tuple(map(_view, Leaf.objects.select_related("origin").order_by("-number")[:limit]))


def history(kind: str, subject: str) -> tuple[LogEntry, ...]:
    """Everything the log says about one subject, oldest first, entries that still wait included."""
    leaves = Leaf.objects.filter(kind=kind, subject=subject).select_related("origin").order_by("number")
    waiting = Pending.objects.filter(kind=kind, subject=subject).order_by("id")
    return tuple(map(_view, [*leaves, *waiting]))


def inclusion(kind: str, subject: str, version: int) -> Inclusion | None:
    """Proof for the newest entry with these three; None while no signed head covers it."""
    rows = Leaf.objects.filter(kind=kind, subject=subject, version=version).select_related("origin")
    leaf = rows.order_by("-number").first()
    if leaf is None:
        return None
    index = leaf.number - leaf.origin.first
    covering = Head.objects.filter(origin=leaf.origin, size__gt=index).select_related("origin")
    head = covering.order_by("-size").first()
    if head is None:
        return None
    return Inclusion(_view(leaf), _path(leaf.origin, inclusion_ranges(index, head.size)), _signed(head))


def consistency(origin: str, old: int, new: int) -> tuple[str, ...] | None:
    """Proof that the tree of `old` leaves begins that of `new`; None if there is no such tree."""
    tree = Origin.objects.filter(name=origin).first()
    if tree is None or not 0 <= old <= new <= tree.size:
        return None
    return _path(tree, consistency_ranges(old, new))


def _path(origin: Origin, ranges: Sequence[Range]) -> tuple[str, ...]:
    held = load_tiles(origin.pk, tiles.needed(ranges))
    return tuple(b64encode(tiles.hash_of(part, held)).decode("ascii") for part in ranges)


def _signed(head: Head) -> SignedHead:
    root = b64encode(read_checkpoint(head.note).root).decode("ascii")
    return SignedHead(head.origin.name, head.size, root, head.at, head.note, head.origin.public_key)


def _view(row: Entry) -> LogEntry:
    leaf = row if isinstance(row, Leaf) else None
    return LogEntry(
        number=leaf.number if leaf else None,
        origin=leaf.origin.name if leaf else None,
        index=leaf.number - leaf.origin.first if leaf else None,
        kind=row.kind,
        subject=row.subject,
        version=row.version,
        at=row.at,
        public=json.loads(row.public),
        commitment=row.commitment or None,
        leaf=leaf_bytes(row).decode("utf-8"),
    )
