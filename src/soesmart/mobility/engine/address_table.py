# SPDX-License-Identifier: EUPL-1.2
"""Streets and house numbers as a compact table: one row per street *and place*, its houses in a slice.

Pieces of a name that lie near each other are one street; the same name elsewhere is another one.
"""

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from soesmart.kernel.folding import fold
from soesmart.mobility.engine.footpaths import Ints, metres

Numbers = NDArray[np.int64]

E7 = 10_000_000
"""Coordinates are kept as OpenStreetMap keeps them: whole ten-millionths of a degree."""
NEAR, SPREAD = 300.0, 1000.0
"""Cells of so many metres that touch hold one street; houses without a street lie farther apart."""
BESIDE = 1500.0
"""Metres from a house to the street of its name, at most."""
SAME = 150.0
"""Metres: so near, the same number of the same street is the same house."""
SETTLED = 4000.0
_METRES = 111_320.0
_SIDE = 1 << 20
_LISTED = re.compile(r"[;,]")
_ABBREVIATED = re.compile(r"str\b")


@dataclass(frozen=True, slots=True)
class House:
    """`rank`: of two with the same number the lower one counts (a door before a shop)."""

    street: str
    label: str
    lat: float
    lon: float
    place: str = ""
    postcode: str = ""
    rank: int = 0


@dataclass(slots=True)
class Named:
    """What a source gives: shape points of named ways, houses, and settlements (name, lat, lon)."""

    names: dict[str, int] = field(default_factory=dict)
    name: "array[int]" = field(default_factory=lambda: array("l"))
    piece: "array[int]" = field(default_factory=lambda: array("l"))
    lat: "array[float]" = field(default_factory=lambda: array("d"))
    lon: "array[float]" = field(default_factory=lambda: array("d"))
    houses: list[House] = field(default_factory=list)
    settlements: list[tuple[str, float, float]] = field(default_factory=list)
    _pieces: int = 0

    def add_way(self, name: str, points: Sequence[tuple[float, float]]) -> None:
        number = self.names.setdefault(name, len(self.names))
        for lat, lon in points:
            self.name.append(number)
            self.piece.append(self._pieces)
            self.lat.append(lat)
            self.lon.append(lon)
        self._pieces += 1


@dataclass(frozen=True, slots=True)
class Addresses:
    """Street i: a point on it, the name of its place and its postcode ("" where unknown), and the houses
    `pointer[i]` to `pointer[i + 1]`."""

    streets: tuple[str, ...]
    places: tuple[str, ...]
    postcodes: tuple[str, ...]
    lat: NDArray[np.int32]
    lon: NDArray[np.int32]
    pointer: Ints
    labels: tuple[str, ...]
    house_lat: NDArray[np.int32]
    house_lon: NDArray[np.int32]


def street_key(name: str) -> str:
    """What is written in one or more words, with hyphens, "Str." or "Straße" becomes one word."""
    words = _ABBREVIATED.sub("strasse", fold(name)).split()
    if len(words) > 1 and words[0] == "st":
        words[0] = "sankt"
    return "".join(words)


def address_table(named: Named) -> Addresses | None:
    """None where nothing has a name."""
    houses = [
        House(h.street, label.strip(), h.lat, h.lon, h.place, h.postcode, h.rank)
        for h in named.houses
        for label in _LISTED.split(h.label)
        if label.strip() and street_key(h.street)
    ]
    names = [*named.names, *(house.street for house in houses)]
    if not names:
        return None
    keys: dict[str, int] = {}
    key_of = {name: keys.setdefault(street_key(name), len(keys)) for name in dict.fromkeys(names)}
    of_way = np.array([key_of[name] for name in named.names], np.int64)
    ways = len(named.name)
    group = np.concatenate([
        of_way[np.array(named.name, np.int64)] if ways else np.zeros(0, np.int64),
        np.array([key_of[house.street] for house in houses], np.int64),
    ])  # fmt: skip
    lat = np.concatenate([np.array(named.lat), [house.lat for house in houses]])
    lon = np.concatenate([np.array(named.lon), [house.lon for house in houses]])
    if not len(lat):
        return None
    x, y = lon * _METRES * np.cos(np.radians(float(lat.mean()))), lat * _METRES
    street = _streets(group, x, y, np.array(named.piece, np.int64))
    spelt = list(named.names)
    shown = [*(spelt[number] for number in named.name), *(house.street for house in houses)]
    return _table(street, shown, (lat, lon, x, y), ways, houses, named.settlements)


def _streets(group: Numbers, x: NDArray[np.float64], y: NDArray[np.float64], piece: Numbers) -> Numbers:
    """The street of each point, numbered without gaps."""
    from scipy.spatial import cKDTree

    ways = len(piece)
    found = _clusters(group, x, y, piece, NEAR)
    on_way = np.zeros(found.max() + 1, bool)
    on_way[found[:ways]] = True
    alone = np.flatnonzero(~on_way[found])
    if len(alone):
        apart = group * 1e7
        beside = np.full(len(alone), -1, np.int64)
        if ways:
            tree = cKDTree(np.column_stack([x[:ways], y[:ways], apart[:ways]]))
            away, nearest = tree.query(
                np.column_stack([x[alone], y[alone], apart[alone]]), distance_upper_bound=BESIDE
            )
            near = np.isfinite(away)
            beside[near] = found[nearest[near]]
        own = _clusters(group[alone], x[alone], y[alone], np.zeros(0, np.int64), SPREAD)
        found[alone] = np.where(beside >= 0, beside, found.max() + 1 + own)
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def _clusters(
    group: Numbers, x: NDArray[np.float64], y: NDArray[np.float64], piece: Numbers, side: float
) -> Numbers:
    """Points of one group whose cells touch, or that one piece joins, are one cluster."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    column = ((x - x.min()) // side).astype(np.int64) + 1
    row = ((y - y.min()) // side).astype(np.int64) + 1
    cells, cell = np.unique((group * _SIDE + row) * _SIDE + column, return_inverse=True)
    pairs = []
    for step in (1, _SIDE - 1, _SIDE, _SIDE + 1):
        at = np.minimum(np.searchsorted(cells, cells + step), len(cells) - 1)
        touching = np.flatnonzero(cells[at] == cells + step)
        pairs.append((touching, at[touching]))
    along = np.flatnonzero(piece[1:] == piece[:-1])
    pairs.append((cell[along], cell[along + 1]))
    one, other = (np.concatenate(column) for column in zip(*pairs, strict=True))
    size = len(cells)
    joined = coo_matrix((np.ones(len(one), np.int8), (one, other)), (size, size))
    found: Numbers = connected_components(joined, directed=False)[1].astype(np.int64)[cell]
    return found


def _table(
    street: Numbers,
    shown: Sequence[str],
    where: tuple[NDArray[np.float64], ...],
    ways: int,
    houses: Sequence[House],
    settlements: Sequence[tuple[str, float, float]],
) -> Addresses:
    lat, lon, x, y = where
    count = int(street.max()) + 1
    # A point on the street: of its shape points (of its houses, where it has none) the one in the middle.
    is_house = np.arange(len(street)) >= ways
    has_way = np.bincount(street[:ways], minlength=count) > 0
    counts = ~is_house | ~has_way[street]
    total = np.bincount(street, counts, count)
    middle = [np.bincount(street, axis * counts, count) / total for axis in (x, y)]
    away = np.hypot(x - middle[0][street], y - middle[1][street])
    order = np.lexsort((away, ~counts, street))
    best = order[np.searchsorted(street[order], np.arange(count))]
    names: list[Counter[str]] = [Counter() for _ in range(count)]
    for number, name, counted in zip(street.tolist(), shown, counts.tolist(), strict=True):
        if counted:
            names[number][name] += 1
    kept = _one_each(street[ways:], houses)
    pointer = np.searchsorted(np.array([number for number, _ in kept], np.int64), np.arange(count + 1))
    tell = _told(street[ways:], houses, count)
    return Addresses(
        tuple(each.most_common(1)[0][0] for each in names),
        tuple(_settled([place for place, _ in tell], lat[best], lon[best], settlements)),
        tuple(postcode for _, postcode in tell),
        _whole(lat[best]), _whole(lon[best]), pointer.astype(np.int32),
        tuple(house.label for _, house in kept),
        _whole(np.array([house.lat for _, house in kept])),
        _whole(np.array([house.lon for _, house in kept])),
    )  # fmt: skip


def _whole(degrees: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(degrees * E7).astype(np.int32)


def _one_each(street: Numbers, houses: Sequence[House]) -> list[tuple[int, House]]:
    """Houses by street; the same number twice only where the two lie apart."""
    kept: list[tuple[int, House]] = []
    same: list[House] = []
    before: tuple[int, str] = (-1, "")
    rows = zip(street.tolist(), houses, strict=True)
    for number, house in sorted(rows, key=lambda row: (row[0], row[1].label.lower(), row[1].rank)):
        if (number, house.label.lower()) != before:
            before, same = (number, house.label.lower()), []
        if any(float(metres(h.lat, h.lon, house.lat, house.lon)) < SAME for h in same):
            continue
        same.append(house)
        kept.append((number, house))
    return kept


def _told(street: Numbers, houses: Sequence[House], count: int) -> list[tuple[str, str]]:
    """Place and postcode that most houses of a street name."""
    found: list[tuple[Counter[str], Counter[str]]] = [(Counter(), Counter()) for _ in range(count)]
    for number, house in zip(street.tolist(), houses, strict=True):
        found[number][0][house.place] += bool(house.place)
        found[number][1][house.postcode] += bool(house.postcode)
    first = [tuple(max(c, key=lambda w: (c[w], w), default="") for c in each) for each in found]
    return [(place, postcode) for place, postcode in first]


def _settled(
    told: Sequence[str],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    settlements: Sequence[tuple[str, float, float]],
) -> list[str]:
    """The told place, else the settlement nearest to the street."""
    if not settlements:
        return list(told)
    spots = np.array([(b, a) for _name, b, a in settlements])
    found = []
    for place, here_lat, here_lon in zip(told, lat.tolist(), lon.tolist(), strict=True):
        away = metres(spots[:, 0], spots[:, 1], here_lat, here_lon)
        nearest = int(away.argmin())
        found.append(place or (settlements[nearest][0] if away[nearest] <= SETTLED else ""))
    return found
