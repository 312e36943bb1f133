# SPDX-License-Identifier: EUPL-1.2
"""A small map of points: where each lies in a picture, and which names fit beside them.

Plate carrée with the middle latitude's true width: at the size of a town the error is below a pixel.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

WIDTH = 360.0
_MARGIN = 34.0
_LETTER, _LINE = 7.4, 16.0


@dataclass(frozen=True, slots=True)
class Point:
    key: str
    name: str
    lat: float
    lon: float
    rank: int
    """Lower ranks get their name first."""


@dataclass(frozen=True, slots=True)
class Dot:
    """`label_x`, `label_y`, `anchor` say where the name stands; no anchor: no room for it."""

    key: str
    name: str
    x: float
    y: float
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    dots: tuple[Dot, ...]


Box = tuple[float, float, float, float]


def draw(points: Iterable[Point]) -> Drawing | None:
    """None with fewer than two points: a map of one dot says nothing."""
    listed = sorted(points, key=lambda point: (point.rank, point.key))
    if len(listed) < 2:
        return None
    west, east = min(p.lon for p in listed), max(p.lon for p in listed)
    south, north = min(p.lat for p in listed), max(p.lat for p in listed)
    shrink = cos(radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (WIDTH - 2 * _MARGIN) / high)
    left = (WIDTH - wide * scale) / 2
    height = high * scale + 2 * _MARGIN
    placed = [
        (p, round(left + (p.lon - west) * shrink * scale, 1), round(_MARGIN + (north - p.lat) * scale, 1))
        for p in listed
    ]
    return Drawing(WIDTH, round(height, 1), tuple(_with_labels(placed, height)))


def _with_labels(placed: Sequence[tuple[Point, float, float]], height: float) -> Iterable[Dot]:
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for _point, x, y in placed]
    for point, x, y in placed:
        length = len(point.name) * _LETTER
        dot = Dot(point.key, point.name, x, y)
        for anchor, label_x, label_y in (
            ("start", x + 9, y + 5),
            ("end", x - 9, y + 5),
            ("middle", x, y - 10),
            ("middle", x, y + 20),
        ):
            start = {"start": label_x, "end": label_x - length, "middle": label_x - length / 2}[anchor]
            box = (start, label_y - _LINE + 4, start + length, label_y + 4)
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= height
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                dot = Dot(point.key, point.name, x, y, round(label_x, 1), round(label_y, 1), anchor)
                break
        yield dot


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
