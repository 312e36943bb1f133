# SPDX-License-Identifier: EUPL-1.2
"""Walking the thread: one recursive query for any number of nodes and any length of chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from soesmart.thread.models import Link
from soesmart.thread.types import NodeRef

DEPTH = 8
"""The longest chain: seven stops, with an indicator and a merged question on the way."""
_AT_ONCE = 400
_ROW = Link._meta.get_field("origin_id")

# A chain of links one way; UNION drops what came twice, and the depth ends circles.
_WALK = """
{way}(root, kind, id, depth, link) AS (
    SELECT {near}_id, {far}_kind, {far}_id, 1, id FROM thread_link WHERE {near}_id IN ({roots}){without}
    UNION
    SELECT {way}.root, l.{far}_kind, l.{far}_id, {way}.depth + 1, l.id
    FROM {way} JOIN thread_link l ON l.{near}_id = {way}.id AND l.{near}_kind = {way}.kind{without_next}
    WHERE {way}.depth < {depth}
)"""
_READ = """
SELECT '{way}', w.root, w.kind, w.id, w.depth, l.id AS link, l.{near}_kind, l.{near}_id, l.relation, l.reason
FROM {way} w JOIN thread_link l ON l.id = w.link"""


class Way(StrEnum):
    """`LATER`: from the question towards the lesson. `EARLIER`: back towards the question."""

    EARLIER = "earlier"
    LATER = "later"


_ENDS = {Way.LATER: ("origin", "target"), Way.EARLIER: ("target", "origin")}


@dataclass(frozen=True, slots=True)
class Step:
    """One node reached from `root`, over `link` from the node `via`."""

    way: Way
    root: NodeRef
    ref: NodeRef
    depth: int
    link: UUID
    via: NodeRef
    relation: str
    reason: str


def reach(
    refs: Sequence[NodeRef], ways: Sequence[Way] = tuple(Way), without: Sequence[str] = ()
) -> list[Step]:
    """All nodes reached from each of `refs`, nearest and newest link first; a node once per root and way.

    `without`: kinds of nodes that are not stepped on.
    """
    found: list[Step] = []
    for start in range(0, len(refs), _AT_ONCE):
        found += _reach(refs[start : start + _AT_ONCE], ways, tuple(without))
    return found


def _reach(refs: Sequence[NodeRef], ways: Sequence[Way], without: tuple[str, ...]) -> list[Step]:
    walks = [_sql(_WALK, way, len(refs), len(without)) for way in ways]
    reads = [_sql(_READ, way, 0, 0) for way in ways]
    sql = f"WITH RECURSIVE {','.join(walks)} {' UNION ALL '.join(reads)} ORDER BY 5, 6 DESC"
    ids = [_ROW.get_db_prep_value(ref.id, connection) for ref in refs]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*ids, *without, *without] * len(ways))
        rows = cursor.fetchall()
    return _steps(rows, {ref.id: ref for ref in refs})


def _sql(template: str, way: Way, roots: int, kinds: int) -> str:
    near, far = _ENDS[way]
    marks = ", ".join(["%s"] * kinds)
    return template.format(
        way=way.value,
        near=near,
        far=far,
        roots=", ".join(["%s"] * roots),
        without=f" AND {far}_kind NOT IN ({marks})" if kinds else "",
        without_next=f" AND l.{far}_kind NOT IN ({marks})" if kinds else "",
        depth=DEPTH,
    )


def _steps(rows: Sequence[tuple[Any, ...]], roots: dict[UUID, NodeRef]) -> list[Step]:
    seen: set[tuple[str, UUID, NodeRef]] = set()
    steps = []
    for way, root, kind, id_, depth, link, via_kind, via_id, relation, reason in rows:
        start, ref = roots[_uuid(root)], NodeRef(kind, _uuid(id_))
        if ref == start or (way, start.id, ref) in seen:
            continue
        seen.add((way, start.id, ref))
        via = NodeRef(via_kind, _uuid(via_id))
        steps.append(Step(Way(way), start, ref, depth, _uuid(link), via, relation, reason))
    return steps


def _uuid(value: Any) -> UUID:
    """SQLite gives 32 letters, PostgreSQL the id itself."""
    return value if isinstance(value, UUID) else UUID(value)
