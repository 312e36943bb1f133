# SPDX-License-Identifier: EUPL-1.2
"""One question: from a place to a place within some hours, every connection with its legs.

The same backward scan as in `profile.py` with one lane, which also notes by what each value came about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.compiled import compiled
from soesmart.mobility.engine.network import Network

Ints = NDArray[np.int32]
NEVER = np.iinfo(np.int32).max // 2
STAYS, WALKS, NOTHING = -2, -1, -3


@dataclass(frozen=True, slots=True)
class Access:
    """Stops near a place and the minutes on foot to each."""

    stops: Ints
    minutes: Ints


@dataclass(frozen=True, slots=True)
class LastRide:
    """A ride on demand that ends at the destination: from `stop`, ordered between `start` and `end`."""

    stop: int
    start: int
    end: int
    minutes: int
    ride: int
    """Number of the ride on demand, for who wants its name."""


@dataclass(frozen=True, slots=True)
class Leg:
    """`kind` "walk": on foot from stop to stop; −1 is the place asked from or to. `run`: a vehicle's."""

    kind: Literal["walk", "ride", "demand"]
    origin: int
    target: int
    departure: int
    arrival: int
    run: int = -1
    calls: tuple[tuple[int, int], ...] = ()
    """Stops called at on the way, with the minute."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Minutes on the week's axis. `leave`: the latest minute to set out."""

    leave: int
    arrival: int
    rides: int
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`departures`: (leave, arrival, rides), each the best for who leaves after the one before it. Of two
    that arrive at the same time the earlier one needs fewer rides.

    `on_foot`: minutes of the whole way on foot, None if too far.
    """

    since: int
    until: int
    departures: NDArray[np.int32]
    on_foot: int | None
    _scan: "_Scan" = field(repr=False, compare=False)

    def next(self, minute: int) -> int:
        """Number of the first departure not before `minute`; len(departures) if none."""
        return int(np.searchsorted(self.departures[:, 0], minute))

    def connection(self, number: int) -> Connection:
        leave, arrival, rides = (int(value) for value in self.departures[number])
        legs = self._scan.legs(leave, arrival << 8 | rides)
        return Connection(leave, arrival, rides, legs)

    def at(self, minute: int) -> Connection | None:
        """The connection that arrives earliest for who leaves at `minute`; on foot if that is no slower."""
        number = self.next(minute)
        found = self.connection(number) if number < len(self.departures) else None
        if self.on_foot is not None and (found is None or minute + self.on_foot <= found.arrival):
            arrival = minute + self.on_foot
            return Connection(minute, arrival, 0, (Leg("walk", -1, -1, minute, arrival),))
        return found


@dataclass(frozen=True, slots=True)
class _Scan:
    network: Network
    origin: Access
    target: dict[int, int]
    lasts: Sequence[LastRide]
    best: Ints
    chosen: Ints
    how: Ints
    hop_from: int
    following: Ints

    def legs(self, leave: int, key: int) -> tuple[Leg, ...]:
        """The legs of the departure at `leave` whose value is `key`."""
        network = self.network
        for stop, walk in zip(self.origin.stops.tolist(), self.origin.minutes.tolist(), strict=True):
            row = network.row_from(stop, leave + walk)
            if row >= 0 and int(self.best[row]) == key and int(network.row_time[row]) == leave + walk:
                return self._follow(stop, walk, leave, row)
        raise LookupError((leave, key))

    def _follow(self, stop: int, walk: int, leave: int, row: int) -> tuple[Leg, ...]:
        times = self.network.times
        legs = [Leg("walk", -1, stop, leave, leave + walk)] if walk else []
        while True:
            hop = int(self.chosen[row])
            calls: list[tuple[int, int]] = []
            first = hop
            while int(self.how[hop - self.hop_from]) == STAYS:
                calls.append((int(times.target[hop]), int(times.arrival[hop])))
                hop = int(self.following[hop])
            off, arrival = int(times.target[hop]), int(times.arrival[hop])
            origin, departure = int(times.origin[first]), int(times.departure[first])
            legs.append(Leg("ride", origin, off, departure, arrival, int(times.trip[first]), tuple(calls)))
            how = int(self.how[hop - self.hop_from])
            if how == WALKS:
                minutes = self.target[off]
                if minutes:
                    legs.append(Leg("walk", off, -1, arrival, arrival + minutes))
                return tuple(legs)
            if how <= -4:
                last = self.lasts[-4 - how]
                start = max(arrival + CHANGE_TO_DEMAND, last.start)
                return (*legs, Leg("demand", off, -1, start, start + last.minutes, last.ride))
            row = how
            stop = int(np.searchsorted(self.network.row_pointer, row, "right")) - 1
            if stop != off:
                near, minutes_to = self.network.feet.walk.of(off)
                way = int(minutes_to[near == stop][0])
                legs.append(Leg("walk", off, stop, arrival, arrival + way))


CHANGE_TO_DEMAND = 2
_EMPTY = np.zeros(0, np.int32)


def connections(
    network: Network,
    origin: Access,
    target: Access,
    since: int,
    until: int,
    *,
    on_foot: int | None = None,
    lasts: Sequence[LastRide] = (),
    following: Ints | None = None,
) -> Answer:
    """All best connections that leave from `since` on and whose last boarding is before `until`."""
    times = network.times
    begin = int(np.searchsorted(-times.departure, -(until - 1), "left"))
    end = int(np.searchsorted(-times.departure, -since, "right"))
    best = np.full(network.rows, NEVER, np.int32)
    chosen = np.full(network.rows, -1, np.int32)
    how = np.full(max(end - begin, 1), NOTHING, np.int32)
    foot = np.full(network.stops, -1, np.int32)
    foot[target.stops] = target.minutes
    demand = _by_stop(lasts, network.stops)
    _scan_one(
        begin, end, times.departure, times.arrival, times.target, times.trip, times.alight,
        network.hop_row, network.hop_place, network.change_pointer, network.change_row,
        foot, *demand, np.full(max(times.runs, 1), NEVER, np.int32), best, chosen, how,
    )  # fmt: skip
    own = dict(zip(target.stops.tolist(), target.minutes.tolist(), strict=True))
    following = network.next_hops() if following is None else following
    scan = _Scan(network, origin, own, lasts, best, chosen, how, begin, following)
    found = _departures(network, origin, best, since, until)
    if on_foot is not None and len(found):
        found = found[found[:, 1] - found[:, 0] < on_foot]
    return Answer(since, until, found, on_foot, scan)


def _by_stop(lasts: Sequence[LastRide], stops: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    if not lasts:
        return np.zeros(stops + 1, np.int32), _EMPTY, _EMPTY, _EMPTY, _EMPTY
    of = np.array([last.stop for last in lasts], np.int32)
    order = np.argsort(of, kind="stable").astype(np.int32)
    pointer = np.searchsorted(of[order], np.arange(stops + 1)).astype(np.int32)
    columns = [
        np.array([getattr(lasts[at], name) for at in order], np.int32) for name in ("start", "end", "minutes")
    ]
    return pointer, order, columns[0], columns[1], columns[2]


def _departures(network: Network, origin: Access, best: Ints, since: int, until: int) -> NDArray[np.int32]:
    leaves: list[Ints] = []
    keys: list[Ints] = []
    for stop, walk in zip(origin.stops.tolist(), origin.minutes.tolist(), strict=True):
        rows = slice(int(network.row_pointer[stop]), int(network.row_pointer[stop + 1]))
        leave, key = network.row_time[rows] - walk, best[rows]
        good = (leave >= since) & (leave < until) & (key < NEVER)
        leaves.append(leave[good])
        keys.append(key[good])
    leave = np.concatenate(leaves or [_EMPTY])
    key = np.concatenate(keys or [_EMPTY])
    order = np.lexsort((key, -leave))
    leave, key = leave[order], key[order]
    before = np.concatenate(([NEVER], np.minimum.accumulate(key)[:-1])) if len(key) else key
    kept = key < before  # a later start that arrives as early, by as few rides, beats it
    found: NDArray[np.int32] = np.column_stack([leave[kept], key[kept] >> 8, key[kept] & 255])[::-1]
    return found.astype(np.int32)


@compiled
def _scan_one(  # type: ignore[no-untyped-def]
    begin, end, departure, arrival, target, trip, alight, hop_row, hop_place, change_pointer, change_row,
    foot, demand_pointer, demand_number, demand_start, demand_end, demand_minutes, state, best, chosen, how,
):  # fmt: skip
    for hop in range(begin, end):
        run, stop = trip[hop], target[hop]
        value, by = state[run], STAYS if state[run] < NEVER else NOTHING
        if alight[hop]:
            if foot[stop] >= 0:
                key = (arrival[hop] + foot[stop]) << 8
                if key < value:
                    value, by = key, WALKS
            for at in range(demand_pointer[stop], demand_pointer[stop + 1]):
                start = max(arrival[hop] + CHANGE_TO_DEMAND, demand_start[at])
                key = ((start + demand_minutes[at]) << 8) + 1
                if start <= demand_end[at] and key < value:
                    value, by = key, -4 - demand_number[at]
            for at in range(change_pointer[hop], change_pointer[hop + 1]):
                if best[change_row[at]] < value:
                    value, by = best[change_row[at]], change_row[at]
        state[run] = value
        how[hop - begin] = by
        row = hop_row[hop]
        if row >= 0:
            if hop_place[hop] == 2 and best[row + 1] < best[row]:
                best[row], chosen[row] = best[row + 1], chosen[row + 1]
            if value + 1 < best[row] and value < NEVER:
                best[row], chosen[row] = value + 1, hop
