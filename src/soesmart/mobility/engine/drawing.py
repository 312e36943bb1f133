# SPDX-License-Identifier: EUPL-1.2
"""A drawn map of places: dots in a picture of fixed width, lettered where there is room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, MARGIN = 400.0, 46.0


@dataclass(frozen=True, slots=True)
class Spot:
    lat: float
    lon: float
    name: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    name: str
    state: str
    note: str
    lettered: bool
    end: bool
    """The name stands to the left."""


@dataclass(frozen=True, slots=True)
class Map:
    height: int
    dots: tuple[Dot, ...]


def drawn(spots: Sequence[Spot]) -> Map | None:
    """Those first in the list get their names first. None without two places."""
    if len(spots) < 2:
        return None
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    south, north = min(s.lat for s in spots), max(s.lat for s in spots)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * shrink, (north - south), 1e-6)
    left = (WIDTH - (east - west) * shrink * scale) / 2
    height = (north - south) * scale + 2 * MARGIN
    dots: list[Dot] = []
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        x, y = left + (spot.lon - west) * shrink * scale, MARGIN + (north - spot.lat) * scale
        wide, end = 8.3 * len(spot.name), x > WIDTH * 0.6
        box = (x - wide - 10, y - 9, x - 8, y + 9) if end else (x + 8, y - 9, x + 10 + wide, y + 9)
        free = (
            bool(spot.name)
            and box[0] >= 0
            and box[2] <= WIDTH
            and not any(_meet(box, other) for other in taken)
        )
        taken.append((x - 7, y - 7, x + 7, y + 7))
        if free:
            taken.append(box)
        dots.append(Dot(round(x, 1), round(y, 1), spot.name, spot.state, spot.note, free, end))
    return Map(math.ceil(height), tuple(dots))


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
