# SPDX-License-Identifier: EUPL-1.2
"""Is the counter right? What looks like a fault is flagged; what could make an effect blocks the result.

All checks look at the values as they were measured, before they are summed up.
"""

import numpy as np
from numpy.typing import NDArray

from soesmart.trials.engine import periods
from soesmart.trials.engine.periods import Kind, Period
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.types import Flag

Ints = NDArray[np.int64]
GAP_BLOCKS = 0.1
"""Share of missing values that blocks."""
JUMP = float(np.log(1.5))
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
    if kind == "minute":
        found += copies(numbers, values, step, name)
        found += dips(np.unique(numbers // 1440), _daily(numbers, values), name)
    elif kind == "day":
        found += dips(numbers, values, name)
    if (values < 0).any() and np.median(values) > 0 and (values == np.round(values)).mean() > 0.99:
        first = int(numbers[values < 0][0])
        found.append(
            Flag("negative", f"{name}: {int((values < 0).sum())}", blocks=True, at=_label(kind, first))
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
    most = {"minute": 10 * day, "day": 14}.get(kind, 2)
    text = f"{name}: {total} ({share:.1%}), am längsten {int(missing[longest])}"
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
        usual = float(np.quantile(lengths[zero], 0.9)) if zero.sum() >= 20 else 0.0
        limit = max({"minute": day, "day": 2}.get(kind, 1), 2.5 * usual if kind == "minute" else 0)
        if alive and longest >= limit:
            found.append(_stretch("dead", numbers, first, longest, kind, name))
    moving = ~zero & (lengths > 1)
    # The same number by chance: rare where numbers are large or finely measured.
    limit = {"minute": max(day // 2, 6), "day": 6, "week": 4, "month": 4, "quarter": 4, "year": 4}[kind]
    distinct = np.unique(values).size
    if distinct < 12:
        limit *= 6
    elif (distinct < 200 and kind == "minute") or distinct < 40:
        limit *= 2
    if moving.any() and int(lengths[moving].max()) >= limit:
        chosen = int(np.flatnonzero(moving)[lengths[moving].argmax()])
        found.append(_stretch("frozen", numbers, int(starts[chosen]), int(lengths[chosen]), kind, name))
    return found


def _stretch(code: str, numbers: Ints, first: int, length: int, kind: Kind, name: str) -> Flag:
    where = f"{_label(kind, numbers[first])} – {_label(kind, numbers[first + length - 1])}"
    return Flag(code, f"{name}: {length} Werte".strip(": "), blocks=True, at=where)


def _alive(numbers: Ints, values: Floats, kind: Kind) -> float:
    """Share of days (periods) with more than nothing; a quiet counter rests now and then."""
    if kind != "minute":
        return float((values > 0).mean())
    share = float((_daily(numbers, values) > 0).mean())
    return share + 0.1 * (share > 0.6)


def _daily(numbers: Ints, values: Floats) -> Floats:
    _, inverse = np.unique(numbers // 1440, return_inverse=True)
    return np.asarray(np.bincount(inverse, weights=values))


def copies(numbers: Ints, values: Floats, step: int, name: str) -> list[Flag]:
    """A day that repeats the day before, value by value: somebody filled a gap, or the feed hangs."""
    each = 1440 // max(step, 1)
    days, first, present = np.unique(numbers // 1440, return_index=True, return_counts=True)
    for at in range(1, days.size):
        if present[at] != each or present[at - 1] != each or each < 12:
            continue
        one = values[first[at] : first[at] + each]
        before = values[first[at - 1] : first[at - 1] + each]
        if (one > 0).sum() >= each // 4 and np.unique(one).size >= 6 and np.array_equal(one, before):
            return [Flag("copied", name, blocks=True, at=periods.label(Period("day", int(days[at]))))]
    return []


def dips(days: Ints, sums: Floats, name: str) -> list[Flag]:
    """A week far below the four weeks before and the four after: blocked, dug up, or half dead."""
    weeks, inverse, present = np.unique((days - 1) // 7, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, weights=sums) / present
    good = present >= 4
    weeks, means = weeks[good], means[good]
    for at in range(4, weeks.size - 4):
        if weeks[at + 4] - weeks[at - 4] > 12:
            continue
        around = min(np.median(means[at - 4 : at]), np.median(means[at + 1 : at + 5]))
        if around > 10 and means[at] < 0.35 * around:
            where = periods.label(Period("week", int(weeks[at])))
            return [Flag("dip", f"{name}: {means[at] / around:.0%}".strip(": "), blocks=True, at=where)]
    return []


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
            f"{name}: {int(far.sum())}, bis {values.max():g}".strip(": "),
            blocks=True,
            at=_label(kind, first),
        )
    ]


def jumps(months: Ints, values: Floats, but: int | None, name: str = "", per_year: int = 12) -> list[Flag]:
    """A change of level that stays, where nothing was planned: another sensor, half of it dead.

    Three periods before and after are compared, with what the season did at the same time of other years
    taken off where there are other years. A jump within two periods of `but` is the question itself.
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
        if abs(size) > limit and abs(steps[month]) > JUMP / 2 and (but is None or abs(month - but) > 3)
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
