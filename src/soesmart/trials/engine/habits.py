# SPDX-License-Identifier: EUPL-1.2
"""A counter against itself: what it usually counts at this hour of the week, on this day of the week."""

import numpy as np

from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.traces import flagged, longest
from soesmart.trials.engine.types import Flag

BUSY = 20.0
"""With this many usually, nothing at all comes once in 500 million times."""
UNSTEADY = 0.02
"""With more values below a tenth of the usual there is no usual: ozone at night, a pool in the rain."""
SILENT_HOURS = 2.0
LOW = float(np.log(0.15))
"""Even Christmas Day keeps a tenth, but not three days in a row."""
LOW_DAYS = 3
HIGH = float(np.log(4.0))
SHIFT = 0.55
"""Half a dead counter takes .6 to .7 off the log; a winter takes less, a holiday fewer weeks."""
WEEKS = 8
NEAR = (-5, 13)
"""Weeks around the start in which a shift is the question itself."""
QUIET = 300.0
"""Fewer a day, and a school trip makes it many times as many: then twice the distance is needed."""


def silent(numbers: np.ndarray, values: Floats, step: int, name: str) -> list[Flag]:
    """Nothing, at times when there are always many: the device drops out for minutes or hours."""
    slot = numbers % 10080 // max(step, 1)
    usual = _medians(slot, values)[slot]
    busy = usual >= BUSY
    gone = busy & (values == 0)
    few = busy & (values > 0) & (values < 0.1 * usual)
    if not gone.any() or few.sum() > UNSTEADY * busy.sum():
        return []
    days, inverse = np.unique(numbers // 1440, return_inverse=True)
    hours = np.bincount(inverse, weights=gone) * step / 60
    bad = np.flatnonzero(hours >= SILENT_HOURS)
    if not bad.size:
        return []
    told = f"{bad.size} Tage, bis {hours.max():.0f} Stunden"
    return [flagged("silent", name, told, "day", days[bad[0]], days[bad[-1]])]


def _medians(slot: np.ndarray, values: Floats) -> Floats:
    order = np.argsort(slot, kind="stable")
    sizes = np.bincount(slot)
    parts = np.split(values[order], np.cumsum(sizes)[:-1])
    return np.array([float(np.median(one)) if one.size >= 8 else 0.0 for one in parts])


def odd_days(days: np.ndarray, sums: Floats, name: str) -> list[Flag]:
    """Days far from the same day of the weeks around: three in a row far below, or one far above."""
    if days.size < 60 or (sums < 0).any():
        return []
    least, most = _around(days, sums)
    known = np.isfinite(least) & (least > 0)
    low, high = np.zeros(days.size), np.zeros(days.size)
    share = np.maximum(sums[known], 0.01 * least[known])
    low[known], high[known] = np.log(share / least[known]), np.log(share / most[known])
    spread = float(np.median(np.abs(low[known]))) if known.any() else 0.0
    if spread > 0.25:
        return []  # Weather and the like: such a series has no usual day.
    found = []
    gone = np.flatnonzero(known & (sums == 0) & (least >= QUIET))
    if gone.size:
        found.append(flagged("dead", name, f"{gone.size} Tage", "day", days[gone[0]], days[gone[-1]]))
    first, length = longest(known & (sums > 0) & (low < min(LOW, -12 * spread)) & (least >= 10))
    if length >= LOW_DAYS:
        told = f"{length} Tage, {np.exp(low[first : first + length].mean()):.0%}"
        found.append(flagged("dip", name, told, "day", days[first], days[first + length - 1]))
    at = np.flatnonzero(known & (high > np.maximum(np.where(most >= QUIET, HIGH, 2 * HIGH), 8 * spread)))
    if at.size:
        told = f"{at.size} Tage, bis × {np.exp(high.max()):.0f}"
        found.append(flagged("spike", name, told, "day", days[at[0]], days[at[-1]]))
    return found


def _around(days: np.ndarray, sums: Floats) -> tuple[Floats, Floats]:
    """The same weekday in the four weeks before and in those after: the lesser and the larger median.

    NaN where one side has fewer than two.
    """
    grid = np.full(int(days[-1] - days[0]) + 1 + 56, np.nan)
    at = days - days[0] + 28
    grid[at] = sums
    sides = []
    for weeks in ((-4, -3, -2, -1), (1, 2, 3, 4)):
        others = np.stack([grid[at + 7 * week] for week in weeks])
        enough = np.isfinite(others).sum(0) >= 2
        side = np.full(days.size, np.nan)
        side[enough] = np.nanmedian(others[:, enough], axis=0)
        sides.append(side)
    return np.minimum(*sides), np.maximum(*sides)


def unrest(means: Floats) -> float:
    """How far one week usually is from the next, in logs: .1 for bicycles, .15 to .2 for air."""
    return float(np.median(np.abs(np.diff(np.log(np.maximum(means, 1e-9))))))


def shifts(days: np.ndarray, sums: Floats, begins: int | None, name: str) -> list[Flag]:
    """Eight weeks at another level than the eight before: a part of the counter gone, or back.

    `begins`: the day of the start, around which a shift is no fault.
    """
    weeks, inverse, present = np.unique((days - 1) // 7, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, weights=sums) / present
    weeks, means = weeks[present >= 5], means[present >= 5]
    if weeks.size < 3 * WEEKS or (means <= 0).any():
        return []
    logs = np.log(means)
    at = np.arange(WEEKS, weeks.size - WEEKS + 1)
    at = at[weeks[at + WEEKS - 1] - weeks[at - WEEKS] <= 2 * WEEKS + 2]
    steps = np.array([np.median(logs[i : i + WEEKS]) - np.median(logs[i - WEEKS : i]) for i in at])
    if not steps.size:
        return []
    limit = max(SHIFT, 4 * float(np.median(np.abs(steps))), 6 * unrest(means))
    away = weeks[at] - (begins - 1) // 7 if begins is not None else np.full(at.size, NEAR[1] + 1)
    far = (np.abs(steps) > limit) & ((away < NEAR[0]) | (away > NEAR[1]))
    if not far.any():
        return []
    worst = int(np.where(far, np.abs(steps), 0).argmax())
    return [flagged("jump", name, f"× {np.exp(steps[worst]):.2f}", "week", int(weeks[at[worst]]))]
