# SPDX-License-Identifier: EUPL-1.2
"""The slow truth: from one stop at one minute forward through every hop, as one would with paper and pencil.

Written apart from the engine, on purpose: earliest departures first, one number of rides after the other,
no rows, no lanes, no pruning. Only the rules are the same: a change needs its minutes, and after a hop of no
minute at least one; before the first ride and after the last one walks at most once.
"""

import numpy as np

NEVER = 1 << 29


def earliest(  # noqa: C901 (simple on purpose)
    hops, walk, ready, near, origin, minute, rides
):
    """(arrival, fewest rides for it) at every stop.

    `hops`: (departure, arrival, from, to, run, board, alight),
    sorted by departure, then by place in the run. `walk`, `ready`: matrices, NEVER where no way; `near`:
    the stops with any way from each, filled up with −1."""
    stops = len(walk)
    best = np.full(stops, NEVER, np.int64)
    used = np.zeros(stops, np.int64)
    may_board = np.full(stops, NEVER, np.int64)
    for stop in range(stops):
        if walk[origin, stop] < NEVER:
            best[stop] = minute + walk[origin, stop]
            may_board[stop] = minute + walk[origin, stop]
    runs = 0
    for hop in range(len(hops)):
        runs = max(runs, hops[hop, 4] + 1)
    for number in range(1, rides + 1):
        aboard = np.zeros(runs, np.bool_)
        next_board = np.full(stops, NEVER, np.int64)
        better = False
        for hop in range(len(hops)):
            leaves, arrives, here, there, run, board, alight = hops[hop]
            if leaves < minute:
                continue
            if not aboard[run] and board and may_board[here] <= leaves:
                aboard[run] = True
            if not aboard[run] or not alight:
                continue
            for stop in near[there]:
                if stop < 0:
                    break
                if walk[there, stop] < NEVER and arrives + walk[there, stop] < best[stop]:
                    best[stop], used[stop], better = arrives + walk[there, stop], number, True
                if ready[there, stop] < NEVER:
                    need = max(arrives + ready[there, stop], leaves + 1)
                    if need < next_board[stop]:
                        next_board[stop] = need
        changed = False
        for stop in range(stops):
            if next_board[stop] < may_board[stop]:
                changed = True
        may_board = next_board
        if not better and not changed:
            break
    return best, used


def matrices(feet, stops):
    """Dense walk and ready times of the engine's footpaths."""
    found = []
    for ways in (feet.walk, feet.ready):
        dense = np.full((stops, stops), NEVER, np.int64)
        row = np.repeat(np.arange(stops), np.diff(ways.pointer))
        dense[row, ways.target] = ways.minutes
        found.append(dense)
    any_way = (found[0] < NEVER) | (found[1] < NEVER)
    near = np.full((stops, max(int(any_way.sum(axis=1).max()), 1)), -1, np.int64)
    for stop in range(stops):
        own = np.flatnonzero(any_way[stop])
        near[stop, : len(own)] = own
    return (*found, near)


def hops_of(times):
    """The engine's hops, turned to earliest first."""
    columns = (
        times.departure,
        times.arrival,
        times.origin,
        times.target,
        times.trip,
        times.board,
        times.alight,
    )
    table = np.column_stack([np.asarray(column, np.int64) for column in columns])
    return table[np.lexsort((times.order, times.departure))]
