# SPDX-License-Identifier: EUPL-1.2
"""Staying seated: runs that one vehicle does one after the other become a single run.

GTFS says so in two ways: `block_id` (the same vehicle on the same service day) and in-seat transfers of
`transfers.txt` (type 4; type 5 forbids it). Joined before the scan, all else follows: no change time, one
ride, one leg. Feeds also use blocks for vehicles that overlap or rest for hours: those stay apart.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from soesmart.mobility.engine.feed import Feed
from soesmart.mobility.engine.timetable import Timetable

REST = 30
"""Minutes: in a longer break at the end of the line passengers are asked to get off (blocks only)."""


def seated(times: Timetable, feed: Feed) -> Timetable:
    """The same rides, with joined runs. Corrections must be in already: they speak of single trips."""
    if not any(feed.trips.block) and not any(stays for _one, _other, stays in feed.seated):
        return times
    runs = _Runs(times, feed)
    following = dict(runs.pairs())
    if not following:
        return times
    trip, order = times.trip.copy(), times.order.copy()
    parts: dict[int, tuple[tuple[int, int], ...]] = {}
    for head in sorted(set(following) - set(following.values())):
        at, hops, later = head, runs.count[head], []
        while (at := following.get(at, -1)) >= 0:
            own = runs.hops(at)
            trip[own], order[own] = head, order[own] + hops
            later.append((int(runs.first[at]), int(times.run_trip[at])))
            hops += runs.count[at]
        parts[head] = tuple(later)
    back = np.lexsort((-order, -times.departure))
    names = ("departure", "arrival", "origin", "target", "board", "alight")
    columns = {name: getattr(times, name)[back] for name in names}
    return replace(times, **columns, trip=trip[back], order=order[back], parts=parts)


class _Runs:
    """First and last hop of each run, and which run goes on as which."""

    def __init__(self, times: Timetable, feed: Feed) -> None:
        self.times, self.feed = times, feed
        self.by_run = np.lexsort((times.order, times.trip))
        edges = np.searchsorted(times.trip[self.by_run], np.arange(times.runs + 1))
        self.begin, self.end = edges[:-1], edges[1:]
        self.count = self.end - self.begin
        """Hops of each run on the axis; a run that began before the axis lacks its first ones."""
        self.first = np.full(times.runs, -1, np.int64)
        some = self.count > 0
        self.first[some] = times.departure[self.by_run[self.begin[some]]]

    def hops(self, run: int) -> np.ndarray:
        found: np.ndarray = self.by_run[self.begin[run] : self.end[run]]
        return found

    def pairs(self) -> Iterator[tuple[int, int]]:
        """(run, the run it goes on as), each at most once on either side."""
        taken: set[int] = set()
        used: set[int] = set()
        for one, other in (*self._told(), *self._of_blocks()):
            if one not in used and other not in taken and self._fits(one, other):
                used.add(one)
                taken.add(other)
                yield one, other

    def _days(self) -> dict[tuple[int, int], int]:
        """Run by (trip, where the zero of its service day lies); rides by headway have no such day."""
        calls, repeated = self.feed.times, {headway.trip for headway in self.feed.headways}
        found: dict[tuple[int, int], int] = {}
        for run in np.flatnonzero(self.count > 0).tolist():
            trip, hop = int(self.times.run_trip[run]), self.by_run[self.begin[run]]
            if trip >= 0 and trip not in repeated:
                seconds = int(calls.departure[calls.pointer[trip] + self.times.order[hop]])
                found[trip, int(self.times.departure[hop]) - seconds // 60] = run
        return found

    def _told(self) -> Iterator[tuple[int, int]]:
        days = self._days()
        bases = sorted({base for _trip, base in days})
        for one, other, stays in self.feed.seated:
            for base in bases if stays else ():
                if (one, base) in days and (other, base) in days:
                    yield days[one, base], days[other, base]

    def _of_blocks(self) -> Iterator[tuple[int, int]]:
        blocks = self.feed.trips.block
        forbidden = {(one, other) for one, other, stays in self.feed.seated if not stays}
        groups: dict[tuple[str, int], list[int]] = {}
        for (trip, base), run in self._days().items():
            if blocks and blocks[trip]:
                groups.setdefault((blocks[trip], base), []).append(run)
        for group in groups.values():
            group.sort(key=lambda run: self.first[run])
            for one, other in itertools.pairwise(group):
                trips = int(self.times.run_trip[one]), int(self.times.run_trip[other])
                if trips not in forbidden and self._rests(one, other):
                    yield one, other

    def _rests(self, one: int, other: int) -> bool:
        """One ends where the other begins, and waits there for a short while only."""
        last, first = self.by_run[self.end[one] - 1], self.by_run[self.begin[other]]
        here, there = (
            int(self.times.stops[stop]) for stop in (self.times.target[last], self.times.origin[first])
        )
        parent = self.feed.stops.parent
        same = here == there or (parent[here] >= 0 and parent[here] == parent[there])
        return bool(same and self.times.departure[first] - self.times.arrival[last] <= REST)

    def _fits(self, one: int, other: int) -> bool:
        """Whole runs of one kind, one after the other."""
        if not self.count[one] or not self.count[other] or one == other:
            return False
        last, first = self.by_run[self.end[one] - 1], self.by_run[self.begin[other]]
        times, calls = self.times, self.feed.times.pointer
        trip = int(times.run_trip[one])
        ends = times.order[last] == calls[trip + 1] - calls[trip] - 2
        alike = times.run_phone[one] == times.run_phone[other]
        alike &= times.run_wheelchair[one] == times.run_wheelchair[other]
        return bool(
            ends and times.order[first] == 0 and alike and times.arrival[last] <= times.departure[first]
        )


def lines_within(times: Timetable, run: int, departure: int, arrival: int) -> tuple[int, ...]:
    """The trips of a joined run that a ride from `departure` to `arrival` sits in, in their order."""
    trips: Mapping[int, int] = {-1: int(times.run_trip[run]), **dict(times.parts.get(run, ()))}
    starts = sorted(trips)
    begun = [start for start in starts if start <= departure][-1]
    return tuple(trips[start] for start in starts if start == begun or departure < start < arrival)
