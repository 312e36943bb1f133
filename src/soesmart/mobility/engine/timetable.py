# SPDX-License-Identifier: EUPL-1.2
"""All rides of one concrete week on the axis of elapsed minutes.

A departure is rounded down to the minute and an arrival up, so no answer promises a change that is missed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.feed import Feed
from soesmart.mobility.engine.week import HORIZON, Week, zone

Ints = NDArray[np.int32]
LAST = 32_000
"""Minutes: arrivals later than this do not count (they must fit 16 bits)."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """Single hops from one stop to the next, sorted by departure, the latest first.

    `trip`: number of the vehicle run (`run_*` describe it); within a run `order` counts the hops.
    `origin`, `target`: numbers of used stops, `stops[number]` is the stop's place in the feed.
    `board`, `alight`: whether passengers may.
    """

    week: Week
    stops: Ints
    departure: Ints
    arrival: Ints
    origin: Ints
    target: Ints
    trip: Ints
    order: Ints
    board: NDArray[np.bool_]
    alight: NDArray[np.bool_]
    run_trip: Ints
    """The feed's trip of each run; −1 − n: the n-th ride added by hand."""
    run_phone: NDArray[np.bool_]
    run_wheelchair: NDArray[np.int8]
    parts: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Joined runs (`seated.py`): first departure and trip of what follows after `run_trip`."""

    def __len__(self) -> int:
        return len(self.departure)

    @property
    def runs(self) -> int:
        return len(self.run_trip)

    def only(self, runs: NDArray[np.bool_]) -> "Timetable":
        """The same without the hops of all other runs."""
        return self.kept(runs[self.trip])

    def kept(self, hops: NDArray[np.bool_]) -> "Timetable":
        if hops.all():
            return self
        names = ["departure", "arrival", "origin", "target", "trip", "order", "board", "alight"]
        return replace(self, **{name: getattr(self, name)[hops] for name in names})


def timetable(feed: Feed, week: Week, horizon: int = HORIZON) -> Timetable:
    """Every hop that departs from the week's first minute to `horizon` minutes after its end."""
    used = np.unique(feed.times.stop)
    if feed.flex:
        used = np.unique(np.concatenate([used, *(np.r_[ride.origins, ride.targets] for ride in feed.flex)]))
    number = np.full(len(feed.stops) + 1, -1, np.int32)
    number[used] = np.arange(len(used))
    end = week.minutes + horizon
    parts = [_hops(feed, trips, base, end) for trips, base in _runs(feed, week, end)]
    run_trip = np.concatenate([part[0] for part in parts] or [np.zeros(0, np.int32)])
    columns = [np.concatenate([part[1][at] for part in parts] or [np.zeros(0, np.int32)]) for at in range(6)]
    firsts = np.cumsum([0, *(len(part[0]) for part in parts)])
    trip = np.concatenate(
        [part[2] + first for part, first in zip(parts, firsts, strict=False)] or [np.zeros(0, np.int32)]
    )
    departure, arrival, call, order, board, alight = columns
    sound = (departure >= 0) & (departure < end) & (arrival < LAST)
    keep = np.flatnonzero(sound)
    keep = keep[np.lexsort((-order[keep], -departure[keep]))]
    return Timetable(
        week=week,
        stops=used.astype(np.int32),
        departure=departure[keep].astype(np.int32),
        arrival=arrival[keep].astype(np.int32),
        origin=number[feed.times.stop[call[keep]]],
        target=number[feed.times.stop[call[keep] + 1]],
        trip=trip[keep].astype(np.int32),
        order=order[keep].astype(np.int32),
        board=board[keep].astype(np.bool_),
        alight=alight[keep].astype(np.bool_),
        run_trip=run_trip.astype(np.int32),
        run_phone=feed.trips.phone[run_trip] if len(run_trip) else np.zeros(0, np.bool_),
        run_wheelchair=feed.trips.wheelchair[run_trip] if len(run_trip) else np.zeros(0, np.int8),
    )


def _runs(feed: Feed, week: Week, end: int) -> Iterator[tuple[Ints, Ints]]:
    """For each day: the trips that run, and where the zero of each lies on the axis in seconds."""
    repeated = {headway.trip for headway in feed.headways}
    plain = np.array([at not in repeated for at in range(len(feed.trips.ids))], np.bool_)
    filled = np.diff(feed.times.pointer) > 1
    latest = int(feed.times.departure.max()) if len(feed.times.departure) else 0
    service_names = sorted(set(feed.trips.service))
    service_at = {name: at for at, name in enumerate(service_names)}
    service_of = np.array([service_at[name] for name in feed.trips.service], np.int32)
    zones = np.array(feed.routes.zones)[feed.trips.route] if len(feed.trips.ids) else np.array([], str)
    before = latest // 86_400 + 1
    for day in (week.monday + timedelta(days=n) for n in range(-before, 9 + (end - week.minutes) // 1440)):
        running = np.array([runs_on(feed, name, day) for name in service_names], np.bool_)
        if not running.any():
            continue
        active = running[service_of] & filled
        for name in sorted(set(zones.tolist())):
            base = week.base_seconds(day, zone(name))
            trips = np.flatnonzero(active & plain & (zones == name)).astype(np.int32)
            if len(trips):
                yield trips, np.full(len(trips), base, np.int32)
            yield from _by_headway(feed, active & (zones == name), base)


def runs_on(feed: Feed, service: str, day: date) -> bool:
    days = feed.services.get(service)
    if days is None:
        return False
    at = int(np.searchsorted(days, day.toordinal()))
    return at < len(days) and int(days[at]) == day.toordinal()


def _by_headway(feed: Feed, active: NDArray[np.bool_], base: int) -> Iterator[tuple[Ints, Ints]]:
    for headway in feed.headways:
        if active[headway.trip]:
            first = int(feed.times.departure[feed.times.pointer[headway.trip]])
            starts = np.arange(headway.start, headway.end, headway.every, dtype=np.int32)
            if len(starts):
                yield np.full(len(starts), headway.trip, np.int32), base + starts - first


def _hops(feed: Feed, trips: Ints, base: Ints, end: int) -> tuple[Ints, list[NDArray[np.int32]], Ints]:
    """The runs' trips; departure, arrival, call, order, board, alight of every hop; the run of each."""
    times = feed.times
    count = times.pointer[trips + 1] - times.pointer[trips] - 1
    run = np.repeat(np.arange(len(trips), dtype=np.int32), count)
    starts = np.cumsum(count) - count
    order = np.arange(len(run), dtype=np.int32) - np.repeat(starts, count).astype(np.int32)
    call = times.pointer[trips][run] + order
    departure = (base[run] + times.departure[call]) // 60
    arrival = -(-(base[run] + times.arrival[call + 1]) // 60)
    board = (times.pickup[call] != 1).astype(np.int32)
    alight = (times.drop[call + 1] != 1).astype(np.int32)
    return trips, [departure, arrival, call, order, board, alight], run
