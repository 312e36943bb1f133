# SPDX-License-Identifier: EUPL-1.2
"""Is the counter right? What looks like a fault is flagged; what could make an effect blocks the result.

All checks look at the values as they were measured, before they are summed up.
"""

import numpy as np
from numpy.typing import NDArray

from soesmart.trials.engine import habits, periods, traces
from soesmart.trials.engine.periods import Kind, Period
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.types import Flag

Ints = NDArray[np.int64]
GAP_BLOCKS = 0.1
"""Share of missing values that blocks."""
LOW = 0.35
"""Share of what is around a week or a month: less is too low to be a holiday."""
JUMP = float(np.log(1.65))
"""A level that changes by more between months and stays, against the same months of other years."""


def check(numbers: Ints, values: Floats, kind: Kind, name: str = "") -> list[Flag]:
    """`numbers`: periods of `kind`, rising."""
    found: list[Flag] = []
    if values.size < 3:
        return [Flag("too_few_points", name, blocks=True)]
    step = int(np.median(np.diff(numbers)))
    at = [_label(kind, n) for n in numbers[[0, -1]]]
    if np.ptp(values) == 0:
        return [Flag("dead", f"{name}: immer {values[0]:g}", blocks=True, at=f"{at[0]} – {at[1]}")]
    found += _gaps(numbers, step, kind, name)
    found += _runs(numbers, values, kind, step, name)
    found += _spikes(numbers, values, kind, name)
    found += traces.marks(numbers, values, kind, step, name)
    if kind == "minute":
        found += habits.silent(numbers, values, step, name)
        found += _by_day(*whole_days(numbers, values, step), name)
    elif kind == "day":
        found += _by_day(numbers, values, name)
    else:
        found += lows(numbers, values, kind, name)
    found = list({flag.code: flag for flag in reversed(found)}.values())[::-1]
    if (values < 0).any() and np.median(values) > 0 and (values == np.round(values)).mean() > 0.99:
        first = int(numbers[values < 0][0])
        found.append(
            Flag("negative", f"{name}: {int((values < 0).sum())} Werte", blocks=True, at=_label(kind, first))
        )
    return found


def _label(kind: Kind, number: int) -> str:
    return periods.label(Period(kind, int(number)))


def _gaps(numbers: Ints, step: int, kind: Kind, name: str) -> list[Flag]:
    missing = np.diff(numbers) // max(step, 1) - 1
    total = int(missing.sum())
    if total <= 0:
        return []
    longest = int(missing.argmax())
    share = total / (total + numbers.size)
    day = 1440 // max(step, 1) if kind == "minute" else {"day": 1}.get(kind, 1)
    most = {"minute": 10 * day, "day": 10}.get(kind, 2)
    text = f"{name}: {total} Werte ({share:.1%}), am längsten {int(missing[longest])} in Folge"
    where = f"{_label(kind, numbers[longest])} – {_label(kind, numbers[longest + 1])}"
    return [Flag("gaps", text.strip(": "), blocks=share > GAP_BLOCKS or int(missing.max()) > most, at=where)]


def runs(values: Floats) -> tuple[Ints, Ints]:
    """Starts and lengths of stretches of equal values."""
    edges = np.flatnonzero(np.diff(values) != 0) + 1
    starts = np.concatenate([[0], edges])
    return starts.astype(np.int64), np.diff(np.concatenate([starts, [values.size]])).astype(np.int64)


def _runs(numbers: Ints, values: Floats, kind: Kind, step: int, name: str) -> list[Flag]:
    """Dead (zero for long, though usually alive) and frozen (the same number again and again)."""
    starts, lengths = runs(values)
    day = 1440 // max(step, 1) if kind == "minute" else 1
    found = []
    zero = values[starts] == 0
    if zero.any():
        longest = int(lengths[zero].max())
        first = int(starts[zero][lengths[zero].argmax()])
        rest = np.ones(values.size, dtype=bool)
        rest[first : first + longest] = False
        alive = rest.any() and _alive(numbers[rest], values[rest], kind) > 0.9
        nightly = float(np.quantile(lengths[zero], 0.9)) if zero.sum() >= 20 else 0.0
        limit = max({"minute": day, "day": 2}.get(kind, 1), 2.5 * nightly if kind == "minute" else 0)
        if alive and longest >= limit:
            often = int((lengths[zero] >= limit).sum())
            found.append(_stretch("dead", numbers, first, longest, kind, name, often))
    moving = ~zero & (lengths > 1)
    # The same number by chance: rare where numbers are large or finely measured.
    limit = {"minute": max(day // 2, 6), "day": 6, "week": 4, "month": 4, "quarter": 4, "year": 4}[kind]
    distinct = np.unique(values).size
    if kind != "minute" and distinct > 0.7 * values.size:
        limit = 3  # Hardly any number comes twice: three times in a row is no chance.
    elif distinct < 12:
        limit *= 6
    elif (distinct < 200 and kind == "minute") or distinct < 40:
        limit *= 2
    if moving.any() and int(lengths[moving].max()) >= limit:
        chosen = int(np.flatnonzero(moving)[lengths[moving].argmax()])
        often = int((lengths[moving] >= limit).sum())
        found.append(
            _stretch("frozen", numbers, int(starts[chosen]), int(lengths[chosen]), kind, name, often)
        )
    return found


def _stretch(code: str, numbers: Ints, first: int, length: int, kind: Kind, name: str, often: int) -> Flag:
    """The longest of `often` stretches: who decides about it decides about all, and is told how many."""
    where = f"{_label(kind, numbers[first])} – {_label(kind, numbers[first + length - 1])}"
    more = f", die längste von {often} Stellen" if often > 1 else ""
    return Flag(code, f"{name}: {length} Werte{more}".strip(": "), blocks=True, at=where)


def _alive(numbers: Ints, values: Floats, kind: Kind) -> float:
    """Share of days (periods) with more than nothing; a quiet counter rests now and then."""
    if kind != "minute":
        return float((values > 0).mean())
    share = float((_daily(numbers, values) > 0).mean())
    return share + 0.1 * (share > 0.6)


def _daily(numbers: Ints, values: Floats) -> Floats:
    _, inverse = np.unique(numbers // 1440, return_inverse=True)
    return np.asarray(np.bincount(inverse, weights=values))


def _by_day(days: Ints, sums: Floats, name: str) -> list[Flag]:
    return [*dips(days, sums, name), *habits.odd_days(days, sums, name)]


def whole_days(numbers: Ints, values: Floats, step: int) -> tuple[Ints, Floats]:
    """Sums of the days that have nearly all values: half a day is no low day."""
    days, present = np.unique(numbers // 1440, return_counts=True)
    whole = present >= 0.9 * 1440 // max(step, 1)
    return days[whole], _daily(numbers, values)[whole]


def lows(numbers: Ints, values: Floats, kind: Kind, name: str) -> list[Flag]:
    """A week, month or quarter far below those around it, though not so in other years."""
    year = periods.PER_YEAR.get(kind, 1)
    at = dict(zip(numbers.tolist(), values.tolist(), strict=True))
    for number, value in at.items():
        sides = [[at[number + k] for k in side if number + k in at] for side in ((-2, -1), (1, 2))]
        if not all(sides) or value <= 0 or kind == "year":
            continue
        around = min(float(np.median(side)) for side in sides)
        others = [at[number + k * year] for k in (-2, -1, 1, 2) if number + k * year in at]
        if around > 10 and value < LOW * around and (not others or value < LOW * float(np.median(others))):
            return [traces.flagged("dip", name, f"{value / around:.0%}", kind, number)]
    return []


def dips(days: Ints, sums: Floats, name: str) -> list[Flag]:
    """A week far below the four weeks before and the four after: blocked, dug up, or half dead."""
    days, sums = days[sums > 0], sums[sums > 0]  # Days of nothing are told as dead.
    if not days.size:
        return []
    weeks, inverse, present = np.unique((days - 1) // 7, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, weights=sums) / present
    good = present >= 4
    weeks, means = weeks[good], means[good]
    around = np.full(weeks.size, np.nan)
    for at in range(4, weeks.size - 4):
        if weeks[at + 4] - weeks[at - 4] <= 12:
            around[at] = min(np.median(means[at - 4 : at]), np.median(means[at + 1 : at + 5]))
    known = np.flatnonzero(np.nan_to_num(around) > 10)
    if not known.size:
        return []
    shares = means[known] / around[known]
    # Where weeks are always up and down, only a deeper fall is one.
    limit = min(LOW, float(np.exp(-7.5 * habits.unrest(means))))
    low = np.flatnonzero(shares < limit)
    if not low.size:
        return []
    first = int(low[0])
    more = f", die erste von {low.size} Wochen" if low.size > 1 else ""
    return [traces.flagged("dip", name, f"{shares[first]:.0%}{more}", "week", int(weeks[known[first]]))]


def _spikes(numbers: Ints, values: Floats, kind: Kind, name: str) -> list[Flag]:
    """Single values far above everything: a festival, or a fault. A person decides."""
    positive = values[values > 0]
    if positive.size < 20:
        return []
    high = float(np.quantile(positive, 0.995 if positive.size > 400 else 0.95))
    limit = (6 if kind == "minute" else 3.5) * high
    far = values > limit
    if not far.any() or high <= 0 or (limit < 10 and (values == np.round(values)).all()):
        return []
    first = int(numbers[far][0])
    return [
        Flag(
            "spike",
            f"{name}: {int(far.sum())} Werte, bis {values.max():g}".strip(": "),
            blocks=True,
            at=_label(kind, first),
        )
    ]


def jumps(months: Ints, values: Floats, but: int | None, name: str = "", per_year: int = 12) -> list[Flag]:
    """A change of level that stays, where nothing was planned: another sensor, half of it dead.

    Three periods before and after are compared, with what the season did at the same time of other years
    taken off where there are other years. A jump from two periods before `but` to three after it is the
    question itself.
    """
    width = 3
    if values.size < 3 * width or (values <= 0).any():
        return []
    logs = np.log(values)
    steps = {}
    for at in range(width, values.size - width + 1):
        if months[at + width - 1] - months[at - width] == 2 * width - 1:
            steps[int(months[at])] = float(
                np.median(logs[at : at + width]) - np.median(logs[at - width : at])
            )
    free = {month: size - _usual(month, steps, per_year) for month, size in steps.items()}
    if not free:
        return []
    limit = max(JUMP, 3.5 * float(np.median(np.abs(list(free.values())))))
    far = {
        month: size
        for month, size in free.items()
        if abs(size) > limit and abs(steps[month]) > JUMP / 2 and (but is None or not -2 <= month - but <= 3)
    }
    if not far:
        return []
    worst = max(far, key=lambda month: abs(far[month]))
    told = f"{name}: × {np.exp(far[worst]):.2f}".strip(": ")
    return [Flag("jump", told, blocks=True, at=str(worst))]


def _usual(month: int, steps: dict[int, float], per_year: int) -> float:
    """What the same season did in other years, as far as there are any."""
    others = [steps[month + k * per_year] for k in (-2, -1, 1, 2) if month + k * per_year in steps]
    # Without another year a season can do much: then only a larger change counts.
    return float(np.median(others)) if others else 0.375 * steps[month]


def shares(parts: dict[str, Floats], total: Floats, labels: list[str]) -> list[Flag]:
    """Channels of one counter, period by period: does one's share of the whole break off or double?"""
    found = []
    for name, values in parts.items():
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(total > 0, values / total, np.nan)
        third = max(share.size // 3, 1)
        usual = float(
            np.nanmax([np.nanmedian(share[:third]), np.nanmedian(share), np.nanmedian(share[-third:])])
        )
        if usual < 0.03 or not np.isfinite(usual):
            continue
        odd = np.flatnonzero((share < usual / 3) | (share > usual * 3))
        if odd.size:
            found.append(
                Flag(
                    "channel_share",
                    f"{name}: {usual:.0%} → {share[odd[0]]:.0%}",
                    blocks=True,
                    at=labels[int(odd[0])],
                )
            )
    return found
