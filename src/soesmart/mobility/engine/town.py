# SPDX-License-Identifier: EUPL-1.2
"""A feed, its streets, its walking settings and the town's own truth, asked together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.addresses import AddressBook
from soesmart.mobility.engine.feed import Feed
from soesmart.mobility.engine.footpaths import (
    Footpaths,
    Ints,
    Walking,
    Ways,
    footpaths,
    gathered,
    straight_ways,
)
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.network import Network, network
from soesmart.mobility.engine.seated import seated
from soesmart.mobility.engine.streets import PROFILES, Graph, Snapped, finder, snap, street_ways, turned
from soesmart.mobility.engine.timetable import Timetable, timetable
from soesmart.mobility.engine.truth import Rule, corrected, moved
from soesmart.mobility.engine.week import Week

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Point:
    """A place asked from or to."""

    lat: float
    lon: float
    name: str = ""
    kind: str = ""
    """What it is: "place", "stop", "address", "street", "coordinates"; "" where nobody typed it."""
    note: str = ""
    """How it was understood, where that is worth saying."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How somebody travels. `phone`: also by rides that must be called for."""

    profile: str = "walk"
    phone: bool = True


class Kept:
    """What was computed once; begins anew when it holds too much."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[object, object] = {}

    def of(self, key: object, make: Callable[[], Made]) -> Made:
        held = self._held  # another thread may begin anew meanwhile
        if key not in held:
            made = make()
            if len(held) >= self._most:
                self._held = held = {}
            held[key] = made
        return held[key]  # type: ignore[return-value]


@dataclass(slots=True)
class Town:
    """`streets`: one graph per profile, none without an extract. What was computed once is kept."""

    feed: Feed
    streets: Mapping[str, Graph]
    walking: Walking = field(default_factory=Walking)
    rules: Sequence[Rule] = ()
    farthest: int = 25
    """Minutes on foot at most to the first stop and from the last."""
    addresses: AddressBook | None = None
    """None where no extract was taken in, or one by an older version."""
    _kept: "Kept" = field(default_factory=lambda: Kept(60), repr=False)
    """Networks, streets: dear and few."""
    _near: "Kept" = field(default_factory=lambda: Kept(600), repr=False)
    """Ways on foot from single places: many and small."""

    def __post_init__(self) -> None:
        self.feed = moved(self.feed, self.rules)

    def week(self, day: date) -> Week:
        return Week.of(day, self.feed.zone)

    def runs_on(self, day: date) -> bool:
        """Whether the feed covers the day."""
        return bool(self.feed.since and self.feed.until and self.feed.since <= day <= self.feed.until)

    def times(self, week: Week) -> Timetable:
        return self._once(
            ("times", week),
            lambda: seated(corrected(timetable(self.feed, week), self.feed, self.rules), self.feed),
        )

    def network(self, week: Week, mode: Mode, prune: bool | None = False) -> Network:
        def make() -> Network:
            times = self.open_to(week, mode)
            return network(times, self.feet(times.stops, mode.profile), prune)

        return self._once(("net", week, mode, prune), make)

    def open_to(self, week: Week, mode: Mode) -> Timetable:
        """The rides that somebody who travels like this may take."""
        times = self.times(week)
        if not mode.phone:
            times = times.only(~times.run_phone)
        if mode.profile == "wheelchair":
            times = times.only(times.run_wheelchair != 2)
            closed = self.feed.stops.wheelchair[times.stops] == 2
            board = times.board & ~closed[times.origin]
            times = replace(times, board=board, alight=times.alight & ~closed[times.target])
        return times

    def following(self, week: Week, mode: Mode) -> Ints:
        return self._once(("following", week, mode), lambda: self.network(week, mode).next_hops())

    def feet(self, stops: Ints, profile: str) -> Footpaths:
        lat, lon = self.feed.stops.lat[stops], self.feed.stops.lon[stops]
        limits = self._walking(profile)
        key = ("feet", profile)

        def make() -> Footpaths:
            ways = self.ways(lat, lon, lat, lon, profile, limits.most_minutes)
            return footpaths(ways, stops, limits, self.feed.transfers)

        return self._once(key, make)

    def _walking(self, profile: str) -> Walking:
        speed = PROFILES[profile] * self.walking.kmh / PROFILES["walk"]
        return replace(self.walking, kmh=speed)

    def ways(
        self,
        lat1: NDArray[np.float64],
        lon1: NDArray[np.float64],
        lat2: NDArray[np.float64],
        lon2: NDArray[np.float64],
        profile: str,
        most: int,
        *,
        towards: bool = False,
    ) -> Ways:
        """By streets where both ends lie on them, by straight line × detour elsewhere.

        `towards`: from the second places to the first ones, listed by the first.
        """
        limits = replace(self._walking(profile), most_minutes=most)
        graph = self._turned(profile) if towards else self.streets.get(profile)
        if graph is None or not graph.nodes:
            return straight_ways(lat1, lon1, lat2, lon2, limits)
        one, other = self._snap(profile, lat1, lon1), self._snap(profile, lat2, lon2)
        pace = PROFILES[profile] / limits.kmh
        found = street_ways(graph, one, other, int(most / pace))
        minutes = np.ceil(found.minutes * pace).astype(np.int32)
        off = np.flatnonzero(one.point < 0), np.flatnonzero(other.point < 0)
        if not len(off[0]) and not len(off[1]):
            return Ways(found.pointer, found.target, minutes)
        rows = np.repeat(np.arange(len(lat1), dtype=np.int32), np.diff(found.pointer))
        columns = [(rows, found.target, minutes)]
        for side, own in enumerate(off):
            if side == 0:
                straight = straight_ways(lat1[own], lon1[own], lat2, lon2, limits)
            else:
                straight = straight_ways(lat1, lon1, lat2[own], lon2[own], limits)
            row = np.repeat(np.arange(len(straight.pointer) - 1, dtype=np.int32), np.diff(straight.pointer))
            pair = (own[row], straight.target) if side == 0 else (row, own[straight.target])
            columns.append((*pair, straight.minutes))
        return gathered(len(lat1), *(np.concatenate(part) for part in zip(*columns, strict=True)))

    def _turned(self, profile: str) -> Graph | None:
        streets = self.streets.get(profile)
        return None if streets is None else self._once(("turned", profile), lambda: turned(streets))

    def _snap(self, profile: str, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> Snapped:
        def make() -> Snapped:
            streets = self.streets[profile]
            by = self._once(("finder", profile), lambda: finder(streets))
            return snap(streets, lat, lon, PROFILES[profile], by=by)

        return self._once(("snap", profile, lat.tobytes(), lon.tobytes()), make) if len(lat) > 1 else make()

    def by_streets(self, point: Point, profile: str) -> bool:
        """Whether ways from and to this place follow streets."""
        if profile not in self.streets:
            return False
        return bool(self._snap(profile, np.array([point.lat]), np.array([point.lon])).point[0] >= 0)

    def access(self, point: Point, stops: Ints, profile: str, *, towards: bool = False) -> Access:
        """Stops near a place; `towards`: minutes from them to the place."""

        def make() -> Access:
            here = np.array([point.lat]), np.array([point.lon])
            there = self.feed.stops.lat[stops], self.feed.stops.lon[stops]
            return Access(*self.ways(*here, *there, profile, self.farthest, towards=towards).of(0))

        return self._near.of((point.lat, point.lon, len(stops), profile, towards), make)

    def on_foot(self, origin: Point, target: Point, profile: str, most: int = 120) -> int | None:
        """Minutes of the whole way without a ride; None if longer than `most`."""

        def make() -> int | None:
            here, there = ((np.array([one.lat]), np.array([one.lon])) for one in (origin, target))
            minutes = self.ways(*here, *there, profile, most).of(0)[1]
            return int(minutes[0]) if len(minutes) else None

        return self._near.of((origin.lat, origin.lon, target.lat, target.lon, profile, most), make)

    def _once(self, key: object, make: Callable[[], Made]) -> Made:
        return self._kept.of(key, make)
