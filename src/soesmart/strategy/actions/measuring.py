# SPDX-License-Identifier: EUPL-1.2
"""Adding measured numbers. Nothing is overwritten: a second number for a period is a correction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.strategy import leaves
from soesmart.strategy.engine.numbers import at_scale, exact
from soesmart.strategy.models import Indicator, Value


@dataclass(frozen=True, slots=True)
class Measured:
    """One number for one period, checked."""

    start: date
    end: date
    label: str
    value: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None
    source: str = ""
    reason: str = ""


@dataclass(slots=True)
class Added:
    created: int = 0
    corrected: int = 0
    unchanged: int = 0
    aside: int = 0
    """A file says something else than a person who corrected it: kept beside until somebody decides."""
    kept: int = 0
    """A file repeats what a person corrected meanwhile: the correction stays."""


def add_values(indicator: Indicator, measured: Sequence[Measured], *, by_import: bool) -> Added:
    """Within a transaction; `indicator` is locked by the caller. Repeating a number adds nothing."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("add_values() belongs into the caller's transaction")
    earlier: dict[tuple[date, date], list[Value]] = defaultdict(list)
    for row in indicator.values.order_by("number"):
        earlier[row.period_start, row.period_end].append(row)
    added, rows, now = Added(), [], clock.now()
    for one in measured:
        known = earlier[one.start, one.end]
        row = _row(indicator, one, len(known) + 1, by_import)
        row.entered_at = now
        if _repeats(row, known, added):
            continue
        current = _current(known)
        row.aside = bool(by_import and current and not current.by_import)
        if not known:
            added.created += 1
        elif row.aside:
            added.aside += 1
        else:
            added.corrected += 1
        known.append(row)
        rows.append(row)
    if rows:
        Value.objects.bulk_create(rows, batch_size=500)
        indicator.values_version += 1
        indicator.changed_at = now
        indicator.newest = _newest(earlier)
        indicator.save(update_fields=["values_version", "changed_at", "newest"])
        everything = (row for key in sorted(earlier) for row in earlier[key])
        stage("strategy.values", str(indicator.pk), indicator.values_version, leaves.values_part(everything))
    return added


def _row(indicator: Indicator, one: Measured, number: int, by_import: bool) -> Value:
    given = [x for x in (one.value, one.lower, one.upper) if x is not None]
    scale = max(exact(x).scale for x in given)
    return Value(
        indicator=indicator,
        period_start=one.start,
        period_end=one.end,
        period_label=one.label[:40],
        number=number,
        mantissa=at_scale(one.value, scale),
        lower=None if one.lower is None else at_scale(one.lower, scale),
        upper=None if one.upper is None else at_scale(one.upper, scale),
        scale=scale,
        source=one.source[:300],
        by_import=by_import,
        reason=one.reason[:300],
    )


def _current(known: Iterable[Value]) -> Value | None:
    return max((row for row in known if not row.aside), key=lambda row: row.number, default=None)


def _newest(everything: Mapping[tuple[date, date], list[Value]]) -> list[dict[str, Any]]:
    """The last two numbers that count; "last" is whose period ends last."""
    counting = [row for known in everything.values() if (row := _current(known))]
    counting.sort(key=lambda row: (row.period_end, row.period_start), reverse=True)
    return [
        {
            "start": row.period_start.isoformat(),
            "end": row.period_end.isoformat(),
            "label": row.period_label,
            "value": format(Decimal(row.mantissa).scaleb(-row.scale), "f"),
            "source": row.source,
        }
        for row in counting[:2]
    ]


def _repeats(row: Value, known: Sequence[Value], added: Added) -> bool:
    """Whether this says nothing new: compared with what stands, a file with what files said last."""
    last = next((k for k in reversed(known) if k.by_import), None) if row.by_import else _current(known)
    if last is not None and _same(row, last):
        current = _current(known)
        if row.by_import and current is not None and not current.by_import and not _same(row, current):
            added.kept += 1
        else:
            added.unchanged += 1
        return True
    current = _current(known)
    if row.by_import and current is not None and _same(row, current):
        added.unchanged += 1
        return True
    return False


def _same(a: Value, b: Value) -> bool:
    return all(_number(a, name) == _number(b, name) for name in ("mantissa", "lower", "upper"))


def _number(row: Value, name: str) -> Decimal | None:
    mantissa = getattr(row, name)
    return None if mantissa is None else Decimal(mantissa).scaleb(-row.scale)
