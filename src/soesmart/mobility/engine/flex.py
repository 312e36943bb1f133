# SPDX-License-Identifier: EUPL-1.2
"""Rides on demand (GTFS-Flex): booking rules, areas and windows, in the adopted words and in draft ones."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.problems import Report
from soesmart.mobility.engine.tables import Files, numbered

if TYPE_CHECKING:
    from soesmart.mobility.engine.feed import Stops
    from soesmart.mobility.engine.stop_times import StopTimes, Window


@dataclass(frozen=True, slots=True)
class Booking:
    """How to order a ride. `minutes_before` None and `day_before` None: on the spot."""

    minutes_before: int | None
    days_before: int | None
    until: str
    """Time of day of the last call, `days_before` days earlier; empty: none told."""
    phone: str
    url: str
    message: str


@dataclass(frozen=True, slots=True)
class FlexRide:
    """On demand from any stop of `origins` to any of `targets`, boarding between `start` and `end` (seconds).

    A ride takes `factor` × the direct way by car + `offset` minutes; factor 0: the feed does not tell.
    """

    trip: int
    origins: NDArray[np.int32]
    targets: NDArray[np.int32]
    start: int
    end: int
    booking: str
    factor: float
    offset: float


def read_booking(files: Files, report: Report) -> Mapping[str, Booking]:
    table = files.table("booking_rules.txt")
    columns = (
        "booking_rule_id", "booking_type", "prior_notice_duration_min", "prior_notice_last_day",
        "prior_notice_last_time", "phone_number", "booking_url", "info_url", "message",
    )  # fmt: skip
    found: dict[str, Booking] = {}
    for line, (key, kind, least, days, until, phone, url, info, message) in numbered(table, *columns):
        if kind not in {"0", "1", "2"}:
            report.tell(
                table.name,
                line,
                f"booking_type „{kind}“ ist unbekannt; es gilt, was sonst in der Zeile steht.",
            )
        found[key] = Booking(
            minutes_before=int(least) if least.isdigit() else None,
            days_before=int(days) if days.isdigit() else None,
            until=until[:5],
            phone=phone,
            url=url or info,
            message=message,
        )
    return found


def read_flex(
    files: Files, report: Report, trips: Sequence[str], stops: "Stops", times: "StopTimes"
) -> tuple[FlexRide, ...]:
    """Each pair of an earlier and a later row of a ride; one row alone (draft dialect) serves both ends."""
    areas = _areas(files, report, stops)
    found: list[FlexRide] = []
    for trip, rows in times.flex.items():
        for window in rows:
            if window.area not in areas:
                report.tell(
                    "stop_times.txt",
                    window.line,
                    f"Das Gebiet „{window.area}“ gibt es nicht; die Zeile gilt nicht.",
                )
        rows = sorted((row for row in rows if row.area in areas), key=lambda row: row.order)
        pairs = [(row, row) for row in rows] if len({row.area for row in rows}) == 1 else []
        pairs = pairs[:1] or [(a, b) for at, a in enumerate(rows) for b in rows[at + 1 :]]
        found += [_ride(trip, a, b, areas) for a, b in pairs if a.pickup != 1 and b.drop != 1]
    return tuple(found)


def _ride(trip: int, origin: "Window", target: "Window", areas: Mapping[str, NDArray[np.int32]]) -> FlexRide:
    return FlexRide(
        trip,
        areas[origin.area],
        areas[target.area],
        origin.start,
        min(origin.end, max(target.end, origin.start + 60)),
        origin.booking,
        origin.factor,
        origin.offset,
    )


def _areas(files: Files, report: Report, stops: "Stops") -> dict[str, NDArray[np.int32]]:
    """Every area by its id: single stops, stations, groups of stops, polygons."""
    at = {key: number for number, key in enumerate(stops.ids)}
    members: dict[str, set[int]] = {key: {number} for key, number in at.items()}
    for number, above in enumerate(stops.parent):
        if above >= 0:
            members[stops.ids[above]].add(number)
    for key, inside in _polygons(files, report, stops).items():
        members.setdefault(key, set()).update(inside)
    groups = (
        ("location_groups.txt", "location_group_id", "location_id"),
        ("location_group_stops.txt", "location_group_id", "stop_id"),
        ("stop_areas.txt", "area_id", "stop_id"),
    )
    for name, group_column, stop_column in groups:
        table = files.table(name)
        if not table.has(stop_column):
            continue
        for line, (group, stop) in numbered(table, group_column, stop_column):
            own = members.setdefault(group, set())
            if stop in members:
                own |= members[stop]
            elif stop:
                report.tell(name, line, f"Die Haltestelle „{stop}“ der Gruppe „{group}“ fehlt in stops.txt.")
    return {key: np.array(sorted(own), np.int32) for key, own in members.items()}


def _polygons(files: Files, report: Report, stops: "Stops") -> dict[str, set[int]]:
    """The stops inside every polygon of locations.geojson."""
    raw = files.raw("locations.geojson")
    if not raw:
        return {}
    try:
        features = json.loads(raw.decode("utf-8-sig"))["features"]
        shapes = [(str(feature["id"]), feature["geometry"]) for feature in features]
    except (ValueError, KeyError, TypeError) as error:
        report.tell("locations.geojson", 0, f"Nicht lesbar ({error}); Gebiete mit Umriss fehlen nun.")
        return {}
    found: dict[str, set[int]] = {}
    for key, geometry in shapes:
        try:
            found[key] = _inside(geometry, stops)
        except (ValueError, KeyError, TypeError, IndexError):
            report.tell("locations.geojson", 0, f"Der Umriss von „{key}“ ist nicht lesbar.")
    return found


def _inside(geometry: Mapping[str, Any], stops: "Stops") -> set[int]:
    from shapely import contains_xy
    from shapely.geometry import shape

    good = ~np.isnan(stops.lat)
    hits = contains_xy(shape(geometry), np.where(good, stops.lon, 0), np.where(good, stops.lat, 0))
    return {int(at) for at in np.flatnonzero(hits & good)}
