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
