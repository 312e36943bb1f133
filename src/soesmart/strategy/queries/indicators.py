# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from soesmart.kernel import faces
from soesmart.kernel.room import Face, Json, Node
from soesmart.strategy import leaves
from soesmart.strategy.models import Indicator, Value
from soesmart.strategy.stored import must, source_out, text_out
from soesmart.strategy.types import Baseline, IndicatorRow, Newest, TargetPoint
from soesmart.strategy.types import Value as ValueRow


def indicators(goal_id: UUID | None = None) -> tuple[IndicatorRow, ...]:
    """All, or those of one goal: its Kennzahl first."""
    rows = Indicator.objects.order_by("-main", "position", "slug")
    return tuple(row_of(row) for row in (rows.filter(goal=goal_id) if goal_id else rows))


def indicators_for(ids: Collection[UUID], goals: Collection[UUID]) -> tuple[IndicatorRow, ...]:
    """Those named by id, and the Kennzahl of each of the goals."""
    wanted = Q(pk__in=list(ids)) | Q(main=True, goal__in=list(goals))
    return tuple(
        row_of(row) for row in Indicator.objects.filter(wanted).order_by("-main", "position", "slug")
    )


def indicator(indicator_id: UUID) -> IndicatorRow | None:
    row = Indicator.objects.filter(pk=indicator_id).first()
    return row_of(row) if row else None


def indicator_by_slug(slug: str) -> IndicatorRow | None:
    row = Indicator.objects.filter(slug=slug).first()
    return row_of(row) if row else None


def values(indicator_id: UUID) -> tuple[ValueRow, ...]:
    """What counts now, one number per period, in the order of time."""
    return tuple(_value(row) for row in current(Value.objects.filter(indicator=indicator_id)))


def values_of(indicator_ids: Sequence[UUID]) -> Mapping[UUID, tuple[ValueRow, ...]]:
    """`values` of many indicators in one query."""
    found: dict[UUID, list[ValueRow]] = {key: [] for key in indicator_ids}
    for row in current(Value.objects.filter(indicator__in=indicator_ids)):
        found[row.indicator_id].append(_value(row))
    return {key: tuple(rows) for key, rows in found.items()}


def corrections(indicator_id: UUID) -> tuple[tuple[ValueRow, bool], ...]:
    """Every statement about a period that has more than one, newest first, and whether it only waits."""
    rows = list(
        Value.objects.filter(indicator=indicator_id).order_by("-period_start", "-period_end", "-number")
    )
    often = {(row.period_start, row.period_end) for row in rows if row.number > 1}
    return tuple((_value(r), r.aside) for r in rows if (r.period_start, r.period_end) in often)


def current(rows: QuerySet[Value]) -> list[Value]:
    """Of each period the statement with the highest number that is not aside."""
    newest: dict[tuple[UUID, date, date], Value] = {}
    for row in rows.filter(aside=False).order_by("period_start", "period_end", "number"):
        newest[row.indicator_id, row.period_start, row.period_end] = row
    return list(newest.values())


def measured_until(ids: Sequence[UUID] | None = None) -> Mapping[UUID, date]:
    """The last day anybody measured, by indicator; one that has no value is missing."""
    rows = Value.objects.filter(aside=False)
    if ids is not None:
        rows = rows.filter(indicator__in=ids)
    return dict(rows.values_list("indicator").annotate(last=Max("period_end")).order_by())


def row_of(row: Indicator) -> IndicatorRow:
    return IndicatorRow(
        id=row.id,
        slug=row.slug,
        title=must(row.title),
        goal=row.goal_id,
        main=row.main,
        unit=row.unit,
        unit_one=row.unit_one,
        kind=row.kind,  # type: ignore[arg-type]
        direction=row.direction,  # type: ignore[arg-type]
        resolution=row.resolution,  # type: ignore[arg-type]
        geography=row.geography,
        source=source_out(row.source),
        url=reverse("strategy:indicator", args=[row.slug]),
        baseline=_baseline(row.baseline),
        target=tuple(TargetPoint(date.fromisoformat(p["on"]), Decimal(p["value"])) for p in row.target),
        texts={name: text for name, stored in row.texts.items() if (text := text_out(stored))},
        words=tuple(row.words),
        example=row.example,
        version=row.version,
        newest=tuple(_newest(one) for one in row.newest),
    )


def _newest(stored: Mapping[str, Any]) -> Newest:
    days = (date.fromisoformat(stored["start"]), date.fromisoformat(stored["end"]))
    return Newest(*days, stored["label"], Decimal(stored["value"]), stored.get("source", ""))


def _baseline(stored: Mapping[str, Any] | None) -> Baseline | None:
    if not stored:
        return None
    return Baseline(date.fromisoformat(stored["on"]), Decimal(stored["value"]), stored["period"])


def _value(row: Value) -> ValueRow:
    def number(mantissa: int | None) -> Decimal | None:
        return None if mantissa is None else Decimal(mantissa).scaleb(-row.scale)

    return ValueRow(
        period_start=row.period_start,
        period_end=row.period_end,
        period_label=row.period_label,
        value=Decimal(row.mantissa).scaleb(-row.scale),
        lower=number(row.lower),
        upper=number(row.upper),
        source=row.source,
        entered_at=row.entered_at,
        number=row.number,
        reason=row.reason,
    )


def _select(ids: Sequence[UUID]) -> Any:
    """For the thread."""
    newest = Value.objects.filter(indicator=OuterRef("pk"), aside=False).order_by("-period_end")
    rows = Indicator.objects.filter(pk__in=ids)
    return faces.told(rows, title="title", slug="slug", until=Subquery(newest.values("period_end")[:1]))


def _node(key: UUID, said: Json) -> Node:
    title, url = must(faces.part(said["title"])), reverse("strategy:indicator", args=[said["slug"]])
    return Node("strategy.indicator", key, title, url, since=faces.day(said["until"]))


FACE = Face(_select, _node)


def current_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Json]:
    """What the newest entry of the log about each of these must say."""
    rows = Indicator.objects.filter(pk__in=subjects).select_related("goal")
    if kind == "strategy.indicator":
        return {str(row.pk): leaves.indicator_part(row) for row in rows}
    return {
        str(row.pk): leaves.values_part(
            row.values.order_by("period_start", "period_end", "number").iterator()
        )
        for row in rows
    }


def main_indicators() -> tuple[IndicatorRow, ...]:
    """The Kennzahl of every goal that has one."""
    return tuple(row_of(row) for row in Indicator.objects.filter(main=True))


def loose_indicators(limit: int) -> tuple[IndicatorRow, ...]:
    """Numbers that belong to no goal."""
    return tuple(row_of(row) for row in Indicator.objects.filter(goal=None)[:limit])


def by_slugs(slugs: Sequence[str]) -> tuple[IndicatorRow, ...]:
    return tuple(row_of(row) for row in Indicator.objects.filter(slug__in=slugs))


def newest_until(on: date) -> Mapping[UUID, tuple[Newest, ...]]:
    """Of every indicator the last two numbers that count among those whose period ended by `on`.

    What was measured last lies on the row. For a year gone by only the last years before it are read, and
    everything only of those that have less than two numbers there.
    """
    found = {row.pk: tuple(_newest(one) for one in row.newest) for row in Indicator.objects.only("newest")}
    later = [key for key, rows in found.items() if rows and rows[0].period_end > on]
    recent = _last_two(later, on, on - _RECENT)
    few = [key for key in later if len(recent.get(key, ())) < 2]
    return found | {key: recent.get(key, ()) for key in later} | _last_two(few, on)


_RECENT = timedelta(days=800)


def _last_two(keys: Sequence[UUID], on: date, since: date = date.min) -> dict[UUID, tuple[Newest, ...]]:
    fields = ("indicator", "period_start", "period_end", "period_label", "mantissa", "scale", "source")
    found: dict[UUID, list[Newest]] = {key: [] for key in keys}
    for part in (keys[at : at + 500] for at in range(0, len(keys), 500)):
        rows = Value.objects.filter(aside=False, period_end__lte=on, period_end__gt=since, indicator__in=part)
        rows = rows.order_by("indicator", "-period_end", "-period_start", "-number")
        for key, start, end, label, mantissa, scale, source in rows.values_list(*fields).iterator(5_000):
            mine = found[key]
            if len(mine) < 2 and not (mine and (mine[-1].period_start, mine[-1].period_end) == (start, end)):
                mine.append(Newest(start, end, label, Decimal(mantissa).scaleb(-scale), source))
    return {key: tuple(rows) for key, rows in found.items()}
