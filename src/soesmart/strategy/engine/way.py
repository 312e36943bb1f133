# SPDX-License-Identifier: EUPL-1.2
"""Where a number stands on its way: reached, on the way, behind, going the wrong way – or simply not known.

The way between two points is a straight line (linear in days); before the baseline and without two points
there is none. Nothing is extrapolated, averaged or filled in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import Literal

State = Literal[
    "unmeasured", "describes", "no target", "no way", "reached", "on the way", "behind", "wrong way", "missed"
]
""""no way": there is a target, but nothing says what should be reached until then."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day: a measurement at the end of its period, a baseline, a target."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """`due_now` is what the way says for today, `due_then` for the day of the last measurement.

    `trend` compares the last two measurements: 1 better, -1 worse, 0 the same, None unknown.
    `worse_than_start`: the last measurement is worse than the baseline.
    """

    state: State
    last: Point | None
    due_then: Decimal | None
    due_now: Decimal | None
    goal: Point | None
    trend: int | None
    worse_than_start: bool
    overdue: bool
    """Nobody has measured for longer than the resolution promises."""


def due(baseline: Point | None, target: Sequence[Point], on: date, digits: int = 6) -> Decimal | None:
    """What the way says for a day; None where it says nothing. After the last point it stays there."""
    points = [*([baseline] if baseline else []), *target]
    points.sort(key=lambda point: point.on)
    if not points or on < points[0].on or (len(points) == 1 and baseline):
        return None
    if on >= points[-1].on:
        return points[-1].value if target else None
    for left, right in pairwise(points):
        if left.on <= on < right.on:
            share = Decimal((on - left.on).days) / Decimal((right.on - left.on).days)
            value = left.value + (right.value - left.value) * share
            return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN).normalize() + 0
    return None


def standing(
    baseline: Point | None,
    target: Sequence[Point],
    measured: Sequence[Point],
    direction: str,
    step_days: int,
    today: date,
) -> Standing:
    """`measured` in the order of time; `step_days` the longest pause that the resolution allows (0: any)."""
    last = measured[-1] if measured else None
    before = measured[-2] if len(measured) > 1 else None
    sign = {"up": 1, "down": -1}.get(direction, 0)
    goal = max(target, key=lambda point: point.on) if target else None
    due_now = due(baseline, target, today)
    due_then = due(baseline, target, last.on) if last else None
    trend = None if last is None or before is None or not sign else _sign((last.value - before.value) * sign)
    worse = bool(
        last and baseline and sign and last.on > baseline.on and (last.value - baseline.value) * sign < 0
    )
    overdue = bool(step_days and (last is None or today - last.on > timedelta(days=step_days)))
    state = _state(last, goal, due_then, sign, trend, worse, today)
    return Standing(state, last, due_then, due_now, goal, trend, worse, overdue)


def _state(
    last: Point | None,
    goal: Point | None,
    due_then: Decimal | None,
    sign: int,
    trend: int | None,
    worse: bool,
    today: date,
) -> State:
    if last is None:
        return "unmeasured"
    if not sign:
        return "describes"
    if goal is not None and (last.value - goal.value) * sign >= 0:
        return "reached"
    if goal is not None and today > goal.on and last.on >= goal.on:
        return "missed"
    if worse or trend == -1:
        return "wrong way"
    if goal is None:
        return "no target"
    if due_then is None:
        return "no way"
    return "on the way" if (last.value - due_then) * sign >= 0 else "behind"


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
