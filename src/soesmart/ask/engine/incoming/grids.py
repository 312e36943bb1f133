# SPDX-License-Identifier: EUPL-1.2
"""Points in degrees out of columns whose coordinate system nobody wrote down.

The numbers tell the system: Swiss eastings have seven digits and begin with 2, UTM northings of Germany
begin with 5. A system that the caller names goes before every guess. Then each point must lie where its
system is used and near the others: a point 75 km away from the middle of all is a slip of the keyboard.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median
from typing import Any

Pair = tuple[float, float]
"""x (east) and y (north) as written."""
KNOWN: Mapping[int, str] = {
    4326: "Grad (WGS 84)",
    25832: "UTM 32 (ETRS89)",
    25833: "UTM 33 (ETRS89)",
    4647: "UTM 32 mit Zonennummer",
    2056: "Schweiz LV95",
    21781: "Schweiz LV03",
    31466: "Gauß-Krüger 2",
    31467: "Gauß-Krüger 3",
    3857: "Web-Mercator",
}
_RANGES: tuple[tuple[int, Callable[[float, float], bool]], ...] = (
    (4326, lambda x, y: abs(x) <= 180 and abs(y) <= 90),
    (2056, lambda x, y: 2_480_000 <= x <= 2_840_000 and 1_070_000 <= y <= 1_300_000),
    (21781, lambda x, y: 480_000 <= x <= 840_000 and 70_000 <= y <= 300_000),
    (4647, lambda x, y: 32_200_000 <= x <= 32_900_000 and 5_200_000 <= y <= 6_150_000),
    (25832, lambda x, y: 200_000 <= x <= 920_000 and 5_200_000 <= y <= 6_150_000),
    (31466, lambda x, y: 2_400_000 <= x <= 2_800_000 and 5_200_000 <= y <= 6_150_000),
    (31467, lambda x, y: 3_200_000 <= x <= 3_900_000 and 5_200_000 <= y <= 6_150_000),
    (3857, lambda x, y: abs(x) <= 20_037_509 and abs(y) <= 20_037_509),
)
_ASKED = 200
_STRAY_KM, _FAR_KM = 75.0, 100.0


@dataclass(slots=True)
class Located:
    """`points` are (lat, lon) or None, in the order given; `strays` say why one is refused."""

    points: list[Pair | None]
    strays: dict[int, str] = field(default_factory=dict)
    grid: int = 0
    notes: list[str] = field(default_factory=list)


def locate(pairs: Sequence[Pair | None], grid: int, home: Pair | None) -> Located:
    """Points in degrees. `home` is the town's (lat, lon): it settles what the numbers leave open."""
    given = [pair for pair in pairs if pair is not None and pair != (0.0, 0.0)]
    if not given:
        return Located([None] * len(pairs))
    found = Located([], grid=grid or _guessed(given))
    swapped = not grid and found.grid == 0
    if swapped:
        found.grid = _guessed([(y, x) for x, y in given])
    if found.grid == 0:
        strays = {n: _unknown(pair) for n, pair in enumerate(pairs) if pair and pair != (0.0, 0.0)}
        return Located([None] * len(pairs), strays)
    found.notes.append(
        f"Koordinaten gelesen als EPSG:{found.grid}, {KNOWN.get(found.grid, 'wie angegeben')}."
    )
    turned = [pair and ((pair[1], pair[0]) if swapped else pair) for pair in pairs]
    points = _in_degrees(turned, found.grid)
    if not grid and found.grid == 4326:
        points, swapped = _nearer(points, home, swapped)
    if swapped:
        found.notes.append("Breite und Länge stehen vertauscht in der Datei; so passt es.")
    _check(found, pairs, points, home)
    return found


def _guessed(pairs: Sequence[Pair]) -> int:
    sample = pairs[:: max(1, len(pairs) // _ASKED)]
    for grid, fits in _RANGES:
        if sum(fits(x, y) for x, y in sample) > 0.7 * len(sample):
            return grid
    return 0


def _in_degrees(pairs: Sequence[Pair | None], grid: int) -> list[Pair | None]:
    if grid == 4326:
        return [pair and (pair[1], pair[0]) for pair in pairs]
    turn = transformer(grid)
    wanted = [pair for pair in pairs if pair]
    lons, lats = turn.transform([x for x, _ in wanted], [y for _, y in wanted])
    ready = iter(zip(lats, lons, strict=True))
    return [next(ready) if pair else None for pair in pairs]


@lru_cache(maxsize=8)
def transformer(grid: int) -> Any:
    """Raises ValueError for a number that names no system of plane coordinates."""
    import pyproj  # inline: a quarter of a second that only plane coordinates need

    try:
        return pyproj.Transformer.from_crs(grid, 4326, always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise ValueError(f"EPSG:{grid} kennen wir nicht.") from error


def _nearer(points: list[Pair | None], home: Pair | None, swapped: bool) -> tuple[list[Pair | None], bool]:
    """Degrees the other way round, when only so they lie near the town."""
    real = [p for p in points if p and p != (0.0, 0.0)]
    if home is None or not real:
        return points, swapped
    middle = _middle(real)
    if kilometres(middle, home) > _FAR_KM and kilometres((middle[1], middle[0]), home) <= _FAR_KM:
        return [p and (p[1], p[0]) for p in points], not swapped
    return points, swapped


def _check(
    found: Located, pairs: Sequence[Pair | None], points: list[Pair | None], home: Pair | None
) -> None:
    real = [p for p, pair in zip(points, pairs, strict=True) if p and pair != (0.0, 0.0) and _on_earth(p)]
    middle = _expected(real, home)
    nowhere = 0
    for number, (pair, point) in enumerate(zip(pairs, points, strict=True)):
        if pair is None or point is None:
            found.points.append(None)
        elif pair == (0.0, 0.0):
            nowhere += 1
            found.points.append(None)
        elif not _on_earth(point):
            found.points.append(None)
            found.strays[number] = _unknown(pair)
        elif middle and kilometres(point, middle) > _STRAY_KM:
            far = round(kilometres(point, middle))
            found.points.append(None)
            found.strays[number] = f"Der Punkt liegt {far} km neben den anderen."
        else:
            found.points.append((round(point[0], 7), round(point[1], 7)))
    if nowhere:
        found.notes.append(f"{nowhere} Zeilen mit dem Punkt 0/0 sind ohne Punkt gelesen.")
    if middle and home and kilometres(middle, home) > _FAR_KM:
        far = round(kilometres(middle, home))
        found.notes.append(f"Die Punkte liegen rund {far} km von hier. Ist es die richtige Datei?")


def _expected(points: Sequence[Pair], home: Pair | None) -> Pair | None:
    """Where a point of this file should be near to; two points alone do not tell which of them is wrong."""
    if len(points) > 2:
        return _middle(points)
    return home if home and any(kilometres(point, home) <= _STRAY_KM for point in points) else None


def _unknown(pair: Pair) -> str:
    return f"{pair[0]:g} / {pair[1]:g} liegt in keinem Koordinatensystem, das wir kennen."


def _on_earth(point: Pair) -> bool:
    return math.isfinite(point[0]) and abs(point[0]) <= 90 and abs(point[1]) <= 180


def _middle(points: Sequence[Pair]) -> Pair:
    return median(p[0] for p in points), median(p[1] for p in points)


def kilometres(a: Pair, b: Pair) -> float:
    """Close enough for "is it near?": on a flat Earth that narrows to the north."""
    north = (a[0] - b[0]) * 111.2
    east = (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)
