# SPDX-License-Identifier: EUPL-1.2
"""A small readable table of lines becomes a GTFS feed: for examples that are ours."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from soesmart.mobility.engine.stop_times import seconds_of

_TRIPS = ("route_id", "service_id", "trip_id", "trip_headsign")
_TIMES = (
    "trip_id",
    "arrival_time",
    "departure_time",
    "stop_id",
    "stop_sequence",
    "pickup_type",
    "pickup_booking_rule_id",
)
_DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


class BadTable(ValueError):
    """`line` and what is wrong there."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line, self.text = line, text


def example_feed(text: str, places: Mapping[str, tuple[float, float]], zone: str) -> dict[str, bytes]:
    """Rows "line;days;first;last;every;call;stops", stops as "Markt +0 | Bahnhof +6".

    `places`: name → lat, lon.

    `call`: empty, or the telephone number of a ride that must be called for.
    """
    trips, times = [_TRIPS], [_TIMES]
    routes: dict[str, None] = {}
    services: dict[str, str] = {}
    bookings: dict[str, str] = {}
    used: dict[str, None] = {}
    rows = csv.DictReader(
        (line for line in StringIO(text.lstrip("\ufeff")) if not line.startswith("#")), delimiter=";"
    )
    for number, row in enumerate(rows, 2):
        calls = _calls(number, row, places)
        first, last = (seconds_of(row[name] or "") for name in ("first", "last"))
        every = int(row["every"] or 0)
        if first is None or last is None or (every < 1 and last > first):
            raise BadTable(number, "first, last (hh:mm) und every (Minuten) fehlen oder sind keine Zahlen.")
        service = "".join("1" if day in (row["days"] or "").split() else "0" for day in _DAYS)
        services[service] = f"d{service}"
        routes[row["line"]] = None
        if row["call"]:
            bookings[row["call"]] = (
                f"b{len(bookings)}" if row["call"] not in bookings else bookings[row["call"]]
            )
        for start in range(first, last + 1, max(every, 1) * 60):
            trip = f"{row['line']}-{number}-{start}"
            trips.append((row["line"], services[service], trip, calls[-1][0]))
            for at, (stop, after) in enumerate(calls, 1):
                used[stop] = None
                clock = f"{(start + after * 60) // 3600:02}:{(start + after * 60) // 60 % 60:02}:00"
                rule = ("2", bookings[row["call"]]) if row["call"] else ("0", "")
                times.append((trip, clock, clock, stop, str(at), *rule))
    return {
        "agency.txt": _table(
            [("agency_id", "agency_name", "agency_url", "agency_timezone"), ("x", "Beispiel", "", zone)]
        ),
        "stops.txt": _table(
            [("stop_id", "stop_name", "stop_lat", "stop_lon"), *((s, s, *map(str, places[s])) for s in used)]
        ),
        "routes.txt": _table(
            [("route_id", "agency_id", "route_short_name", "route_type"), *((r, "x", r, "3") for r in routes)]
        ),
        "trips.txt": _table(trips),
        "stop_times.txt": _table(times),
        "booking_rules.txt": _rules(bookings),
        "calendar.txt": _calendar(services),
        "feed_info.txt": _table([("feed_publisher_name", "feed_version"), ("Beispiel", "Beispiel")]),
    }


def _calls(
    number: int, row: Mapping[str, str], places: Mapping[str, tuple[float, float]]
) -> list[tuple[str, int]]:
    calls = []
    for part in (row.get("stops") or "").split("|"):
        name, _plus, minutes = part.strip().rpartition("+")
        if name.strip() not in places or not minutes.strip().isdigit():
            raise BadTable(number, f"„{part.strip()}“: kein Ort mit Lage, oder „+Minuten“ fehlt.")
        calls.append((name.strip(), int(minutes)))
    if len(calls) < 2:
        raise BadTable(number, "Eine Linie braucht zwei Halte.")
    return calls


def _rules(bookings: Mapping[str, str]) -> bytes:
    head = ("booking_rule_id", "booking_type", "prior_notice_duration_min", "phone_number")
    return _table([head, *((key, "1", "60", phone) for phone, key in bookings.items())])


def _calendar(services: Mapping[str, str]) -> bytes:
    week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    head = ("service_id", *week, "start_date", "end_date")
    return _table([head, *((key, *days, "20260101", "20291231") for days, key in services.items())])


def _table(rows: Sequence[tuple[str, ...]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
