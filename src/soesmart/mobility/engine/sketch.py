# SPDX-License-Identifier: EUPL-1.2
"""A line drawn through stops: travel times proposed from the way, and the row that `extras` reads."""

import csv
import itertools
import math
from collections.abc import Sequence
from io import StringIO

import numpy as np

from soesmart.mobility.engine.extras import DAYS
from soesmart.mobility.engine.footpaths import metres

Place = tuple[float, float]
"""Latitude, longitude."""


def proposed(one: Place, other: Place, kmh: float, detour: float) -> int:
    """Minutes from one stop to the next: straight line × detour at this speed, stops included; at least 1.

    `line-drawing.js` shows the same number while people draw.
    """
    ends = np.array([*one, *other])[:, None]
    way = float(metres(*ends)[0]) * detour
    return max(1, math.floor(way / (kmh * 1000 / 60) + 0.5))


REST = 5
"""Minutes a bus stands at the end before it goes back."""


def way_back(
    span: tuple[str, str, int | None], ways: Sequence[int], leave: str = ""
) -> tuple[tuple[str, str, int | None], list[int]]:
    """Span and ways of the line in the other direction: the same ways, as often.

    `leave`: when it first leaves the far end; empty: when the first ride is there and has rested. More than
    half a day before the first ride means after midnight.
    """
    first, last, every = span
    begin = _minute(first)
    start = _minute(leave) if leave else begin + sum(ways) + REST
    start += _DAY if leave and start < begin - _DAY // 2 else 0
    until = (_minute(last) - begin) % _DAY if last and every else 0
    return (clock(start), clock(start + until) if until else "", every), list(reversed(ways))


_DAY = 24 * 60


def _minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def clock(minute: int) -> str:
    """Hours go on after midnight: 24:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def row(
    line: str,
    days: Sequence[int],
    span: tuple[str, str, int | None],
    names: Sequence[str],
    ways: Sequence[int],
) -> str:
    """`span`: first and last departure, interval; `ways`: minutes of each hop."""
    first, last, every = span
    when = f"{first}-{last} alle {every} min" if every and last else first
    calls = (f"{name} +{at}" for name, at in zip(names, (0, *itertools.accumulate(ways)), strict=True))
    out = StringIO()
    cells = [line, " ".join(DAYS[day] for day in days), when, *calls]
    csv.writer(out, delimiter=";", lineterminator="").writerow(cells)
    return out.getvalue()
