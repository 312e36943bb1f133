# SPDX-License-Identifier: EUPL-1.2
"""How far one gets from a place at one minute: a forward scan, each stop once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.compiled import compiled
from soesmart.mobility.engine.footpaths import Ints
from soesmart.mobility.engine.network import Network
from soesmart.mobility.engine.town import Mode, Point, Town

NEVER = np.iinfo(np.int32).max // 2


@dataclass(frozen=True, slots=True)
class Reached:
    name: str
    lat: float
    lon: float
    minutes: int


def reach(town: Town, origin: Point, moment: datetime, mode: Mode, within: int) -> tuple[Reached, ...]:
    """Stops reached within so many minutes, by name, the nearest first."""
    week = town.week(moment.date())
    minute = week.minute(moment)
    net = town.network(week, mode)
    near = town.access(origin, net.times.stops, mode.profile)
    arrivals = earliest(net, near.stops, near.minutes, minute, minute + within)
    best: dict[str, Reached] = {}
    stops = town.feed.stops
    for at in np.flatnonzero(arrivals <= minute + within):
        stop = int(net.times.stops[at])
        one = Reached(
            stops.names[stop], float(stops.lat[stop]), float(stops.lon[stop]), int(arrivals[at]) - minute
        )
        if one.name not in best or best[one.name].minutes > one.minutes:
            best[one.name] = one
    return tuple(sorted(best.values(), key=lambda one: (one.minutes, one.name)))


def at_places(
    town: Town, net: Network, arrivals: Ints, places: Sequence[Point], profile: str
) -> list[int | None]:
    """Arrival at each place from arrivals at stops, walking the last piece."""
    found: list[int | None] = []
    for place in places:
        back = town.access(place, net.times.stops, profile, towards=True)
        times = arrivals[back.stops] + back.minutes
        best = int(times.min()) if len(times) else NEVER
        found.append(None if best >= NEVER else best)
    return found


def earliest(net: Network, stops: Ints, walks: Ints, since: int, until: int) -> NDArray[np.int32]:
    """Earliest arrival at every stop for who leaves at `since`; hops after `until` do not count."""
    times = net.times
    begin = int(np.searchsorted(-times.departure, -until, "left"))
    end = int(np.searchsorted(-times.departure, -since, "right"))
    arrive = np.full(net.stops, NEVER, np.int32)
    board = np.full(net.stops, NEVER, np.int32)
    arrive[stops] = board[stops] = since + walks
    feet = net.feet
    _forward(
        begin, end, times.departure, times.arrival, times.origin, times.target, times.trip,
        times.board, times.alight,
        feet.walk.pointer, feet.walk.target, feet.walk.minutes, feet.ready.pointer, feet.ready.target,
        feet.ready.minutes, np.zeros(max(times.runs, 1), np.bool_), arrive, board,
    )  # fmt: skip
    return arrive


@compiled
def _forward(  # type: ignore[no-untyped-def]
    begin, end, departure, arrival, origin, target, trip, may_board, may_alight,
    walk_pointer, walk_target, walk_minutes, ready_pointer, ready_target, ready_minutes,
    aboard, arrive, board,
):  # fmt: skip
    for hop in range(end - 1, begin - 1, -1):
        run = trip[hop]
        if not aboard[run] and may_board[hop] and board[origin[hop]] <= departure[hop]:
            aboard[run] = True
        if not aboard[run] or not may_alight[hop]:
            continue
        stop = target[hop]
        for at in range(walk_pointer[stop], walk_pointer[stop + 1]):
            arrive[walk_target[at]] = min(arrive[walk_target[at]], arrival[hop] + walk_minutes[at])
        for at in range(ready_pointer[stop], ready_pointer[stop + 1]):
            need = max(arrival[hop] + ready_minutes[at], departure[hop] + 1)
            board[ready_target[at]] = min(board[ready_target[at]], need)
