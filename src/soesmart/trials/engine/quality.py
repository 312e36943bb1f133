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
JUMP = np.log(1.7)
"""A level that changes by more between months and stays, against the same months of other years."""


def check(
    numbers: Ints, values: Floats, kind: Kind, name: str = ""
) -> list[Flag]:
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
    alive = _daily_share_alive(numbers, values, kind)
    if zero.any() and alive > 0.9:
        longest = int(lengths[zero].max())
        usual = float(np.quantile(lengths[zero], 0.9)) if zero.sum() >= 20 else 0.0
        limit = max({"minute": day, "day": 2}.get(kind, 1), 2.5 * usual if kind == "minute" else 0)
        if longest >= limit:
            first = int(starts[zero][lengths[zero].argmax()])
            found.append(_stretch("dead", numbers, first, longest, kind, name))
    moving = ~zero & (lengths > 1)
    # The same number by chance: rare where numbers are large or finely measured.
    limit = {"minute": max(day // 4, 6), "day": 6, "week": 4, "month": 4, "quarter": 4, "year": 4}[kind]
    distinct = np.unique(values).size
    if distinct < 12:
        limit *= 6
    elif distinct < 40:
        limit *= 2
    if moving.any() and int(lengths[moving].max()) >= limit:
        chosen = int(np.flatnonzero(moving)[lengths[moving].argmax()])
        found.append(_stretch("frozen", numbers, int(starts[chosen]), int(lengths[chosen]), kind, name))
    return found


def _stretch(code: str, numbers: Ints, first: int, length: int, kind: Kind, name: str) -> Flag:
    where = f"{_label(kind, numbers[first])} – {_label(kind, numbers[first + length - 1])}"
    return Flag(code, f"{name}: {length} Werte".strip(": "), blocks=True, at=where)


def _daily_share_alive(numbers: Ints, values: Floats, kind: Kind) -> float:
    """Share of days (periods) with more than nothing, among those from the first sign of life on."""
    if kind != "minute":
        return float((values > 0).mean())
    days = numbers // 1440
    _, inverse = np.unique(days, return_inverse=True)
    sums = np.bincount(inverse, weights=values)
    return float((sums > 0).mean()) + 0.1 * float((sums > 0).mean() > 0.6)


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
    best: tuple[float, int] | None = None
    steps = {}
    for at in range(width, values.size - width + 1):
        if months[at + width - 1] - months[at - width] == 2 * width - 1:
            steps[int(months[at])] = float(
                np.median(logs[at : at + width]) - np.median(logs[at - width : at])
            )
    usual = float(np.median(np.abs(list(steps.values())))) if steps else 0.0
    for month, size in steps.items():
        others = [
            steps[m]
            for m in (month - per_year, month + per_year, month - 2 * per_year, month + 2 * per_year)
            if m in steps
        ]
        free = size - float(np.median(others)) if others else size
        if but is not None and abs(month - but) <= 2:
            continue
        if (
            abs(free) > max(JUMP, 5 * usual)
            and abs(size) > JUMP * 0.6
            and (best is None or abs(free) > abs(best[0]))
        ):
            best = free, month
    if best is None:
        return []
    return [Flag("jump", f"{name}: × {np.exp(best[0]):.2f}".strip(": "), blocks=True, at=str(best[1]))]


def shares(parts: dict[str, Floats], total: Floats, labels: list[str]) -> list[Flag]:
    """Channels of one counter, period by period: does one's share of the whole break off or double?"""
    found = []
    for name, values in parts.items():
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(total > 0, values / total, np.nan)
        usual = float(np.nanmedian(share))
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
