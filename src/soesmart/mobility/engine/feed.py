# SPDX-License-Identifier: EUPL-1.2
"""A GTFS feed as arrays. What is sound is loaded; what is not stands in the report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine import week
from soesmart.mobility.engine.calendar import Days, busiest_monday, day_of, service_days, span
from soesmart.mobility.engine.flex import Booking, FlexRide, read_booking, read_flex
from soesmart.mobility.engine.problems import FeedProblem, Report
from soesmart.mobility.engine.stop_times import StopTimes, read_stop_times
from soesmart.mobility.engine.tables import Files, numbered

Ints = NDArray[np.int32]
CALL_AHEAD_TYPE = 715
"""Extended route type "demand and response bus": coded by careful publishers."""


@dataclass(frozen=True, slots=True)
class Stops:
    """`lat`, `lon`: NaN where unknown. `wheelchair`: 0 unknown, 1 yes, 2 no. `parent`: index or −1."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    wheelchair: NDArray[np.int8]
    parent: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Routes:
    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: Ints
    zones: tuple[str, ...]
    """Time zone of each route's agency."""


@dataclass(frozen=True, slots=True)
class Trips:
    """`service` names the days. `phone`: must be called for, as the feed itself says."""

    ids: tuple[str, ...]
    route: Ints
    service: tuple[str, ...]
    headsigns: tuple[str, ...]
    wheelchair: NDArray[np.int8]
    phone: NDArray[np.bool_]
    booking: tuple[str, ...]
    block: tuple[str, ...] = ()
    """Trips of one block are done by one vehicle; "" where the feed says nothing."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """`minutes` from one stop to the other including the change; None: not possible."""

    origin: int
    target: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Headway:
    """A row of frequencies.txt; seconds of the service day."""

    trip: int
    start: int
    end: int
    every: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A whole feed. `since`, `until`: first and last day on which anything runs."""

    zone: str
    stops: Stops
    routes: Routes
    trips: Trips
    times: StopTimes
    services: Mapping[str, Days]
    headways: tuple[Headway, ...]
    transfers: tuple[Transfer, ...]
    bookings: Mapping[str, Booking]
    flex: tuple[FlexRide, ...]
    version: str
    since: date | None
    until: date | None
    problems: tuple[FeedProblem, ...]
    seated: tuple[tuple[int, int, bool], ...] = ()
    """(trip, trip after it, whether passengers may stay seated)."""

    def best_week(self) -> date | None:
        """The Monday of the week with most rides."""
        weights: dict[str, int] = {}
        for name in self.trips.service:
            weights[name] = weights.get(name, 0) + 1
        return busiest_monday(self.services, weights)


def read_feed(raw: Mapping[str, bytes], town_zone: str = "Europe/Berlin") -> Feed:
    """Read a feed from its files by name; never raises over what stands in them."""
    report = Report()
    files = Files(raw, report)
    for name in ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt"):
        if not files.raw(name):
            report.tell(name, 0, "Die Datei fehlt oder ist leer.")
    if "calendar.txt" not in files and "calendar_dates.txt" not in files:
        report.tell(
            "calendar.txt", 0, "Weder calendar.txt noch calendar_dates.txt: Es fährt an keinem Tag etwas."
        )
    zone, agencies = _zones(files, report, town_zone)
    stops = _stops(files, report)
    services = service_days(files, report)
    routes = _routes(files, report, zone, agencies)
    bookings = read_booking(files, report)
    trips = _trips(files, report, routes, services)
    times = read_stop_times(files, report, trips.ids, stops.ids, stops.lat, stops.lon)
    trips = _with_phones(trips, routes, times, bookings)
    flex = read_flex(files, report, trips.ids, stops, times)
    edges = span({name: services[name] for name in set(trips.service) if name in services})
    if edges is None and len(trips.ids):
        report.tell("calendar.txt", 0, "Der Kalender enthält keinen Tag, an dem eine Fahrt fährt.")
    return Feed(
        zone=zone,
        stops=stops,
        routes=routes,
        trips=trips,
        times=times,
        services=services,
        headways=_headways(files, report, trips),
        transfers=_transfers(files, report, stops),
        seated=_seated(files, report, trips),
        bookings=bookings,
        flex=flex,
        version=_version(files),
        since=edges[0] if edges else None,
        until=edges[1] if edges else None,
        problems=report.all(),
    )


def _zones(files: Files, report: Report, town_zone: str) -> tuple[str, dict[str, str]]:
    """The zone most agencies keep, and the zone of each."""
    table = files.table("agency.txt")
    zones: dict[str, str] = {}
    for line, (agency, name) in numbered(table, "agency_id", "agency_timezone"):
        if week.zone(name) is None:
            report.tell(table.name, line, f"Die Zeitzone „{name}“ ist unbekannt; genommen wird {town_zone}.")
            name = town_zone
        zones[agency] = name
    if not zones:
        report.tell(table.name, 0, f"Kein Betrieb, also keine Zeitzone; genommen wird {town_zone}.")
        return town_zone, {}
    named = list(zones.values())
    main = max(sorted(set(named)), key=named.count)
    if len(set(named)) > 1:
        report.tell(
            table.name,
            0,
            f"Betriebe in mehreren Zeitzonen ({', '.join(sorted(set(named)))}); jede Fahrt zählt in ihrer.",
        )
    return main, zones


def _stops(files: Files, report: Report) -> Stops:
    table = files.table("stops.txt")
    columns = ["stop_id", "stop_name", "stop_lat", "stop_lon", "parent_station", "wheelchair_boarding"]
    ids: dict[str, int] = {}
    names: list[str] = []
    lat: list[float] = []
    lon: list[float] = []
    parents: list[str] = []
    chairs: list[int] = []
    for line, (key, name, north, east, parent, chair) in numbered(table, *columns):
        if not key or key in ids:
            report.tell(
                table.name,
                line,
                f"Die Haltestelle „{key}“ hat keine Kennung oder steht doppelt; die Zeile gilt nicht.",
            )
            continue
        ids[key] = len(ids)
        point = _point(north, east)
        if point is None and (north or east):
            report.tell(
                table.name,
                line,
                f"„{north}, {east}“ ist kein Ort auf der Erde; die Haltestelle hat nun keinen.",
            )
        names.append(name)
        lat.append(point[0] if point else np.nan)
        lon.append(point[1] if point else np.nan)
        parents.append(parent)
        chairs.append({"1": 1, "2": 2}.get(chair, 0))
    return _with_parents(
        list(ids), names, np.array(lat), np.array(lon), np.array(chairs, np.int8), parents, ids, report
    )


def _point(north: str, east: str) -> tuple[float, float] | None:
    try:
        lat, lon = float(north.replace(",", ".")), float(east.replace(",", "."))
    except ValueError:
        return None
    good = -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0.0, 0.0)
    return (lat, lon) if good else None


def _with_parents(
    keys: list[str],
    names: list[str],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    chairs: NDArray[np.int8],
    parents: list[str],
    ids: dict[str, int],
    report: Report,
) -> Stops:
    """What a platform does not say itself its station says for it."""
    parent = np.array([ids.get(name, -1) if name else -1 for name in parents], np.int32)
    lost = [name for name in parents if name and name not in ids]
    if lost:
        report.tell(
            "stops.txt", 0, f"{len(lost)} Haltestellen nennen eine Station, die fehlt (zuerst „{lost[0]}“)."
        )
    for at in np.flatnonzero(parent >= 0):
        above = parent[at]
        if np.isnan(lat[at]):
            lat[at], lon[at] = lat[above], lon[above]
        if chairs[at] == 0:
            chairs[at] = chairs[above]
        names[at] = names[at] or names[above]
    names = [name or f"Haltestelle {key}" for name, key in zip(names, keys, strict=True)]
    lat, lon = lat.astype(np.float64), lon.astype(np.float64)
    return Stops(tuple(keys), tuple(names), lat, lon, chairs, parent)


def _routes(files: Files, report: Report, zone: str, zones: Mapping[str, str]) -> Routes:
    table = files.table("routes.txt")
    columns = ["route_id", "agency_id", "route_short_name", "route_long_name", "route_type"]
    ids: list[str] = []
    names: list[str] = []
    kinds: list[int] = []
    own: list[str] = []
    for line, (key, agency, short, long, kind) in numbered(table, *columns):
        if not kind.isdigit():
            report.tell(table.name, line, f"route_type „{kind}“ ist keine Zahl; die Linie gilt als Bus.")
        ids.append(key)
        names.append(short or long or key)
        kinds.append(int(kind) if kind.isdigit() and len(kind) < 6 else 3)
        own.append(zones.get(agency, zone))
    return Routes(tuple(ids), tuple(names), np.array(kinds, np.int32), tuple(own))


def _trips(files: Files, report: Report, routes: Routes, services: Mapping[str, Days]) -> Trips:
    table = files.table("trips.txt")
    route_at = {key: at for at, key in enumerate(routes.ids)}
    columns = ["trip_id", "route_id", "service_id", "trip_headsign", "wheelchair_accessible", "block_id"]
    seen: dict[str, int] = {}
    kept: list[tuple[str, int, str, str, int, str]] = []
    for line, (key, route, service, headsign, chair, block) in numbered(table, *columns):
        if not key or key in seen:
            report.tell(
                table.name,
                line,
                f"Die Fahrt „{key}“ hat keine Kennung oder steht doppelt; die Zeile gilt nicht.",
            )
        elif route not in route_at:
            report.tell(
                table.name,
                line,
                f"Die Fahrt „{key}“ nennt die Linie „{route}“, die es nicht gibt; sie fehlt nun.",
            )
        else:
            if service not in services:
                report.tell(
                    table.name,
                    line,
                    f"Für „{service}“ steht kein Tag im Kalender; die Fahrt „{key}“ fährt nie.",
                )
            seen[key] = len(kept)
            kept.append((key, route_at[route], service, headsign, {"1": 1, "2": 2}.get(chair, 0), block))
    none = np.zeros(len(kept), np.bool_)
    return Trips(
        ids=tuple(row[0] for row in kept),
        route=np.array([row[1] for row in kept], np.int32),
        service=tuple(row[2] for row in kept),
        headsigns=tuple(row[3] for row in kept),
        wheelchair=np.array([row[4] for row in kept], np.int8),
        phone=none,
        booking=("",) * len(kept),
        block=tuple(row[5] for row in kept),
    )


def _with_phones(trips: Trips, routes: Routes, times: StopTimes, bookings: Mapping[str, Booking]) -> Trips:
    """A ride must be called for if every boarding needs a call (pickup_type 2) or its line does."""
    count = np.diff(times.pointer)
    asked = np.add.reduceat(np.append(times.pickup == 2, False), times.pointer[:-1]) * (count > 0)
    closed = np.add.reduceat(np.append(times.pickup == 1, False), times.pointer[:-1]) * (count > 0)
    phone = (asked > 0) & (asked + closed >= count - 1)
    phone |= routes.kinds[trips.route] == CALL_AHEAD_TYPE if len(routes.ids) else False
    booking = [""] * len(trips.ids)
    for at in np.flatnonzero(count):
        own = times.booking[times.pointer[at]]
        booking[at] = own if own in bookings else ""
    return replace(trips, phone=phone, booking=tuple(booking))


def _headways(files: Files, report: Report, trips: Trips) -> tuple[Headway, ...]:
    from soesmart.mobility.engine.stop_times import seconds_of

    table = files.table("frequencies.txt")
    trip_at = {key: at for at, key in enumerate(trips.ids)}
    found = []
    for line, (trip, start, end, every) in numbered(
        table, "trip_id", "start_time", "end_time", "headway_secs"
    ):
        begins, ends = seconds_of(start), seconds_of(end)
        if trip not in trip_at or begins is None or ends is None or not every.isdigit() or int(every) < 1:
            report.tell(
                table.name,
                line,
                f"Der Takt „{trip} {start}–{end} alle {every} s“ ist nicht lesbar; die Zeile gilt nicht.",
            )
            continue
        found.append(Headway(trip_at[trip], begins, ends, int(every)))
    return tuple(found)


def _transfers(files: Files, report: Report, stops: Stops) -> tuple[Transfer, ...]:
    """Rules between stops; a station stands for its platforms. Rules for single lines are left out."""
    table = files.table("transfers.txt")
    at = {key: number for number, key in enumerate(stops.ids)}
    children: dict[int, list[int]] = {}
    for number, above in enumerate(stops.parent):
        children.setdefault(int(above), []).append(number)
    columns = (
        "from_stop_id to_stop_id transfer_type min_transfer_time"
        " from_route_id to_route_id from_trip_id to_trip_id"
    )
    found: list[Transfer] = []
    special = 0
    for line, (origin, target, kind, least, *single) in numbered(table, *columns.split()):
        if kind in {"4", "5"}:
            continue
        if any(single):
            special += 1
        elif origin not in at or target not in at:
            report.tell(
                table.name,
                line,
                f"Umstieg „{origin}“ → „{target}“: eine der Haltestellen fehlt; die Zeile gilt nicht.",
            )
        else:
            minutes = None if kind == "3" else -(-int(least) // 60) if kind == "2" and least.isdigit() else 0
            if kind == "2" and not least.isdigit():
                continue
            if kind in {"", "0"}:
                continue
            ends = [[here, *children.get(here, ())] for here in (at[origin], at[target])]
            found += [Transfer(a, b, minutes) for a in ends[0] for b in ends[1]]
    if special:
        report.tell(
            table.name,
            0,
            f"{special} Regeln gelten nur für einzelne Linien oder Fahrten; sie werden nicht gebraucht.",
        )
    return tuple(found)


def _seated(files: Files, report: Report, trips: Trips) -> tuple[tuple[int, int, bool], ...]:
    """Rules of transfers.txt on staying in the vehicle (types 4 and 5)."""
    table = files.table("transfers.txt")
    at = {key: number for number, key in enumerate(trips.ids)}
    found: list[tuple[int, int, bool]] = []
    for line, (kind, one, other) in numbered(table, "transfer_type", "from_trip_id", "to_trip_id"):
        if kind not in {"4", "5"}:
            continue
        if one in at and other in at:
            found.append((at[one], at[other], kind == "4"))
        else:
            what = f"Sitzen bleiben von „{one}“ in „{other}“: eine der Fahrten fehlt; die Zeile gilt nicht."
            report.tell(table.name, line, what)
    return tuple(found)


def _version(files: Files) -> str:
    table = files.table("feed_info.txt")
    if not table.rows:
        return ""
    version, start = table.column("feed_version")[0], table.column("feed_start_date")[0]
    day = day_of(start)
    return version or (day.isoformat() if day else "")
