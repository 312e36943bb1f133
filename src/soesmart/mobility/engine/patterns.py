# SPDX-License-Identifier: EUPL-1.2
"""Runs that call at the same stops and never overtake one another, as lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.timetable import Timetable

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Line l has `size[l]` runs in the order in which they come.

    `call_pointer`: the calls of each stop; call c is position `call_position[c]` of line `call_line[c]`, its
    departures are `times[call_times[c]:][:size]`, ascending. `run_line`, `run_rank`: where a run stands.
    """

    size: Ints
    call_pointer: Ints
    call_line: Ints
    call_position: Ints
    call_times: Ints
    times: Ints
    run_line: Ints
    run_rank: Ints


def patterns(table: Timetable) -> Patterns:
    by_run = np.lexsort((table.order, table.trip))
    trip = table.trip[by_run]
    starts = np.flatnonzero(np.r_[True, trip[1:] != trip[:-1]]) if len(trip) else np.zeros(0, np.int64)
    lengths = np.diff(np.r_[starts, len(trip)])
    run_line = np.full(table.runs, -1, np.int32)
    run_rank = np.zeros(table.runs, np.int32)
    lines: list[NDArray[np.int64]] = []
    """Per line the places of its runs' hops: [run, position] into the hops."""
    for group in _groups(table, by_run, starts, lengths):
        span = np.arange(lengths[group[0]])
        hops = by_run[starts[group][:, None] + span]
        for part in _in_order(table.departure[hops], table.arrival[hops]):
            run_line[table.trip[hops[part, 0]]] = len(lines)
            run_rank[table.trip[hops[part, 0]]] = np.arange(len(part))
            lines.append(hops[part])
    return _packed(table, lines, run_line, run_rank)


def _groups(
    table: Timetable, by_run: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Runs with the same stops and the same leave to board and alight, found by two 64-bit sums."""
    if not len(starts):
        return []
    stop = table.origin[by_run].astype(np.uint64) << np.uint64(24) | table.target[by_run].astype(np.uint64)
    leave = table.board[by_run].astype(np.uint64) << np.uint64(1) | table.alight[by_run].astype(np.uint64)
    one = (stop << np.uint64(2)) | leave
    place = np.arange(len(by_run)) - np.repeat(starts, lengths)
    keys = [lengths.astype(np.uint64)]
    for seed in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F):
        mixed = (one ^ np.uint64(seed)) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(29)
        powers = np.power(np.uint64(seed | 1), place.astype(np.uint64))
        keys.append(np.add.reduceat(mixed * powers, starts))
    _values, inverse = np.unique(np.column_stack(keys), axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    order = np.argsort(inverse, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(inverse[order])) + 1)


def _in_order(departure: Ints, arrival: Ints) -> list[NDArray[np.int64]]:
    """Chains of runs in which none overtakes the one before."""
    times = np.concatenate([departure, arrival], axis=1)
    order = np.lexsort((times[:, -1], times[:, 0]))
    if (np.diff(times[order], axis=0) >= 0).all():
        return [order]
    chains: list[list[int]] = []
    for run in order.tolist():
        fit = next((chain for chain in chains if (times[run] >= times[chain[-1]]).all()), None)
        if fit is None:
            chains.append([run])
        else:
            fit.append(run)
    return [np.array(chain) for chain in chains]


def _packed(table: Timetable, lines: list[NDArray[np.int64]], run_line: Ints, run_rank: Ints) -> Patterns:
    size = np.array([len(hops) for hops in lines], np.int32)
    stops: list[Ints] = []
    of_line: list[Ints] = []
    positions: list[Ints] = []
    offsets: list[Ints] = []
    times: list[Ints] = []
    filled = 0
    for at, hops in enumerate(lines):
        positions_here = np.flatnonzero(table.board[hops[0]]).astype(np.int32)
        stops.append(table.origin[hops[0]][positions_here])
        of_line.append(np.full(len(positions_here), at, np.int32))
        positions.append(positions_here)
        offsets.append(filled + np.arange(len(positions_here), dtype=np.int32) * len(hops))
        times.append(table.departure[hops][:, positions_here].T.reshape(-1))
        filled += len(positions_here) * len(hops)
    none = [np.zeros(0, np.int32)]
    stop = np.concatenate(stops or none)
    order = np.argsort(stop, kind="stable")
    pointer = np.searchsorted(stop[order], np.arange(len(table.stops) + 1)).astype(np.int32)
    return Patterns(
        size,
        pointer,
        np.concatenate(of_line or none)[order],
        np.concatenate(positions or none)[order],
        np.concatenate(offsets or none)[order].astype(np.int32),
        np.concatenate(times or none).astype(np.int32),
        run_line,
        run_rank,
    )
