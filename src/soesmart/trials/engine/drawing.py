# SPDX-License-Identifier: EUPL-1.2
"""The pictures of a result, as numbers for an SVG: with and without the project, and an effect over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 720, 310
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 16, 44


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What both pictures stand in. `ticks_y`: (y, value)."""

    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class Drawing:
    """`measured` and `without` are point lists for polylines; `start` the x of the beginning."""

    measured: str
    without: str
    start: float
    frame: Frame


@dataclass(frozen=True, slots=True)
class Band:
    """An effect with its interval over time: `line` and the polygon `band`; `zero` is the y of no effect."""

    line: str
    band: str
    zero: float
    frame: Frame


class _Paper:
    """Where values come to stand: round numbers from below `low` to above `high`; the rest is cut off."""

    def __init__(self, labels: Sequence[str], low: float, high: float, ticks: int) -> None:
        self.xs = np.linspace(_LEFT, WIDTH - _RIGHT, len(labels))
        self.steps = _steps(low, high)
        every = max(1, -(-len(labels) // ticks))
        marked = range(0, len(labels) - every // 2, every)
        self.frame = Frame(
            tuple(Tick(round(float(self.xs[i]), 1), labels[i]) for i in marked),
            tuple((self.y(one), one) for one in self.steps),
        )

    def y(self, value: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        part = (min(max(value, low), high) - low) / (high - low)
        return round(HEIGHT - _BOTTOM - part * (HEIGHT - _TOP - _BOTTOM), 1)

    def line(self, points: Iterable[tuple[int, float]]) -> str:
        return " ".join(f"{self.xs[i]:.1f},{self.y(value)}" for i, value in points if np.isfinite(value))


def draw(labels: Sequence[str], values: Sequence[float], path: Sequence[float], start: int) -> Drawing:
    both = np.array([values, path], dtype=float)
    paper = _Paper(labels, float(np.nanmin(both)), float(np.nanmax(both)), ticks=6)
    begins = (paper.xs[start] + paper.xs[max(start - 1, 0)]) / 2
    measured, without = (paper.line(enumerate(one.tolist())) for one in both)
    return Drawing(measured, without, round(float(begins), 1), paper.frame)


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
    paper = _Paper(labels, min(reach), max(reach), ticks=5)
    there = np.flatnonzero(known).tolist()
    edge = [*((i, low[i]) for i in there), *((i, high[i]) for i in reversed(there))]
    return Band(paper.line((i, middle[i]) for i in there), paper.line(edge), paper.y(0.0), paper.frame)


def _steps(low: float, high: float) -> list[float]:
    """Round numbers from below the lowest to above the highest."""
    spread = high - low or abs(high) or 1.0
    raw = spread / 4
    size = 10 ** np.floor(np.log10(raw))
    step = float(next(m * size for m in (1, 2, 2.5, 5, 10) if m * size >= raw))
    first = np.floor(low / step) * step
    count = int(np.ceil((high - first) / step - 1e-9)) + 1
    return [float(round(first + i * step, 10)) for i in range(max(count, 2))]
