# SPDX-License-Identifier: EUPL-1.2
"""On foot between places: whole minutes, rounded up; by straight lines where no streets are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.feed import Transfer

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
_EARTH = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Walking:
    """Settings that every answer shows. `detour`: way by streets over the straight line."""

    kmh: float = 4.5
    detour: float = 1.3
    most_minutes: int = 15
    change_minutes: int = 2

    @property
    def metres_a_minute(self) -> float:
        return self.kmh * 1000 / 60


@dataclass(frozen=True, slots=True)
class Ways:
    """From every row's place to its neighbours: those of row i are `pointer[i]` to `pointer[i + 1]`.

    `minutes`: until one is there.
    """

    pointer: Ints
    target: Ints
    minutes: Ints

    def of(self, row: int) -> tuple[Ints, Ints]:
        part = slice(int(self.pointer[row]), int(self.pointer[row + 1]))
        return self.target[part], self.minutes[part]

    def turned(self, columns: int) -> "Ways":
        """The same ways, listed by where they lead."""
        rows = np.repeat(np.arange(len(self.pointer) - 1, dtype=np.int32), np.diff(self.pointer))
        return gathered(columns, self.target, rows, self.minutes)


def gathered(rows: int, row: Ints, target: Ints, minutes: Ints) -> Ways:
    """Ways from loose triples; of several between the same places the shortest."""
    order = np.lexsort((minutes, target, row))
    row, target, minutes = row[order], target[order], minutes[order]
    first = np.ones(len(row), np.bool_)
    first[1:] = (row[1:] != row[:-1]) | (target[1:] != target[:-1])
    pointer = np.concatenate(([0], np.cumsum(np.bincount(row[first], minlength=rows)))).astype(np.int32)
    return Ways(pointer, target[first].astype(np.int32), minutes[first].astype(np.int32))


def metres(lat1: Floats | float, lon1: Floats | float, lat2: Floats | float, lon2: Floats | float) -> Floats:
    """Great-circle distance (haversine), accurate to 0.5 %; of single points an array without dimension."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2
    half = half + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(np.asarray(lon2) - lon1) / 2) ** 2
    found: Floats = np.asarray(2 * _EARTH * np.arcsin(np.sqrt(half)))
    return found


def straight_ways(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats, walking: Walking) -> Ways:
    """Straight line × detour from each of the first places to every second one within the longest walk."""
    from scipy.spatial import cKDTree

    good1, good2 = np.flatnonzero(~np.isnan(lat1)), np.flatnonzero(~np.isnan(lat2))
    none = np.zeros(0, np.int32)
    if not len(good1) or not len(good2):
        return gathered(len(lat1), none, none, none)
    reach = walking.most_minutes * walking.metres_a_minute / walking.detour
    near = cKDTree(_ball(lat2[good2], lon2[good2])).query_ball_point(_ball(lat1[good1], lon1[good1]), reach)
    row = np.repeat(good1, [len(found) for found in near]).astype(np.int32)
    target = good2[np.concatenate([np.array(found, np.int64) for found in near])].astype(np.int32)
    way = metres(lat1[row], lon1[row], lat2[target], lon2[target]) * walking.detour
    minutes = np.ceil(np.round(way / walking.metres_a_minute, 6)).astype(np.int32)
    fits = minutes <= walking.most_minutes
    return gathered(len(lat1), row[fits], target[fits], minutes[fits])


def _ball(lat: Floats, lon: Floats) -> Floats:
    phi, lam = np.radians(lat), np.radians(lon)
    return _EARTH * np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


@dataclass(frozen=True, slots=True)
class Footpaths:
    """Between stops. `walk`: until one is there. `ready`: until one may board there, change time included."""

    walk: Ways
    ready: Ways


def footpaths(walk: Ways, stops: Ints, walking: Walking, rules: Sequence[Transfer] = ()) -> Footpaths:
    """Ways between used stops with the change time; the feed's own rules replace it (never its ways).

    `walk`: ways between used stops; `stops`: their places in the feed, which the rules speak of.
    """
    size = len(stops)
    row = np.repeat(np.arange(size, dtype=np.int32), np.diff(walk.pointer))
    same = np.arange(size, dtype=np.int32)
    full = gathered(
        size,
        np.concatenate([row, same]),
        np.concatenate([walk.target, same]),
        np.concatenate([walk.minutes, np.zeros(size, np.int32)]),
    )
    ready = {
        (int(a), int(b)): int(minutes) + walking.change_minutes
        for a, b, minutes in zip(
            np.repeat(same, np.diff(full.pointer)), full.target, full.minutes, strict=True
        )
    }
    number = {int(stop): at for at, stop in enumerate(stops)}
    for rule in rules:
        pair = number.get(rule.origin), number.get(rule.target)
        if pair[0] is None or pair[1] is None:
            continue
        if rule.minutes is None:
            ready.pop((pair[0], pair[1]), None)
        else:
            ready[pair[0], pair[1]] = rule.minutes
    keys = np.array(list(ready), np.int32).reshape(-1, 2)
    values = np.fromiter(ready.values(), np.int32, len(ready))
    return Footpaths(full, gathered(size, keys[:, 0], keys[:, 1], values))
