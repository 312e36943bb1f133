# SPDX-License-Identifier: EUPL-1.2
"""A feed, its streets, its walking settings and the town's own truth, asked together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

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
from soesmart.mobility.engine.streets import PROFILES, Graph, Snapped, snap, street_ways
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


@dataclass(frozen=True, slots=True)
class Mode:
    """How somebody travels. `phone`: also by rides that must be called for."""

    profile: str = "walk"
    phone: bool = True


@dataclass(slots=True)
class Town:
    """`streets`: one graph per profile, none without an extract. What was computed once is kept."""

    feed: Feed
    streets: Mapping[str, Graph]
    walking: Walking = field(default_factory=Walking)
    rules: Sequence[Rule] = ()
    farthest: int = 25
    """Minutes on foot at most to the first stop and from the last."""
    _kept: dict[object, object] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.feed = moved(self.feed, self.rules)

    def week(self, day: date) -> Week:
        return Week.of(day, self.feed.zone)

    def runs_on(self, day: date) -> bool:
        """Whether the feed covers the day."""
        return bool(self.feed.since and self.feed.until and self.feed.since <= day <= self.feed.until)

    def times(self, week: Week) -> Timetable:
        return self._once(
            ("times", week), lambda: corrected(timetable(self.feed, week), self.feed, self.rules)
        )

    def network(self, week: Week, mode: Mode, prune: bool | None = False) -> Network:
        return self._once(("net", week, mode, prune), lambda: self._network(self.times(week), mode, prune))

    def _network(self, times: Timetable, mode: Mode, prune: bool | None) -> Network:
        if not mode.phone:
            times = times.only(~times.run_phone)
        if mode.profile == "wheelchair":
            times = times.only(times.run_wheelchair != 2)
            closed = self.feed.stops.wheelchair[times.stops] == 2
            board = times.board & ~closed[times.origin]
            times = replace(times, board=board, alight=times.alight & ~closed[times.target])
        return network(times, self.feet(times.stops, mode.profile), prune)

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
    ) -> Ways:
        """By streets where both ends lie on them, by straight line × detour elsewhere."""
        limits = replace(self._walking(profile), most_minutes=most)
        graph = self.streets.get(profile)
        straight = straight_ways(lat1, lon1, lat2, lon2, limits)
        if graph is None or not graph.nodes:
            return straight
        one, other = self._snap(profile, lat1, lon1), self._snap(profile, lat2, lon2)
        pace = PROFILES[profile] / limits.kmh
        found = street_ways(graph, one, other, int(most / pace))
        minutes = np.ceil(found.minutes * pace).astype(np.int32)
        row = np.repeat(np.arange(len(lat1), dtype=np.int32), np.diff(straight.pointer))
        off = (one.point[row] < 0) | (other.point[straight.target] < 0)
        rows = np.repeat(np.arange(len(lat1), dtype=np.int32), np.diff(found.pointer))
        return gathered(
            len(lat1),
            np.concatenate([rows, row[off]]),
            np.concatenate([found.target, straight.target[off]]),
            np.concatenate([minutes, straight.minutes[off]]),
        )

    def _snap(self, profile: str, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> Snapped:
        def make() -> Snapped:
            return snap(self.streets[profile], lat, lon, PROFILES[profile])

        return self._once(("snap", profile, lat.tobytes(), lon.tobytes()), make) if len(lat) > 1 else make()

    def by_streets(self, point: Point, profile: str) -> bool:
        """Whether ways from and to this place follow streets."""
        if profile not in self.streets:
            return False
        return bool(self._snap(profile, np.array([point.lat]), np.array([point.lon])).point[0] >= 0)

    def access(self, point: Point, stops: Ints, profile: str, *, towards: bool = False) -> Access:
        """Stops near a place; `towards`: minutes from them to the place."""
        here = np.array([point.lat]), np.array([point.lon])
        there = self.feed.stops.lat[stops], self.feed.stops.lon[stops]
        if towards:
            found = self.ways(*there, *here, profile, self.farthest).turned(1)
        else:
            found = self.ways(*here, *there, profile, self.farthest)
        return Access(*found.of(0))

    def on_foot(self, origin: Point, target: Point, profile: str, most: int = 120) -> int | None:
        """Minutes of the whole way without a ride; None if longer than `most`."""
        ways = self.ways(
            np.array([origin.lat]),
            np.array([origin.lon]),
            np.array([target.lat]),
            np.array([target.lon]),
            profile,
            most,
        )
        minutes = ways.of(0)[1]
        return int(minutes[0]) if len(minutes) else None

    def _once(self, key: object, make: Callable[[], Made]) -> Made:
        if key not in self._kept:
            if len(self._kept) > 60:
                self._kept.clear()
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]
