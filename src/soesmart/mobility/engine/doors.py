# SPDX-License-Identifier: EUPL-1.2
"""From one place to every destination at every minute, to all doors, and the median over a window."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.compiled import compiled, lower
from soesmart.mobility.engine.footpaths import Ints, Ways
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.network import first_at
from soesmart.mobility.engine.profile import LANES, NEVER, Table

Minutes = NDArray[np.int16]


def every_minute(
    table: Table, origin: Access, since: int, until: int, on_foot: tuple[Ints, Ints] | None = None
) -> Minutes:
    """Earliest arrival at every destination, [minute, destination], for who leaves from `since` to `until`.

    `on_foot`: destinations within walking distance of the origin and the minutes.
    """
    if table.rides:
        raise ValueError("a table of arrivals only")
    blocks = table.values.shape[0]
    out = np.full((blocks, until - since, LANES), NEVER, np.int16)
    network = table.network
    for block in range(blocks):
        _every_minute(
            table.values[block],
            network.row_pointer,
            network.row_time,
            origin.stops,
            origin.minutes,
            since,
            out[block],
        )
    flat: Minutes = out.transpose(1, 0, 2).reshape(until - since, -1)[:, : table.destinations]
    if on_foot is not None and len(on_foot[0]):
        walked = np.arange(since, until, dtype=np.int32)[:, None] + on_foot[1][None, :]
        flat = np.ascontiguousarray(flat)
        flat[:, on_foot[0]] = np.minimum(flat[:, on_foot[0]], walked.astype(np.int16))
    return flat


@compiled
def _every_minute(values, row_pointer, row_time, stops, walks, since, out):  # type: ignore[no-untyped-def]
    """A row counts for the last minute at which it is caught; who is there earlier waits: two passes."""
    window = out.shape[0]
    for near in range(len(stops)):
        begin, end = row_pointer[stops[near]], row_pointer[stops[near] + 1]
        row = first_at(row_time, begin, end, since + walks[near])
        while row < end:
            minute = row_time[row] - walks[near] - since
            lower(out[min(minute, window - 1)], values[row])
            if minute >= window - 1:
                break
            row += 1
    for minute in range(window - 2, -1, -1):
        lower(out[minute], out[minute + 1])


def to_doors(arrivals: Minutes, walk: Ways, doors: int, on_foot: tuple[Ints, Ints], since: int) -> Minutes:
    """From arrivals at stops [minute, stop] to arrivals at doors [door, minute]. `walk`: stop → doors."""
    by_stop = np.ascontiguousarray(arrivals.T)
    back = walk.turned(doors)
    out = np.full((doors, arrivals.shape[0]), NEVER, np.int16)
    direct = np.full(doors, -1, np.int32)
    direct[on_foot[0]] = on_foot[1]
    edges = np.linspace(0, doors, (os.cpu_count() or 1) + 1).astype(int)

    def part(at: int) -> None:
        _doors(by_stop, back.pointer, back.target, back.minutes, direct, since, edges[at], edges[at + 1], out)

    with ThreadPoolExecutor(len(edges) - 1) as pool:
        list(pool.map(part, range(len(edges) - 1)))
    return out


@compiled
def _doors(by_stop, pointer, stop, minutes, direct, since, begin, end, out):  # type: ignore[no-untyped-def]
    for door in range(begin, end):
        for at in range(pointer[door], pointer[door + 1]):
            _lower_later(out[door], by_stop[stop[at]], np.int16(minutes[at]))
        if direct[door] >= 0:
            for minute in range(out.shape[1]):
                out[door, minute] = min(out[door, minute], since + minute + direct[door])


@compiled
def _lower_later(out, other, more):  # type: ignore[no-untyped-def]
    top = np.int16(32767 - more)
    for lane in range(out.shape[0]):
        value = np.int16(min(other[lane], top) + more)
        out[lane] = min(out[lane], value)


def medians(
    table: Table, origins: Ways, on_foot: Ways, since: int, window: int, longest: int = 120
) -> NDArray[np.int16]:
    """Median travel time in minutes of every origin to every destination over a window of departures.

    `origins`: from each origin to the stops near it. −1: not within `longest` minutes at half the departures.
    """
    count = len(origins.pointer) - 1
    network, values = table.network, table.values
    padded = np.full((count, values.shape[0] * LANES), -1, np.int16)
    edges = np.linspace(0, count, 4 * (os.cpu_count() or 1) + 1).astype(int)

    def part(at: int) -> None:
        _medians(
            values, network.row_pointer, network.row_time, origins.pointer, origins.target, origins.minutes,
            on_foot.pointer, on_foot.target, on_foot.minutes, since, window, longest,
            edges[at], edges[at + 1], padded,
        )  # fmt: skip

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(part, range(len(edges) - 1)))
    return padded[:, : table.destinations]


@compiled
def _medians(  # type: ignore[no-untyped-def]
    values, row_pointer, row_time, pointer, stops, walks, foot_pointer, foot_target, foot_minutes,
    since, window, longest, begin, end, out,
):  # fmt: skip
    """Origin by origin and block by block: the arrivals of a block stay in the processor's first cache."""
    blocks, _rows, lanes = values.shape
    arrivals = np.empty((window, lanes), np.int16)
    for origin in range(begin, end):
        near = slice(pointer[origin], pointer[origin + 1])
        foot = foot_pointer[origin]
        for block in range(blocks):
            arrivals[:] = 32767
            _every_minute(values[block], row_pointer, row_time, stops[near], walks[near], since, arrivals)
            while foot < foot_pointer[origin + 1] and foot_target[foot] < (block + 1) * lanes:
                lane, walk = foot_target[foot] - block * lanes, foot_minutes[foot]
                for minute in range(window):
                    arrivals[minute, lane] = min(arrivals[minute, lane], since + minute + walk)
                foot += 1
            _median(arrivals, since, longest, out[origin, block * lanes : (block + 1) * lanes])


@compiled
def _median(arrivals, since, longest, out):  # type: ignore[no-untyped-def]
    """By bisection over the minutes: how many departures take at most so long?"""
    window, places = arrivals.shape
    low = np.zeros(places, np.int16)
    high = np.full(places, longest + 1, np.int16)
    count = np.empty(places, np.int16)
    middle = np.empty(places, np.int16)
    for _ in range(16):
        for place in range(places):
            middle[place] = (low[place] + high[place]) >> 1
            count[place] = 0
        for minute in range(window):
            base = np.int16(since + minute)
            row = arrivals[minute]
            for place in range(places):
                count[place] += np.int16(row[place] <= base + middle[place])
        open_still = False
        for place in range(places):
            if low[place] < high[place]:
                if 2 * count[place] >= window:
                    high[place] = middle[place]
                else:
                    low[place] = middle[place] + 1
                open_still = open_still or low[place] < high[place]
        if not open_still:
            break
    for place in range(places):
        out[place] = low[place] if low[place] <= longest else -1
