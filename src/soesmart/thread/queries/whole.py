# SPDX-License-Identifier: EUPL-1.2
"""The whole thread: its chains, and what lacks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max

from soesmart.kernel import registry
from soesmart.kernel.newest import Newest
from soesmart.kernel.room import Finding, Gap, Node
from soesmart.thread.engine.chains import Chain, chains
from soesmart.thread.models import Link
from soesmart.thread.queries.around import describe, stop_names, stops_of
from soesmart.thread.types import ChainRow, GapGroup, GapRow, NodeRef, Whole

PAGE = 30
LISTED = 50
"""So many gaps of one sort are named; the others are counted."""
_AT_ONCE = 500


def whole(start: int = 0, gap: str = "") -> Whole:
    """Chains, most complete first, from number `start` on; `gap`: only those that lack this stop."""
    every, links = all_chains()
    wanted = [chain for chain in every if gap not in chain.stops] if gap else every
    shown = wanted[start : start + PAGE]
    refs = [chain.anchor for chain in shown]
    names = stop_names()
    nodes, stops = describe(refs), stops_of(refs, itself=False)
    return Whole(
        rows=tuple(ChainRow(ref, nodes[ref], names[ref.kind], stops[ref]) for ref in refs if ref in nodes),
        total=len(wanted),
        complete=sum(chain.complete for chain in every),
        links=links,
        after=start + PAGE if len(wanted) > start + PAGE else 0,
    )


def all_chains() -> tuple[list[Chain[NodeRef]], int]:
    """And the number of links. Made once per change of the links; inside a transaction each time."""
    if connection.in_atomic_block:
        return _chains(), _stamp()[0]
    stamp = _stamp()
    return _known.of((stamp, tuple(sorted(registry.node_kinds()))), _chains), stamp[0]


_known: Newest[list[Chain[NodeRef]]] = Newest()


def _stamp() -> tuple[int, datetime | None]:
    found = Link.objects.aggregate(n=Count("id"), newest=Max("set_at"))
    return found["n"], found["newest"]


def _chains() -> list[Chain[NodeRef]]:
    rows = Link.objects.order_by("-set_at", "-id").values_list(
        "origin_kind", "origin_id", "target_kind", "target_id"
    )
    links = [(NodeRef(kind, key), NodeRef(to_kind, to)) for kind, key, to_kind, to in rows]
    names = stop_names()
    stop_of = {ref: names[ref.kind] for pair in links for ref in pair if ref.kind in names}
    return chains(links, stop_of)


def gaps(most: int = LISTED, only: str = "", start: int = 0) -> tuple[GapGroup, ...]:
    """What lacks, sort by sort, as the rooms find it; what the public may not see is counted, not named.

    `only`: one sort; `start`: the number of its first gap.
    """
    wanted = (finder for finder in registry.gap_finders() if only in {"", finder.name})
    found = [(finder, list(finder.find())) for finder in wanted]
    named = slice(start, start + most)
    nodes = describe(NodeRef(gap.kind, gap.id) for _finder, rows in found for gap in rows[named])
    return tuple(
        GapGroup(
            name=finder.name,
            meaning=finder.meaning,
            rows=tuple(_gap_row(gap, nodes) for gap in rows[named] if NodeRef(gap.kind, gap.id) in nodes),
            total=len(rows),
            after=start + most if len(rows) > start + most else 0,
        )
        for finder, rows in found
    )


def _gap_row(gap: Gap, nodes: Mapping[NodeRef, Node]) -> GapRow:
    ref = NodeRef(gap.kind, gap.id)
    return GapRow(ref, nodes[ref], gap.what, gap.since)


def broken() -> Iterator[tuple[UUID, NodeRef]]:
    """Links whose end is stored nowhere any more: (link, missing end)."""
    ends: dict[str, dict[UUID, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    columns = ("id", "origin_kind", "origin_id", "target_kind", "target_id")
    for link, kind, key, to_kind, to in Link.objects.values_list(*columns).iterator(5_000):
        ends[kind][key].append(link)
        ends[to_kind][to].append(link)
    kinds = registry.node_kinds()
    for kind, by_id in sorted(ends.items()):
        ids = list(by_id)
        stored: set[UUID] = set()
        if kind in kinds:
            look = kinds[kind].known or kinds[kind].describe
            for start in range(0, len(ids), _AT_ONCE):
                stored |= set(look(ids[start : start + _AT_ONCE]))
        yield from ((link, NodeRef(kind, key)) for key in ids if key not in stored for link in by_id[key])


def check() -> Iterator[Finding]:
    """Gaps are expected and only listed; a link to something that no longer exists is wrong."""
    for group in gaps():
        yield Finding(True, f"{group.meaning}: {group.total}")
        for row in group.rows:
            title = row.node.title.in_language("de")[0]
            since = f", seit {row.since.isoformat()}" if row.since else ""
            yield Finding(True, f"  {title} ({row.what}{since}) {row.node.url}")
        if group.total > len(group.rows):
            yield Finding(True, f"  und {group.total - len(group.rows)} weitere, auch nicht öffentliche")
    wrong = 0
    for link, ref in broken():
        wrong += 1
        yield Finding(False, f"link {link} leads to {ref.kind} {ref.id}, which no longer exists")
    if not wrong:
        yield Finding(True, f"{Link.objects.count()} links, each with both ends")
