# SPDX-License-Identifier: EUPL-1.2
"""Indicators as pages, reports and answers say them: figure, standing in words, picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from soesmart.kernel import clock
from soesmart.kernel.words import LocalText
from soesmart.strategy.engine import chart, way
from soesmart.strategy.types import RESOLUTIONS, IndicatorRow, Newest, Value

_BADGES = {
    "reached": "badge--done",
    "on the way": "badge--done",
    "behind": "badge--warn",
    "wrong way": "badge--bad",
    "missed": "badge--bad",
    "unmeasured": "badge--open",
    "no target": "badge--open",
    "no way": "badge--open",
}
_THIN = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator, ready for a page."""

    row: IndicatorRow
    figure: str
    unit: str
    period: str
    source: str
    badge: str
    badge_class: str
    sentences: tuple[str, ...]
    since: str
    """Since when nobody has measured, if that is longer than promised."""
    standing: way.Standing


def today() -> date:
    return clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])


def number(value: Decimal) -> str:
    """All digits as they were measured, in the language of the page."""
    text = f"{value:,f}"
    if (get_language() or "de").startswith("en"):
        return text.replace("-", "−")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".").replace("-", "−")


def short(value: Decimal) -> str:
    """For the big figure: whole from a thousand on, else at most two digits after the comma."""
    places = Decimal(1) if abs(value) >= 1000 else Decimal("0.01")
    if value != value.quantize(places, ROUND_HALF_UP):
        value = value.quantize(places, ROUND_HALF_UP)
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return number(value)


def local(text: LocalText) -> str:
    return text.in_language(get_language() or "de")[0]


def day(moment: date) -> str:
    return date_format(moment, pgettext("Datum", "j. F Y"))


def shown(
    row: IndicatorRow, values: Sequence[Value] | Sequence[Newest] | None = None, on: date | None = None
) -> Shown:
    """With all values, or from the two newest alone: both say the same. `on`: as it stood on that day."""
    measured = _measured(row.newest if values is None else values)
    on = on or today()
    state = standing_of(row, measured, on)
    given: Sequence[Value | Newest] = row.newest if values is None else values
    newest = max(given, key=lambda value: (value.period_end, value.period_start), default=None)
    return Shown(
        row=row,
        figure=short(newest.value) if newest else "",
        unit=unit_of(row, newest.value) if newest else row.unit,
        period=newest.period_label if newest else "",
        source=newest.source if newest else row.source.label,
        badge=badge_word(state.state),
        badge_class=_BADGES.get(state.state, ""),
        sentences=tuple(_sentences(row, state, newest, on)),
        since=_since(state),
        standing=state,
    )


def shown_all(rows: Iterable[IndicatorRow]) -> list[Shown]:
    return [shown(row) for row in rows]


def standing_of(row: IndicatorRow, measured: Sequence[way.Point], on: date) -> way.Standing:
    baseline = way.Point(row.baseline.on, row.baseline.value) if row.baseline else None
    target = [way.Point(point.on, point.value) for point in row.target]
    return way.standing(baseline, target, measured, row.direction, RESOLUTIONS[row.resolution], on)


def _measured(values: Sequence[Value] | Sequence[Newest]) -> list[way.Point]:
    ordered = sorted((value.period_end, value.period_start, value.value) for value in values)
    return [way.Point(end, number) for end, _start, number in ordered]


def unit_of(row: IndicatorRow, value: Decimal) -> str:
    return row.unit_one if value == 1 and row.unit_one else row.unit


def with_unit(row: IndicatorRow, value: Decimal) -> str:
    unit = unit_of(row, value)
    return f"{short(value)}{_THIN}{unit}" if unit else short(value)


def badge_word(state: str) -> str:
    return {
        "reached": _("Ziel erreicht"),
        "on the way": _("auf dem Weg"),
        "behind": _("hinter dem Plan"),
        "wrong way": _("falsche Richtung"),
        "missed": _("Ziel verfehlt"),
        "unmeasured": _("nicht gemessen"),
        "no target": _("kein Zielwert bekannt"),
        "no way": _("kein Zielpfad bekannt"),
    }.get(state, "")


def _sentences(
    row: IndicatorRow, state: way.Standing, newest: Value | Newest | None, on: date
) -> Iterable[str]:
    if state.last is None or newest is None:
        yield _("Diese Zahl hat noch niemand gemessen, oder wir kennen keine Messung.")
    goal = state.goal
    if goal is not None:
        words = {"value": with_unit(row, goal.value), "day": day(goal.on)}
        yield _("Ziel: %(value)s bis zum %(day)s.") % words
    if state.last is not None and state.due_then is not None and newest is not None:
        words = {
            "period": newest.period_label,
            "due": with_unit(row, state.due_then),
            "value": with_unit(row, newest.value),
        }
        yield _("Nach dem Zielpfad wären es für %(period)s %(due)s. Gemessen: %(value)s.") % words
    if state.due_now is not None and goal is not None and on < goal.on:
        words = {"day": day(on), "due": with_unit(row, state.due_now)}
        yield _("Am %(day)s sollten es %(due)s sein.") % words
    if state.state == "no way":
        yield _("Was unterwegs erreicht sein soll, ist nicht festgelegt. Bekannt ist nur der Zielwert.")
    if state.trend == -1:
        yield _("Seit der vorigen Messung ist es schlechter geworden.")
    if state.worse_than_start:
        yield _("Es steht schlechter als am Anfang.")


def _since(state: way.Standing) -> str:
    if not state.overdue:
        return ""
    if state.last is None:
        return _("Gemessen wurde noch nie.")
    return _("Seit dem %(day)s hat niemand mehr gemessen.") % {"day": day(state.last.on)}


def headline(row: IndicatorRow, values: Sequence[Value]) -> str:
    """One sentence over the picture, of what is measured and nothing else."""
    if not values:
        return _("Keine Messung bekannt")
    first, last = values[0], max(values, key=lambda value: (value.period_end, value.period_start))
    if first is last:
        return _("%(value)s (%(period)s), eine einzige Messung") % {
            "value": with_unit(row, last.value),
            "period": last.period_label,
        }
    words = {
        "first": with_unit(row, first.value),
        "from": first.period_label,
        "last": with_unit(row, last.value),
        "until": last.period_label,
    }
    return _("Von %(first)s (%(from)s) auf %(last)s (%(until)s)") % words


def picture(row: IndicatorRow, values: Sequence[Value]) -> str:
    """The chart as SVG that is safe as it is."""
    way_points = [(row.baseline.on, row.baseline.value)] if row.baseline and row.target else []
    way_points += [(point.on, point.value) for point in row.target]
    marks = tuple(
        chart.Mark(v.period_start, v.period_end, v.value, v.lower, v.upper)
        for v in sorted(values, key=lambda v: (v.period_start, v.period_end))
    )
    drawing = chart.Drawing(marks, tuple(way_points), today(), _step(row, values))
    return chart.svg(drawing, headline(row, values), number)


def _step(row: IndicatorRow, values: Sequence[Value]) -> int:
    return RESOLUTIONS[row.resolution]
