# SPDX-License-Identifier: EUPL-1.2
"""Everybody, everywhere, every minute: a backward profile connection scan with all destinations as lanes.

Source: Dibbelt, Pajor, Strasser, Wagner, "Connection Scan Algorithm" (ACM JEA 2018), profile variant; the
lanes and the rows of `network.py` are ours. Hops are taken from the latest departure to the earliest. Each
run carries one vector: the earliest arrival at every destination for who sits in it now. A hop's end lowers
it by walking on and by the rows of its changes; the hop's start writes it into its row. As values are times
of arrival and nothing is ever added to them, the inner loop is one vectorised minimum.

With `rides` a value is arrival × 256 + rides: of the earliest arrivals the one with fewest rides. Arrival
decides first and boarding adds the same to all, so the best of a row is still made of the bests after it.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.compiled import compiled, lesser, lesser_one_more, lower, lower_one_more
from soesmart.mobility.engine.footpaths import Ways
from soesmart.mobility.engine.network import Network

Ints = NDArray[np.int32]
NEVER = np.iinfo(np.int16).max
"""No arrival within the axis."""
NEVER_RIDES = np.iinfo(np.int32).max // 2
LANES = 128
"""Destinations scanned together: a block's vectors of all runs stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Table:
    """`values[block, row, lane]` for destination block × LANES + lane; `rides`: how values are to be read.

    `walk`: ways from every stop to every destination without a ride.
    """

    network: Network
    walk: Ways
    destinations: int
    rides: bool
    values: NDArray[Any]

    def row(self, row: int) -> NDArray[np.int32]:
        """Arrival (or key) at every destination for who may board from this row on."""
        found: NDArray[np.int32] = self.values[:, row, :].reshape(-1)[: self.destinations].astype(np.int32)
        return found

    def arrivals(self, stop: int, minute: int) -> NDArray[np.int32]:
        """Earliest arrival at every destination for who stands at a stop at `minute`; NEVER where none.

        With `rides`: arrival × 256 + rides.
        """
        reach = self.network.feet.walk.of(stop)
        return self.from_ways(reach[0], reach[1], self.walk.of(stop), minute)

    def from_ways(
        self, near: Ints, minutes: Ints, on_foot: tuple[Ints, Ints], minute: int
    ) -> NDArray[np.int32]:
        """The same from any place: `near` stops are `minutes` away, destinations `on_foot` at once."""
        scale = 256 if self.rides else 1
        best = np.full(self.destinations, NEVER_RIDES if self.rides else NEVER, np.int32)
        for stop, walk in zip(near.tolist(), minutes.tolist(), strict=True):
            row = self.network.row_from(stop, minute + walk)
            if row >= 0:
                np.minimum(best, self.row(row), out=best)
        targets, walks = on_foot
        np.minimum.at(best, targets, (minute + walks) * scale)
        return best


def everyone(
    network: Network, walk: Ways | None = None, destinations: int = 0, *, rides: bool = False
) -> Table:
    """All stops × all minutes to all destinations. Without `walk` the stops themselves are destinations.

    `walk`: from every stop to each destination within reach on foot.
    """
    walk, destinations = (network.feet.walk, network.stops) if walk is None else (walk, destinations)
    blocks = max(1, -(-destinations // LANES))
    kind: Any = np.int32 if rides else np.int16
    values = np.empty((blocks, network.rows, LANES), kind)

    def scan(block: int) -> None:
        _scan_block(network, block_of(walk, block), values[block], rides)

    _side_by_side(scan, blocks)
    return Table(network, walk, destinations, rides, values)


def block_of(walk: Ways, block: int) -> Ways:
    """The ways to one block's destinations, numbered from 0."""
    inside = (walk.target >= block * LANES) & (walk.target < (block + 1) * LANES)
    kept = np.concatenate(([0], np.cumsum(inside)))
    return Ways(
        kept[walk.pointer].astype(np.int32),
        walk.target[inside] - np.int32(block * LANES),
        walk.minutes[inside],
    )


def scan_block(network: Network, walk: Ways, block: int, *, rides: bool = False) -> NDArray[Any]:
    """One block alone, [row, lane]: the piece of work for an executor."""
    values = np.empty((network.rows, LANES), np.int32 if rides else np.int16)
    _scan_block(network, block_of(walk, block), values, rides)
    return values


def _scan_block(network: Network, walk: Ways, values: NDArray[Any], rides: bool) -> None:
    times = network.times
    state = np.full((max(times.runs, 1), LANES), NEVER_RIDES if rides else NEVER, values.dtype)
    scan = _scan_rides if rides else _scan
    scan(
        times.arrival, times.target, times.trip, times.alight,
        network.hop_row, network.hop_place, network.change_pointer, network.change_row,
        walk.pointer, walk.target, walk.minutes, state, values,
    )  # fmt: skip


def _side_by_side(work: Callable[[int], None], count: int) -> None:
    """Compiled code lets go of the interpreter: threads do for it."""
    if count == 1:
        work(0)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, range(count)))


@compiled
def _scan(  # type: ignore[no-untyped-def]
    arrival, target, trip, alight, hop_row, hop_place, change_pointer, change_row,
    walk_pointer, walk_target, walk_minutes, state, values,
):  # fmt: skip
    for hop in range(len(trip)):
        now = state[trip[hop]]
        if alight[hop]:
            stop = target[hop]
            for at in range(walk_pointer[stop], walk_pointer[stop + 1]):
                lane = walk_target[at]
                now[lane] = min(now[lane], arrival[hop] + walk_minutes[at])
            for at in range(change_pointer[hop], change_pointer[hop + 1]):
                lower(now, values[change_row[at]])
        row = hop_row[hop]
        if hop_place[hop] == 1:
            lower(values[row], now)
        elif hop_place[hop] == 2:
            lesser(values[row], now, values[row + 1])
        elif hop_place[hop] == 3:
            values[row, :] = now


@compiled
def _scan_rides(  # type: ignore[no-untyped-def]
    arrival, target, trip, alight, hop_row, hop_place, change_pointer, change_row,
    walk_pointer, walk_target, walk_minutes, state, values,
):  # fmt: skip
    for hop in range(len(trip)):
        now = state[trip[hop]]
        if alight[hop]:
            stop = target[hop]
            for at in range(walk_pointer[stop], walk_pointer[stop + 1]):
                lane = walk_target[at]
                now[lane] = min(now[lane], (arrival[hop] + walk_minutes[at]) << 8)
            for at in range(change_pointer[hop], change_pointer[hop + 1]):
                lower(now, values[change_row[at]])
        row = hop_row[hop]
        if hop_place[hop] == 1:
            lower_one_more(values[row], now)
        elif hop_place[hop] == 2:
            lesser_one_more(values[row], now, values[row + 1])
        elif hop_place[hop] == 3:
            values[row, :] = NEVER_RIDES
            lower_one_more(values[row], now)
