# SPDX-License-Identifier: EUPL-1.2
"""The picture with and without the project, as numbers for an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 16, 34


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`measured` and `without` are point lists for polylines; `start` the x of the beginning."""

    measured: str
    without: str
    start: float
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[tuple[float, float], ...]
    """(y, value)"""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def draw(labels: Sequence[str], values: Sequence[float], path: Sequence[float], start: int) -> Drawing:
    measured, without = np.asarray(values, float), np.asarray(path, float)
    steps = _steps(float(np.nanmin([measured, without])), float(np.nanmax([measured, without])))
    low, high = steps[0], steps[-1]
    xs = np.linspace(_LEFT, WIDTH - _RIGHT, measured.size)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (value - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    def line(points: np.ndarray, first: int = 0) -> str:
        return " ".join(
            f"{xs[i]:.1f},{y(float(points[i]))}" for i in range(first, points.size) if np.isfinite(points[i])
        )

    every = max(1, -(-measured.size // 6))
    ticks = tuple(
        Tick(round(float(xs[i]), 1), labels[i]) for i in range(0, measured.size - every // 2, every)
    )
    return Drawing(
        measured=line(measured),
        without=line(without, 0),
        start=round(float((xs[start] + xs[max(start - 1, 0)]) / 2), 1),
        ticks_x=ticks,
        ticks_y=tuple((y(one), one) for one in steps),
    )


def _steps(low: float, high: float) -> list[float]:
    """Round numbers from below the lowest to above the highest."""
    spread = high - low or abs(high) or 1.0
    raw = spread / 4
    size = 10 ** np.floor(np.log10(raw))
    step = float(next(m * size for m in (1, 2, 2.5, 5, 10) if m * size >= raw))
    first = np.floor(low / step) * step
    count = int(np.ceil((high - first) / step - 1e-9)) + 1
    return [float(round(first + i * step, 10)) for i in range(max(count, 2))]


@dataclass(frozen=True, slots=True)
class Band:
    """An effect with its interval over time: `line` and the polygon `band`; `zero` is the y of no effect."""

    line: str
    band: str
    zero: float
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT


def band(
    labels: Sequence[str],
    effects: Sequence[float | None],
    lower: Sequence[float | None],
    upper: Sequence[float | None],
) -> Band | None:
    """None while there is nothing to draw. Intervals of the first days run out of the picture."""
    middle, low, high = (np.array(one, dtype=float) for one in (effects, lower, upper))
    known = np.isfinite(low) & np.isfinite(high)
    if known.sum() < 2:
        return None
    first = int(known.argmax())
    settled = slice(first + (middle.size - first) // 4, None)
    reach = [float(np.nanmin(low[settled])), float(np.nanmax(high[settled])), 0.0]
    steps = _steps(min(reach), max(reach))
    xs = np.linspace(_LEFT, WIDTH - _RIGHT, middle.size)

    def y(value: float) -> float:
        inside = min(max(value, steps[0]), steps[-1])
        part = (inside - steps[0]) / (steps[-1] - steps[0])
        return round(HEIGHT - _BOTTOM - part * (HEIGHT - _TOP - _BOTTOM), 1)

    there = [i for i in range(middle.size) if known[i]]
    edge = [(i, low[i]) for i in there] + [(i, high[i]) for i in reversed(there)]
    every = max(1, -(-middle.size // 5))
    return Band(
        line=" ".join(f"{xs[i]:.1f},{y(float(middle[i]))}" for i in there),
        band=" ".join(f"{xs[i]:.1f},{y(float(value))}" for i, value in edge),
        zero=y(0.0),
        ticks_x=tuple(
            Tick(round(float(xs[i]), 1), labels[i]) for i in range(0, middle.size - every // 2, every)
        ),
        ticks_y=tuple((y(one), one) for one in steps),
    )
