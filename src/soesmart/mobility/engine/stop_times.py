# SPDX-License-Identifier: EUPL-1.2
"""stop_times.txt: times past 24:00, blanks between timepoints filled, faulty rides left out."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.problems import Report
from soesmart.mobility.engine.tables import Files

Ints = NDArray[np.int32]
LATEST = 14 * 24 * 3600
BLANK = -1


@dataclass(frozen=True, slots=True)
class StopTimes:
    """Calls of all rides, ride by ride: those of ride i are `pointer[i]` to `pointer[i + 1]`.

    `arrival`, `departure`: seconds from the start of the service day, whole. `pickup`, `drop`: 0 regular,
    1 none, 2 call ahead, 3 ask the driver. `flex`: rows with a window instead of times, per ride.
    """

    pointer: Ints
    stop: Ints
    arrival: Ints
    departure: Ints
    pickup: NDArray[np.int8]
    drop: NDArray[np.int8]
    booking: tuple[str, ...]
    flex: dict[int, list["Window"]]


@dataclass(frozen=True, slots=True)
class Window:
    """One row of a ride on demand: where, from when to when (seconds), and by which booking rules."""

    line: int
    order: int
    area: str
    start: int
    end: int
    pickup: int
    drop: int
    booking: str
    factor: float
    offset: float


def seconds_of(text: str) -> int | None:
    """H:MM:SS or H:MM, hours beyond 24 too; None where it is no time."""
    parts = text.split(":")
    if len(parts) not in {2, 3} or not all(part.strip().isdigit() for part in parts):
        return None
    hours, minutes, *rest = (int(part) for part in parts)
    seconds = rest[0] if rest else 0
    total = hours * 3600 + minutes * 60 + seconds
    return total if minutes < 60 and seconds < 60 and total <= LATEST else None


class _Clock(dict[str, int | None]):
    """Times repeat a thousandfold: each spelling is read once."""

    def __missing__(self, text: str) -> int | None:
        value = self[text] = BLANK if not text else seconds_of(text)
        return value


@dataclass(slots=True)
class _Call:
    line: int
    order: int
    stop: int
    arrival: int
    departure: int
    pickup: int
    drop: int
    booking: str
    travelled: float


_COLUMNS: tuple[tuple[str, ...], ...] = (
    ("trip_id",),
    ("stop_id",),
    ("location_group_id",),
    ("location_id",),
    ("stop_sequence",),
    ("arrival_time",),
    ("departure_time",),
    ("pickup_type",),
    ("drop_off_type",),
    ("pickup_booking_rule_id",),
    ("start_pickup_drop_off_window", "start_pickup_dropoff_window"),
    ("end_pickup_drop_off_window", "end_pickup_dropoff_window"),
    ("mean_duration_factor", "safe_duration_factor"),
    ("mean_duration_offset", "safe_duration_offset"),
    ("shape_dist_traveled",),
)


def read_stop_times(
    files: Files,
    report: Report,
    trips: Sequence[str],
    stops: Sequence[str],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
) -> StopTimes:
    table = files.table("stop_times.txt")
    trip_at = {key: at for at, key in enumerate(trips)}
    stop_at = {key: at for at, key in enumerate(stops)}
    calls: list[list[_Call]] = [[] for _ in trips]
    flex: dict[int, list[Window]] = {}
    bad: dict[int, tuple[int, str]] = {}
    orphans: list[int] = []
    clock = _Clock()
    columns = [table.column(*names) for names in _COLUMNS]
    for line, row in zip(table.lines, zip(*columns, strict=True), strict=True):
        (
            trip_id,
            stop_id,
            group,
            location,
            order,
            arrives,
            departs,
            pickup,
            drop,
            rule,
            begins,
            ends,
            *more,
        ) = row
        trip = trip_at.get(trip_id)
        if trip is None:
            orphans.append(line)
            continue
        if begins or ends:
            area = stop_id or group or location
            window = _window(line, order, area, clock[begins], clock[ends], pickup, drop, rule, more)
            if window is None:
                what = f"Das Fenster „{begins}–{ends}“ ist nicht lesbar; die Zeile gilt nicht."
                report.tell(table.name, line, what)
            else:
                flex.setdefault(trip, []).append(window)
            continue
        stop = stop_at.get(stop_id)
        arrival, departure = clock[arrives], clock[departs]
        if stop is None or arrival is None or departure is None or not order.isdigit():
            bad.setdefault(trip, (line, _fault(stop, stop_id, arrives, departs, order)))
            continue
        boards, leaves, way = _kind(pickup), _kind(drop), _number(more[2], math.nan)
        calls[trip].append(_Call(line, int(order), stop, arrival, departure, boards, leaves, rule, way))
    if orphans:
        what = f"{len(orphans)} Zeilen nennen eine Fahrt, die es nicht gibt; sie gelten nicht."
        report.tell(table.name, orphans[0], what)
    _check(calls, bad, flex, report, lat, lon, trips)
    return _packed(calls, flex)


def _fault(stop: int | None, stop_id: str, arrives: str, departs: str, order: str) -> str:
    if stop is None:
        return f"die Haltestelle „{stop_id}“ fehlt"
    return f"„{arrives}, {departs}, {order}“ ist nicht lesbar"


def _kind(text: str) -> int:
    return int(text) if text in {"1", "2", "3"} else 0


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default


def _window(
    line: int,
    order: str,
    area: str,
    start: int | None,
    end: int | None,
    pickup: str,
    drop: str,
    rule: str,
    more: Sequence[str],
) -> Window | None:
    if start is None or end is None or start < 0 or end <= start or not area:
        return None
    place = int(order) if order.isdigit() else 0
    factor, offset = _number(more[0], 0.0), _number(more[1], 0.0)
    return Window(line, place, area, start, end, _kind(pickup), _kind(drop), rule, factor, offset)


def _check(
    calls: list[list[_Call]],
    bad: dict[int, tuple[int, str]],
    flex: dict[int, list[Window]],
    report: Report,
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    trips: Sequence[str],
) -> None:
    """Sort each ride, fill its blanks, drop it where its times make no sense."""
    alone: list[str] = []
    for trip, own in enumerate(calls):
        own.sort(key=lambda call: call.order)
        if trip not in bad and len(own) > 1:
            trouble = _filled(own, lat, lon)
            if trouble:
                bad[trip] = trouble
        if trip in bad:
            line, what = bad[trip]
            report.tell("stop_times.txt", line, f"Die Fahrt „{trips[trip]}“ fehlt nun: {what}.")
            own.clear()
        elif len(own) < 2:
            if trip not in flex:
                alone.append(trips[trip])
            own.clear()
    if alone:
        report.tell(
            "stop_times.txt",
            0,
            f"{len(alone)} Fahrten haben keine zwei Halte und fehlen nun (zuerst „{alone[0]}“).",
        )


def _filled(own: list[_Call], lat: NDArray[np.float64], lon: NDArray[np.float64]) -> tuple[int, str] | None:
    for call in own:
        if call.arrival < 0 or call.departure < 0:
            call.arrival = call.departure = max(call.arrival, call.departure)
    if own[0].arrival < 0 or own[-1].arrival < 0:
        return own[0].line, "erster oder letzter Halt ohne Zeit"
    known = [at for at, call in enumerate(own) if call.arrival >= 0]
    for left, right in itertools.pairwise(known):
        if right - left > 1:
            _interpolate(own[left : right + 1], lat, lon)
    before = own[0].arrival
    for call in own:
        if call.arrival < before or call.departure < call.arrival:
            return call.line, "die Zeiten laufen rückwärts"
        before = call.departure
    return None


def _interpolate(part: list[_Call], lat: NDArray[np.float64], lon: NDArray[np.float64]) -> None:
    """By distance travelled where the feed tells it, else by straight lines, else evenly."""
    travelled = np.array([call.travelled for call in part])
    if np.isnan(travelled).any() or np.any(np.diff(travelled) < 0) or travelled[-1] <= travelled[0]:
        at = np.array([call.stop for call in part])
        north, east = lat[at], lon[at] * math.cos(math.radians(float(np.nan_to_num(lat[at[0]]))))
        travelled = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(north), np.diff(east)))))
    if np.isnan(travelled).any() or travelled[-1] <= travelled[0]:
        travelled = np.arange(len(part), dtype=float)
    share = (travelled - travelled[0]) / (travelled[-1] - travelled[0])
    start, end = part[0].departure, part[-1].arrival
    for call, portion in zip(part[1:-1], share[1:-1], strict=True):
        call.arrival = call.departure = round(start + float(portion) * (end - start))


def _packed(calls: list[list[_Call]], flex: dict[int, list[Window]]) -> StopTimes:
    pointer = np.concatenate(([0], np.cumsum([len(own) for own in calls]))).astype(np.int32)
    flat = [call for own in calls for call in own]
    return StopTimes(
        pointer=pointer,
        stop=np.array([call.stop for call in flat], np.int32),
        arrival=np.array([call.arrival for call in flat], np.int32),
        departure=np.array([call.departure for call in flat], np.int32),
        pickup=np.array([call.pickup for call in flat], np.int8),
        drop=np.array([call.drop for call in flat], np.int8),
        booking=tuple(call.booking for call in flat),
        flex=flex,
    )
