# SPDX-License-Identifier: EUPL-1.2
"""Marks of figures that nobody measured: copied, scaled, filled in, cut off, or codes for "no value".

Each mark is one that honest figures do not bear by chance: the chance is reckoned, or kept far away.
"""

import numpy as np

from soesmart.trials.engine import periods
from soesmart.trials.engine.periods import Kind, Period
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.types import Flag

CHANCE = 1e-5
"""What an honest series of this length would show this seldom is called a fault."""
CODES = (255.0, 999.0, 4095.0, 9999.0, 32767.0, 65535.0, 99999.0, 999999.0)
"""What devices and spreadsheets write for "no value", or when a register is full."""
DIVISORS = (2, 3, 5, 10, 100)
ALIKE = {"day": 7, "week": 6, "month": 6}
"""So many figures in a row that stood in the same order before are no chance."""
LINE = {"minute": 16, "day": 10, "week": 10, "month": 8}
BUSY = 20.0
"""Counts around which chance alone makes ups and downs."""


def marks(numbers: np.ndarray, values: Floats, kind: Kind, step: int, name: str) -> list[Flag]:
    """`numbers`: rising; `step`: their usual distance."""
    whole = bool((values == np.round(values)).mean() > 0.99)
    found = (
        _copied_days(numbers, values, step, name)
        if kind == "minute"
        else _copied(numbers, values, kind, name)
    )
    found += _lines(numbers, values, kind, name, whole)
    found += _codes(numbers, values, kind, name)
    found += _readings(numbers, values, kind, step, name)
    if whole:
        found += _multiples(numbers, values, kind, name)
        found += _cut_off(values, name)
    return found


def flagged(code: str, name: str, told: str, kind: Kind, first: int, last: int | None = None) -> Flag:
    """A flag that blocks, with where it begins and ends."""
    where = periods.label(Period(kind, int(first)))
    if last is not None and last != first:
        where += f" – {periods.label(Period(kind, int(last)))}"
    return Flag(code, f"{name}: {told}".strip(": "), blocks=True, at=where)


def _copied_days(numbers: np.ndarray, values: Floats, step: int, name: str) -> list[Flag]:
    """A day that repeats an earlier one, value by value: somebody filled a gap, or the feed hangs."""
    each = 1440 // max(step, 1)
    days, first, present = np.unique(numbers // 1440, return_index=True, return_counts=True)
    seen: dict[bytes, int] = {}
    twins = []
    for at in np.flatnonzero(present == each) if each >= 12 else ():
        one = values[first[at] : first[at] + each]
        if (one > 0).sum() < each // 4 or np.unique(one).size < 6:
            continue
        earlier = seen.setdefault(one.tobytes(), int(days[at]))
        if earlier != days[at]:
            twins.append((earlier, int(days[at])))
    if not twins:
        return []
    told = f"{len(twins)} × wie am {periods.label(Period('day', twins[0][0]))}"
    return [flagged("copied", name, told, "day", twins[0][1], twins[-1][1])]


def _copied(numbers: np.ndarray, values: Floats, kind: Kind, name: str) -> list[Flag]:
    """As above, for figures of days, weeks and months: a stretch that stood there before."""
    width = ALIKE.get(kind, 0)
    if not width or values.size < 2 * width or np.unique(values).size < 40 * (kind == "day") + 10:
        return []
    seen: dict[bytes, int] = {}
    for at in range(values.size - width + 1):
        one = values[at : at + width]
        if numbers[at + width - 1] - numbers[at] != width - 1 or np.unique(one).size < width - 2:
            continue
        earlier = seen.setdefault(one.tobytes(), at)
        if at - earlier >= width:
            told = f"wie ab {periods.label(Period(kind, int(numbers[earlier])))}"
            return [flagged("copied", name, told, kind, numbers[at], numbers[at + width - 1])]
    return []


def _multiples(numbers: np.ndarray, values: Floats, kind: Kind, name: str) -> list[Flag]:
    """A time in which every count can be divided by two (three, ten …): counted twice, or rounded."""
    there = np.flatnonzero(values > 0)
    if there.size < 30:
        return []
    own = values[there]
    for divisor in reversed(DIVISORS):
        fits = own % divisor == 0
        first, length = longest(fits)
        rest = np.delete(fits, slice(first, first + length))
        if length < 12 or rest.size < 30:
            continue
        usual = max(float(rest.mean()), 1 / divisor)
        inside = own[first : first + length]
        if usual < 0.9 and np.unique(inside).size > 3 and length * np.log(usual) < np.log(CHANCE / own.size):
            last = there[first + length - 1]
            told = f"{length} Werte sind durch {divisor} teilbar"
            return [flagged("multiples", name, told, kind, numbers[there[first]], numbers[last])]
    return []


def longest(true: np.ndarray) -> tuple[int, int]:
    """(start, length) of the longest stretch of True."""
    padded = np.concatenate([[False], true, [False]]).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(padded) == 1), np.flatnonzero(np.diff(padded) == -1)
    if not starts.size:
        return 0, 0
    at = int((ends - starts).argmax())
    return int(starts[at]), int(ends[at] - starts[at])


def _lines(numbers: np.ndarray, values: Floats, kind: Kind, name: str, whole: bool) -> list[Flag]:
    """A straight line from value to value: a gap was filled by calculation."""
    width = LINE.get(kind, 0)
    if not width or values.size < 3 * width:
        return []
    windows = np.lib.stride_tricks.sliding_window_view(values, width)
    x = np.arange(width) - (width - 1) / 2
    slopes = windows @ x / (x @ x)
    rest = (windows**2).sum(1) - width * windows.mean(1) ** 2 - slopes**2 * (x @ x)
    size = windows.mean(1)
    close = 0.2 * width if whole else 1e-10 * np.maximum(size, 1e-9) ** 2 * width
    straight = (rest <= close) & (np.ptp(windows, axis=1) > 0) & (size >= (BUSY if whole else 0))
    straight &= (numbers[width - 1 :] - numbers[: 1 - width]) < 2 * width * np.median(np.diff(numbers))
    if not straight.any() or straight.mean() > 0.2:
        return []
    first, length = longest(straight)
    rare = np.delete(straight, slice(first, first + length))
    if rare.size and rare.mean() > 0.02 and length < 3 * width:
        return []  # It is smooth by nature.
    told = f"{length + width - 1} Werte auf einer Linie"
    return [flagged("filled", name, told, kind, numbers[first], numbers[first + length + width - 2])]


def _codes(numbers: np.ndarray, values: Floats, kind: Kind, name: str) -> list[Flag]:
    """Codes of devices that stand far above everything that was measured."""
    top = float(values.max())
    if top not in CODES or (values == top).sum() < 2:
        return []
    others = values[values != top]
    if others.size < 20 or top < 1.5 * float(others.max()):
        return []
    at = np.flatnonzero(values == top)
    return [flagged("code", name, f"{at.size} × {top:g}", kind, numbers[at[0]], numbers[at[-1]])]


def _readings(numbers: np.ndarray, values: Floats, kind: Kind, step: int, name: str) -> list[Flag]:
    """A meter's reading instead of what came in between: it only ever grows. Real days go down too."""
    if kind not in ("minute", "day"):
        return []
    grows = np.diff(values) >= 0
    first, length = longest(grows)
    least = 1440 * 3 // 2 // max(step, 1) if kind == "minute" else 14
    risen = values[first + length] - values[first]
    if length < max(least, 12) or np.unique(values[first : first + length + 1]).size < max(8, length // 4):
        return []
    if risen < 2 * float(np.abs(np.diff(values)).mean()):
        return []
    return [
        flagged("reading", name, f"{length} Werte in Folge", kind, numbers[first], numbers[first + length])
    ]


def _cut_off(values: Floats, name: str) -> list[Flag]:
    """The highest count comes again and again, those just below hardly ever: a register that is full."""
    top = float(values.max())
    often = int((values == top).sum())
    below = max(int((values == top - k).sum()) for k in range(1, 11))
    if values.size < 200 or top < BUSY or top == 100 or often < max(10, 5 * below):
        return []
    frozen = longest(values == top)[1]
    if frozen > often / 2:
        return []  # One stretch: a hanging device, which is told otherwise.
    return [Flag("cut_off", f"{name}: {often} × {top:g}".strip(": "), blocks=True)]
