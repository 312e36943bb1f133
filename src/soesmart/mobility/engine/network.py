# SPDX-License-Identifier: EUPL-1.2
"""A timetable with its footpaths, ready to scan backwards.

A *row* is a stop and a minute at which something departs there; the row's value is the best one can do who
may board from that minute on. Each hop that lets people out leads to a few rows: the next one at the same
stop and at each stop in walking distance. Most of these lead to no ride that is not boarded better
elsewhere: `prune` drops them without changing any result.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.compiled import compiled
from soesmart.mobility.engine.footpaths import Footpaths, Ways
from soesmart.mobility.engine.patterns import patterns
from soesmart.mobility.engine.timetable import Timetable

Ints = NDArray[np.int32]
DENSE = 5.0
"""From so many footpaths a stop on, dropping dominated ones costs less than it saves."""

SHARDS = 4


@dataclass(frozen=True, slots=True)
class Network:
    """`row_pointer`: rows of each stop, by time; `hop_row`: the row where a hop is boarded, −1 none.

    `hop_place`: 0 no boarding, 1 the row has its value already, 2 it begins with the stop's next row's, 3 the
    stop has no later row.

    `change_pointer`, `change_row`: rows reachable after each hop (in the order of the hops).
    """

    times: Timetable
    feet: Footpaths
    row_pointer: Ints
    row_time: Ints
    hop_row: Ints
    hop_place: NDArray[np.int8]
    change_pointer: NDArray[np.int64]
    change_row: Ints

    def next_hops(self) -> Ints:
        """The hop after each in the same run, −1 at its end."""
        times = self.times
        by_run = np.lexsort((times.order, times.trip))
        following = np.full(len(times), -1, np.int32)
        same = times.trip[by_run[1:]] == times.trip[by_run[:-1]]
        following[by_run[:-1][same]] = by_run[1:][same]
        return following

    @property
    def stops(self) -> int:
        return len(self.times.stops)

    @property
    def rows(self) -> int:
        return len(self.row_time)

    def row_from(self, stop: int, minute: int) -> int:
        """The first row at `stop` not before `minute`, −1 if nothing departs any more."""
        begin, end = self.row_pointer[stop], self.row_pointer[stop + 1]
        at = begin + int(np.searchsorted(self.row_time[begin:end], minute))
        return int(at) if at < end else -1


def network(times: Timetable, feet: Footpaths, prune: bool | None = None) -> Network:
    """Rows and changes. `prune`: drop dominated changes; by default where footpaths are dense."""
    stops = len(times.stops)
    pointer, row_time, hop_row, hop_place = _rows(times, stops)
    if prune is None:
        prune = len(feet.ready.target) > DENSE * max(stops, 1)
    ready = feet.ready
    given = (times.target, times.departure, times.arrival, times.alight, pointer, row_time)
    if prune:
        change_pointer, change_row = _without_dominated(times, ready, pointer, row_time)
    else:
        change_pointer, change_row = _changes(*given, ready.pointer, ready.target, ready.minutes)
    return Network(times, feet, pointer, row_time, hop_row, hop_place, change_pointer, change_row)


def _without_dominated(
    times: Timetable, ready: Ways, pointer: Ints, row_time: Ints
) -> tuple[NDArray[np.int64], Ints]:
    """The shortest footpaths come first: they beat most of the others at once. Halves run side by side."""
    lines = patterns(times)
    stop = np.repeat(np.arange(len(times.stops), dtype=np.int64), np.diff(ready.pointer))
    near = np.lexsort((ready.minutes, stop))
    line, rank = lines.run_line[times.trip], lines.run_rank[times.trip]
    hops = (times.target, times.departure, times.arrival, times.alight, line, rank, _positions(times))
    rest: tuple[NDArray[Any], ...] = (
        *(pointer, row_time, ready.pointer, ready.target[near], ready.minutes[near], lines.call_pointer),
        *(lines.call_line, lines.call_position, lines.call_times, lines.times, lines.size),
    )
    edges = np.linspace(0, len(times), SHARDS + 1).astype(int)

    def part(at: int) -> tuple[NDArray[np.int64], Ints]:
        found: tuple[NDArray[np.int64], Ints] = _pruned(*(c[edges[at] : edges[at + 1]] for c in hops), *rest)
        return found

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(part, range(SHARDS)))
    counts = np.concatenate([np.diff(starts) for starts, _ in parts])
    return np.concatenate(([0], np.cumsum(counts))), np.concatenate([rows for _, rows in parts])


def _positions(times: Timetable) -> Ints:
    """Which hop of its run each is, counted from the run's first on the axis."""
    by_run = np.lexsort((times.order, times.trip))
    trip = times.trip[by_run]
    starts = np.flatnonzero(np.r_[True, trip[1:] != trip[:-1]]) if len(trip) else np.zeros(0, np.int64)
    place = np.zeros(len(trip), np.int32)
    place[by_run] = np.arange(len(trip)) - np.repeat(starts, np.diff(np.r_[starts, len(trip)]))
    return place


def _rows(times: Timetable, stops: int) -> tuple[Ints, Ints, Ints, NDArray[np.int8]]:
    boards = np.flatnonzero(times.board)
    key = times.origin[boards].astype(np.int64) << 16 | times.departure[boards]
    unique, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    pointer = np.searchsorted(unique, np.arange(stops + 1, dtype=np.int64) << 16).astype(np.int32)
    hop_row = np.full(len(times), -1, np.int32)
    hop_row[boards] = inverse.astype(np.int32)
    place = np.zeros(len(times), np.int8)
    place[boards] = 1
    place[boards[first]] = 2
    last = pointer[1:][pointer[1:] > pointer[:-1]] - 1
    place[boards[first[last]]] = 3
    return pointer, (unique & 0xFFFF).astype(np.int32), hop_row, place


@compiled
def first_at(row_time, begin, end, minute):  # type: ignore[no-untyped-def]
    """Position of the first time ≥ minute in row_time[begin:end]; `end` if none."""
    while begin < end:
        middle = (begin + end) >> 1
        if row_time[middle] < minute:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled
def _changes(target, departure, arrival, alight, pointer, row_time, feet, foot_stop, foot_minutes):  # type: ignore[no-untyped-def]
    hops = len(target)
    starts = np.zeros(hops + 1, np.int64)
    most = 0
    for hop in range(hops):
        if alight[hop]:
            most += feet[target[hop] + 1] - feet[target[hop]]
    rows = np.empty(most, np.int32)
    count = 0
    for hop in range(hops):
        if alight[hop]:
            stop = target[hop]
            for at in range(feet[stop], feet[stop + 1]):
                need = max(arrival[hop] + foot_minutes[at], departure[hop] + 1)
                end = pointer[foot_stop[at] + 1]
                row = first_at(row_time, pointer[foot_stop[at]], end, need)
                if row < end:
                    rows[count] = row
                    count += 1
        starts[hop + 1] = count
    return starts, rows[:count].copy()


@compiled
def _most(feet):  # type: ignore[no-untyped-def]
    """How many footpaths leave the stop with most of them; at least 1."""
    longest = 1
    for stop in range(len(feet) - 1):
        longest = max(longest, feet[stop + 1] - feet[stop])
    return longest


@compiled
def _pruned(  # type: ignore[no-untyped-def]
    target, departure, arrival, alight, line, rank, order,
    pointer, row_time, feet, foot_stop, foot_minutes,
    call_pointer, call_line, call_position, call_times, times, size,
):  # fmt: skip
    """Keep a row only if some line is boarded there in an earlier run, or further up, than at other rows.

    A line's run boarded at a position stands for all later runs and positions of that line. Staying aboard
    counts as the first of them. Per line the undominated pairs are held with the footpath they come by.
    """
    hops = len(target)
    starts = np.zeros(hops + 1, np.int64)
    rows = np.empty(max(1024, 2 * hops), np.int32)
    seen = np.full(len(size), -1, np.int64)
    held = np.zeros(len(size), np.int32)
    best = np.zeros((len(size), _ROOM, 3), np.int32)
    longest = _most(feet)
    found = np.empty(longest, np.int32)
    wanted = np.empty(longest, np.int32)
    count = 0
    for hop in range(hops):
        if alight[hop]:
            begin, end = feet[target[hop]], feet[target[hop] + 1]
            own = line[hop]
            seen[own], held[own] = hop, 1
            best[own, 0, 0], best[own, 0, 1], best[own, 0, 2] = rank[hop], order[hop] + 1, -1
            for at in range(begin, end):
                found[at - begin], wanted[at - begin] = -1, 0
                near = foot_stop[at]
                need = max(arrival[hop] + foot_minutes[at], departure[hop] + 1)
                row = first_at(row_time, pointer[near], pointer[near + 1], need)
                if row == pointer[near + 1]:
                    continue
                found[at - begin] = row
                for call in range(call_pointer[near], call_pointer[near + 1]):
                    which = call_line[call]
                    first = call_times[call]
                    run = first_at(times, first, first + size[which], need) - first
                    if run == size[which]:
                        continue
                    if seen[which] != hop:
                        seen[which], held[which] = hop, 0
                    _offer(best[which], held, which, run, call_position[call], at - begin, wanted)
            for at in range(begin, end):
                if found[at - begin] >= 0 and wanted[at - begin] > 0:
                    if count == len(rows):
                        rows = np.concatenate((rows, np.empty(len(rows), np.int32)))
                    rows[count] = found[at - begin]
                    count += 1
        starts[hop + 1] = count
    return starts, rows[:count].copy()


_ROOM = 8


@compiled
def _offer(best, held, line, run, position, foot, wanted):  # type: ignore[no-untyped-def]
    """Hold (run, position) unless something held is as good; let go of what it beats."""
    kept = 0
    for at in range(held[line]):
        if best[at, 0] <= run and best[at, 1] <= position:
            return
    for at in range(held[line]):
        if best[at, 0] >= run and best[at, 1] >= position:
            if best[at, 2] >= 0:
                wanted[best[at, 2]] -= 1
            continue
        best[kept, 0], best[kept, 1], best[kept, 2] = best[at, 0], best[at, 1], best[at, 2]
        kept += 1
    wanted[foot] += 1
    if kept < _ROOM:
        best[kept, 0], best[kept, 1], best[kept, 2] = run, position, foot
        kept += 1
    held[line] = kept
