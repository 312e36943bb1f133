# SPDX-License-Identifier: EUPL-1.2
"""Rides on demand in answers: as the only ride from near the start, or as the last one to the destination.

A feed seldom tells how long such a ride takes. Then: straight line × detour at 30 km/h plus five minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from soesmart.mobility.engine.flex import FlexRide
from soesmart.mobility.engine.footpaths import Floats, Ints, metres
from soesmart.mobility.engine.journey import Access, Connection, LastRide, Leg
from soesmart.mobility.engine.timetable import runs_on
from soesmart.mobility.engine.week import Week

if TYPE_CHECKING:
    from soesmart.mobility.engine.town import Point, Town

KMH, EXTRA, DETOUR = 30.0, 5.0, 1.3
NEAR_METRES = 400.0
"""So far from a stop of the area the ride may end: at the door, if the feed speaks of stops only."""


@dataclass(frozen=True, slots=True)
class Demands:
    """`firsts`: (ride, walk to the stop, stop, start, end, minutes of the ride to the destination)."""

    lasts: tuple[LastRide, ...]
    firsts: tuple[tuple[int, int, int, int, int, int], ...]

    def direct(self, minute: int) -> Connection | None:
        """The best single ride on demand for who leaves at `minute`."""
        best: Connection | None = None
        for ride, walk, stop, start, end, minutes in self.firsts:
            board = max(minute + walk, start)
            if board <= end and (best is None or board + minutes < best.arrival):
                walked = (Leg("walk", -1, stop, board - walk, board),) if walk else ()
                leg = Leg("demand", stop, -1, board, board + minutes, ride)
                best = Connection(board - walk, board + minutes, 1, (*walked, leg))
        return best


def demands(town: "Town", week: Week, stops: Ints, start: Access, target: "Point") -> Demands:
    """All rides on demand of the week that end at `target`."""
    number = np.full(len(town.feed.stops), -1, np.int32)
    number[stops] = np.arange(len(stops))
    walks = dict(zip(start.stops.tolist(), start.minutes.tolist(), strict=True))
    lasts: list[LastRide] = []
    firsts: list[tuple[int, int, int, int, int, int]] = []
    for at, ride in enumerate(town.feed.flex):
        if not _near(town, ride.targets, target):
            continue
        minutes = _minutes(town, ride, target)
        for begin, end in _windows(town, ride, week):
            for stop, needed in zip(number[ride.origins].tolist(), minutes.tolist(), strict=True):
                if stop < 0:
                    continue
                lasts.append(LastRide(stop, begin, end, needed, at))
                if stop in walks:
                    firsts.append((at, walks[stop], stop, begin, end, needed))
    return Demands(tuple(lasts), tuple(firsts))


def _near(town: "Town", targets: Ints, place: "Point") -> bool:
    lat, lon = town.feed.stops.lat[targets], town.feed.stops.lon[targets]
    away = metres(lat, lon, np.array(place.lat), np.array(place.lon))
    return bool(np.nanmin(away, initial=np.inf) <= NEAR_METRES)


def _minutes(town: "Town", ride: FlexRide, place: "Point") -> Ints:
    lat, lon = town.feed.stops.lat[ride.origins], town.feed.stops.lon[ride.origins]
    way: Floats = metres(lat, lon, np.array(place.lat), np.array(place.lon)) * DETOUR / (KMH * 1000 / 60)
    told = ride.factor > 0 or ride.offset > 0
    needed = way * ride.factor + ride.offset if told else way + EXTRA
    return np.ceil(np.nan_to_num(needed, nan=60.0)).astype(np.int32)


def _windows(town: "Town", ride: FlexRide, week: Week) -> Iterator[tuple[int, int]]:
    service = town.feed.trips.service[ride.trip]
    for step in range(-2, 9):
        day = week.monday + timedelta(days=step)
        if runs_on(town.feed, service, day):
            base = week.base_seconds(day)
            begin, end = (base + ride.start) // 60, (base + ride.end) // 60
            if end > 0:
                yield max(begin, 0), end
