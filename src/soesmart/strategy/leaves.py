# SPDX-License-Identifier: EUPL-1.2
"""What the log and room `revisions` keep: the published state as plain JSON. References are slugs."""

import hashlib
from collections.abc import Iterable
from typing import Any

from soesmart.strategy.models import Goal, Indicator, Level, Strategy, Value

Part = dict[str, Any]


def strategy_part(row: Strategy) -> Part:
    return {name: getattr(row, name) for name in ("title", "text", "sources", "as_of", "example")}


def level_part(row: Level) -> Part:
    part = {name: getattr(row, name) for name in ("slug", "position", "name", "plural", "role", "expected")}
    return part | {"asked_at": _day(row.asked_at), "whom": row.whom, "sources": row.sources}


_GOAL = ("slug", "position", "title", "text", "sources", "as_of", "whom", "sdgs", "charta", "example")


def goal_part(row: Goal) -> Part:
    """Without further queries when level and parent are loaded."""
    part = {name: getattr(row, name) for name in _GOAL}
    parent = row.parent.slug if row.parent else ""
    return part | {"level": row.level.slug, "parent": parent, "asked_at": _day(row.asked_at)}


_INDICATOR = (
    *(
        "slug",
        "main",
        "position",
        "title",
        "unit",
        "unit_one",
        "kind",
        "direction",
        "resolution",
        "geography",
    ),
    *("source", "baseline", "target", "texts", "words", "example"),
)


def indicator_part(row: Indicator) -> Part:
    part = {name: getattr(row, name) for name in _INDICATOR}
    return part | {"goal": row.goal.slug if row.goal else ""}


def values_part(rows: Iterable[Value]) -> Part:
    """All statements about all periods in one fingerprint: a changed, lost or added row shows."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(value_line(row).encode())
        count += 1
    return {"statements": count, "sha256": digest.hexdigest()}


def value_line(row: Value) -> str:
    cells = (
        row.period_start.isoformat(),
        row.period_end.isoformat(),
        row.period_label,
        row.number,
        row.mantissa,
    )
    more = (row.lower, row.upper, row.scale, row.source, row.by_import, row.aside, row.reason)
    return "\t".join(str(cell) for cell in (*cells, *more)) + "\n"


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
