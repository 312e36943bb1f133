# SPDX-License-Identifier: EUPL-1.2
"""From what was measured to the series that is analysed, by stated rules.

- Values finer than a month become months when there are 24 before the start and 6 after, else weeks.
- A month counts when at least 90 % of its values are there, a week with 80 %. Its value is the mean,
  times the values of a day for counts: so a missing day changes nothing, and months compare.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from soesmart.trials.engine import habits, periods, quality
from soesmart.trials.engine.periods import Kind, Period
from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.table import Raw, Table, TableError, folded
from soesmart.trials.engine.traces import longest
from soesmart.trials.engine.types import Flag

COMPLETE = {"week": 0.8}
"""Share of values a period needs, .9 unless named. One missing day leaves a week with six of seven."""
ENOUGH = 0.9
ADDS_UP = 0.995
"""Share of values that must be the sum of the channels, where most are."""
PER_DAY = {"minute": 1440}
CYCLES: dict[str, int] = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 7}


@dataclass(frozen=True, slots=True)
class Series:
    """Regular periods without missing values: `numbers` may skip some. `rule` says how they came about."""

    name: str
    kind: Kind
    numbers: Ints
    values: Floats
    rule: str
    flags: tuple[Flag, ...] = ()

    def labels(self) -> tuple[str, ...]:
        return tuple(periods.label(Period(self.kind, int(n))) for n in self.numbers)


def regular(raw: Raw) -> tuple[Kind, Ints, Floats]:
    """Days that are always the first of a month (year), or a week apart, are months (years), weeks."""
    numbers, values = raw.arrays()
    if raw.kind != "day" or numbers.size < 4:
        return raw.kind, numbers, values
    days = [periods.first_day(Period("day", int(n))) for n in numbers]
    gaps = np.diff(numbers)
    if all(day.month == 1 and day.day == 1 for day in days) or (gaps.min() > 360 and gaps.max() % 365 < 3):
        return "year", np.array([day.year for day in days]), values
    if gaps.min() >= 85 and len({periods.of_day(day, "quarter") for day in days}) == len(days):
        return "quarter", np.array([periods.of_day(day, "quarter").number for day in days]), values
    if gaps.min() >= 28 and len({periods.of_day(day, "month") for day in days}) == len(days):
        return "month", np.array([periods.of_day(day, "month").number for day in days]), values
    if gaps.min() == 7 and np.median(gaps) == 7:
        return "week", np.array([periods.of_day(day, "week").number for day in days]), values
    return "day", numbers, values


def start_of(text: str) -> Period:
    found = periods.parse(text)
    if found is None:
        raise TableError(
            0, "start", f"„{text}“ ist keine Zeit wie 2019-03, März 2019, 2019-Q2 oder 05.03.2019."
        )
    return found


def prepared(name: str, raw: Raw, start: Period, every: str = "auto", but: bool = True) -> Series:
    """The series of one unit, with everything that was noticed about it."""
    kind, numbers, values = regular(raw)
    if numbers.size < 3:
        raise TableError(0, name, "Hier stehen weniger als drei Werte.")
    flags = [*raw.flags, *quality.check(numbers, values, kind, name)]
    measured = kind, numbers, values
    target = _target(kind, numbers, start, every)
    rule = "wie gemessen"
    if target != kind:
        counts = bool((values >= 0).all() and (values == np.round(values)).mean() > 0.99)
        numbers, values, left, rule = aggregated(kind, numbers, values, target, counts)
        if left:
            flags.append(Flag("incomplete_periods", str(left)))
    flags += _jumps(measured, (target, numbers, values), start if but else None, name)
    return Series(name, target, numbers, values, rule, tuple(flags))


Stretch = tuple[Kind, Ints, Floats]


def _jumps(measured: Stretch, used: Stretch, start: Period | None, name: str) -> list[Flag]:
    """Levels that change and stay, by month; or else by week, where days were measured."""
    target, numbers, values = used
    if target in ("month", "week") and values.size >= 9:
        begins = periods.convert(start, "month").number if start else None
        for flag in quality.jumps(*_months(target, numbers, values), begins, name):
            return [replace(flag, at=periods.label(Period("month", int(flag.at))))]
    kind, numbers, values = measured
    if kind not in ("minute", "day"):
        return []
    if kind == "minute":
        numbers, values = quality.whole_days(numbers, values, int(np.median(np.diff(numbers))))
    first = periods.convert(start, "day").number if start else None
    return habits.shifts(numbers, values, first, name)


def _target(kind: Kind, numbers: Ints, start: Period, every: str) -> Kind:
    order = ("minute", "day", "week", "month", "quarter", "year")
    if every != "auto":
        if every not in order or order.index(every) < order.index(kind):
            raise TableError(0, "every", f"Aus „{kind}“ lässt sich nicht „{every}“ machen.")
        return every  # type: ignore[return-value]
    if kind not in ("minute", "day"):
        return kind
    first, last = (periods.convert(Period(kind, int(n)), "month").number for n in numbers[[0, -1]])
    begins = periods.convert(start, "month").number
    if begins - first >= 24 and last - begins >= 6:
        return "month"
    return "week"


def aggregated(
    kind: Kind, numbers: Ints, values: Floats, target: Kind, counts: bool
) -> tuple[Ints, Floats, int, str]:
    """(numbers, values, how many were left out as incomplete, the rule)."""
    step = int(np.median(np.diff(numbers)))
    own = numbers // 1440 if kind == "minute" else numbers
    if kind in ("minute", "day"):
        unique, inverse = np.unique(own, return_inverse=True)
        mapped = np.array(
            [periods.of_day(periods.first_day(Period("day", int(n))), target).number for n in unique]
        )[inverse]
        each = 1440 // max(step, 1) if kind == "minute" else 1
    else:
        mapped = np.array([periods.convert(Period(kind, int(n)), target).number for n in numbers])
        each = 1
    found, inverse, present = np.unique(mapped, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, weights=values) / present
    if kind in ("minute", "day"):
        whole = np.array([periods.days(Period(target, int(n))) for n in found]) * each
    else:
        whole = np.full(found.size, int(present.max()))
    enough = COMPLETE.get(target, ENOUGH)
    keep = present >= enough * whole
    scale = each if counts and kind == "minute" else 1
    words = "Tageswert im Mittel" if kind in ("minute", "day") and (counts or kind == "day") else "Mittelwert"
    rule = f"{words} je {_GERMAN[target]}; zählt ab {enough:.0%} der Messwerte"
    return found[keep], means[keep] * scale, int((~keep).sum()), rule


_GERMAN = {
    "minute": "Minute",
    "day": "Tag",
    "week": "Woche",
    "month": "Monat",
    "quarter": "Quartal",
    "year": "Jahr",
}


def _months(kind: Kind, numbers: Ints, values: Floats) -> tuple[Ints, Floats]:
    if kind == "month":
        return numbers, values
    mapped = np.array([periods.convert(Period(kind, int(n)), "month").number for n in numbers])
    found, inverse, present = np.unique(mapped, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, weights=values) / present
    return found[present >= 3], means[present >= 3]


def device(name: str, found: Table, series: Series) -> tuple[Flag, ...]:
    """What the other columns tell about this one: its channels, and what it said about itself."""
    parts = _parts(name, found.units)
    said = [flag for one in (name, *parts) for flag in status(one, found.status)]
    return (*channels(name, found.units, series), *{flag.detail: flag for flag in said}.values())


def _parts(name: str, units: Mapping[str, Raw]) -> dict[str, Floats]:
    """Columns whose sum this one is, most of the time; values at its own times, NaN where none stands."""
    _, numbers, values = regular(units[name])
    parts: dict[str, Floats] = {}
    for other, raw in units.items():
        if other == name or raw.kind != units[name].kind or len(raw.values) < 3:
            continue
        _, own, theirs = regular(raw)
        common, one, two = np.intersect1d(numbers, own, return_indices=True)
        if common.size < 0.3 * numbers.size:
            continue
        aligned = np.full(numbers.size, np.nan)
        aligned[one] = theirs[two]
        parts[other] = aligned
    return parts if len(parts) > 1 and _adds_up(parts, values).mean() > 0.5 else {}


def _adds_up(parts: Mapping[str, Floats], values: Floats) -> NDArray[np.bool_]:
    whole = np.nansum(list(parts.values()), axis=0)
    return np.asarray(np.abs(whole - values) <= 1e-6 * np.abs(values) + 1e-9)


def channels(name: str, units: Mapping[str, Raw], series: Series) -> tuple[Flag, ...]:
    """When a unit is the sum of other columns, each of these must be alive, and keep its share."""
    kind, numbers, values = regular(units[name])
    parts = _parts(name, units)
    if not parts:
        return ()
    flags: list[Flag] = []
    fits = _adds_up(parts, values)
    if fits.mean() < ADDS_UP:
        at = Period(kind, int(numbers[int((~fits).argmax())]))
        flags.append(Flag("sum_differs", f"{name}: {1 - fits.mean():.1%}", blocks=True, at=periods.label(at)))
    fine: Kind = "week" if kind in ("minute", "day") else kind
    shares = {}
    for other, aligned in parts.items():
        there = ~np.isnan(aligned)
        big = bool(np.nansum(aligned) > 0.03 * values.sum())
        for flag in quality.check(numbers[there], aligned[there], kind, other):
            flags.append(Flag(f"channel_{flag.code}", flag.detail, flag.blocks and big, flag.at))
        shares[other] = _in(kind, numbers, np.nan_to_num(aligned), fine)[1]
    found, total = _in(kind, numbers, values, fine)
    labels = [periods.label(Period(fine, int(n))) for n in found]
    return (*flags, *quality.shares(shares, total, labels))


def _in(kind: Kind, numbers: Ints, values: Floats, target: Kind) -> tuple[Ints, Floats]:
    return aggregated(kind, numbers, values, target, True)[:2] if kind != target else (numbers, values)


def status(name: str, found: Mapping[str, Raw]) -> tuple[Flag, ...]:
    """Columns like "100031297-status": what the counter said about itself."""
    number = folded(name).split(" ")[0]
    for column, raw in found.items():
        if folded(column).startswith(number):
            numbers, values = raw.arrays()
            bad = values != 0
            if bad.any():
                long = longest(bad)[1] * int(np.median(np.diff(numbers))) >= PER_DAY.get(raw.kind, 2)
                first = periods.label(Period(raw.kind, int(numbers[int(bad.argmax())])))
                text = f"{column}: {int(bad.sum())} Werte"
                return (Flag("status", text, blocks=bool(long or bad.mean() > 0.01), at=first),)
    return ()


def aligned(own: Series, others: Sequence[Series]) -> tuple[Ints, Floats]:
    """Periods that all have, and the panel (places x periods), own first. Raises TableError."""
    kinds = {one.kind for one in (own, *others)}
    if len(kinds) > 1:
        raise TableError(0, "", "Die Reihen haben verschiedene Zeitschritte.")
    common = own.numbers
    for one in others:
        common = np.intersect1d(common, one.numbers)
    if common.size < 0.6 * own.numbers.size:
        raise TableError(0, "", "Die Reihen haben zu wenige gemeinsame Zeiten.")
    rows = [one.values[np.searchsorted(one.numbers, common)] for one in (own, *others)]
    return common, np.vstack(rows)
