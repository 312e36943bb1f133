# SPDX-License-Identifier: EUPL-1.2
"""A line of measured numbers as SVG: gaps stay open, the way to the target is dashed, bounds are bars.

Only classes, no colours: the page's style gives them. The picture holds numbers alone; the caller writes
headline, description and table.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

WIDTH, HEIGHT = 480, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 24, 22, 34


@dataclass(frozen=True, slots=True)
class Mark:
    """One measurement, drawn at the middle of its period."""

    start: date
    end: date
    value: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def at(self) -> float:
        return (self.start.toordinal() + self.end.toordinal()) / 2


@dataclass(frozen=True, slots=True)
class Drawing:
    marks: tuple[Mark, ...]
    way: tuple[tuple[date, Decimal], ...] = ()
    today: date | None = None
    step_days: int = 0
    """A pause longer than one and a half steps is a gap: no line is drawn across it. 0: never a gap."""


def svg(drawing: Drawing, label: str, told: Callable[[Decimal], str]) -> str:
    """The picture; "" without anything to draw. `told` writes a number in the language of the page."""
    if not drawing.marks:
        return ""
    scale = _Scale(drawing)
    parts = [
        f'<svg class="way-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        *_axes(scale, told),
    ]
    if drawing.way:
        points = " ".join(f"{scale.x(on.toordinal()):.1f},{scale.y(value):.1f}" for on, value in drawing.way)
        parts.append(f'<polyline class="way-chart__way" points="{points}"/>')
        on, value = drawing.way[-1]
        parts.append(_diamond(scale.x(on.toordinal()), scale.y(value)))
    if drawing.today and scale.first <= drawing.today.toordinal() <= scale.last:
        x = scale.x(drawing.today.toordinal())
        parts.append(
            f'<line class="way-chart__today" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{HEIGHT - _BOTTOM}"/>'
        )
    parts += _bounds(drawing, scale)
    for run in runs(drawing):
        if len(run) > 1:
            points = " ".join(f"{scale.x(mark.at):.1f},{scale.y(mark.value):.1f}" for mark in run)
            parts.append(f'<polyline class="way-chart__line" points="{points}"/>')
    radius = "4" if len(drawing.marks) <= 40 else "1.5"
    for mark in drawing.marks:
        x, y = scale.x(mark.at), scale.y(mark.value)
        parts.append(f'<circle class="way-chart__dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>')
    parts.append("</svg>")
    return "".join(parts)


def runs(drawing: Drawing) -> Iterator[list[Mark]]:
    """Neighbours without a gap between them."""
    run: list[Mark] = []
    for mark in drawing.marks:
        pause = (mark.start - run[-1].end).days if run else 0
        if run and drawing.step_days and pause > 1.5 * drawing.step_days:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


class _Scale:
    def __init__(self, drawing: Drawing) -> None:
        days = [m.at for m in drawing.marks] + [float(on.toordinal()) for on, _ in drawing.way]
        values = [float(v) for m in drawing.marks for v in (m.value, m.lower, m.upper) if v is not None]
        values += [float(value) for _, value in drawing.way]
        self.first, self.last = min(days), max(days)
        if self.last - self.first < 1:
            self.first, self.last = self.first - 183, self.last + 183
        low, high = min(values), max(values)
        if low > 0 and low < 0.6 * high:
            low = 0.0  # near enough to zero: then the picture shall not exaggerate
        if high < 0 and high > 0.6 * low:
            high = 0.0
        self.ticks = _ticks(low, high)
        self.low, self.high = self.ticks[0], self.ticks[-1]

    def x(self, day: float) -> float:
        return _LEFT + (day - self.first) / (self.last - self.first) * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers that hold everything."""
    if high - low < 1e-12:
        pad = abs(high) * 0.1 or 1.0
        low, high = (0.0, high + pad) if high > 0 else (low - pad, high + pad)
    raw = (high - low) / 4
    power = 10 ** math.floor(math.log10(raw))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _axes(scale: _Scale, told: Callable[[Decimal], str]) -> Iterator[str]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield f'<line class="way-chart__grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        text = escape(told(Decimal(repr(tick)).normalize() + 0))
        yield f'<text class="way-chart__text" x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{text}</text>'
    for year in _years(scale):
        x = scale.x(date(year, 7, 1).toordinal())
        yield f'<text class="way-chart__text" x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{year}</text>'


def _years(scale: _Scale) -> Sequence[int]:
    first, last = (date.fromordinal(int(day)).year for day in (scale.first, scale.last))
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if (last - first) / size <= 5)
    return [
        year
        for year in range(first, last + 1)
        if (year - last) % step == 0 and scale.first - 200 <= date(year, 7, 1).toordinal() <= scale.last + 30
    ]


def _bounds(drawing: Drawing, scale: _Scale) -> Iterator[str]:
    for mark in drawing.marks:
        if mark.lower is not None or mark.upper is not None:
            low = scale.y(mark.value if mark.lower is None else mark.lower)
            high = scale.y(mark.value if mark.upper is None else mark.upper)
            x = f"{scale.x(mark.at):.1f}"
            yield f'<line class="way-chart__bounds" x1="{x}" x2="{x}" y1="{low:.1f}" y2="{high:.1f}"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path class="way-chart__goal" d="M{x:.1f} {y - 7:.1f}l7 7-7 7-7-7z"/>'
