# SPDX-License-Identifier: EUPL-1.2
"""Small feeds: written out as GTFS, so that the reader is tested on the way."""

import csv
import io
import zipfile
from pathlib import Path

from hypothesis import strategies as st


def table(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def clock(minutes, seconds=0):
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def feed_files(trips, stops, services=None, zone="Europe/Berlin", **more):
    """`trips`: (trip, route, service, [(stop, arrival, departure), …]) in minutes; `stops`: id → lat, lon."""
    services = services or {"daily": ("1111111", "20220601", "20221231")}
    calendar = [
        (
            "service_id",
            *["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
            "start_date",
            "end_date",
        )
    ]
    calendar += [(name, *days, since, until) for name, (days, since, until) in services.items()]
    times = [("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "pickup_type")]
    for trip, _route, _service, calls in trips:
        times += [
            (trip, clock(a) if a is not None else "", clock(d) if d is not None else "", stop, at, "")
            for at, (stop, a, d) in enumerate(calls, 1)
        ]
    routes = sorted({route for _trip, route, _service, _calls in trips})
    return {
        "agency.txt": table(
            ("agency_id", "agency_name", "agency_url", "agency_timezone"), ("x", "X", "", zone)
        ),
        "stops.txt": table(
            ("stop_id", "stop_name", "stop_lat", "stop_lon"),
            *((key, f"Halt {key}", *at) for key, at in stops.items()),
        ),
        "routes.txt": table(
            ("route_id", "agency_id", "route_short_name", "route_type"), *((r, "x", r, 3) for r in routes)
        ),
        "trips.txt": table(("route_id", "service_id", "trip_id"), *((r, s, t) for t, r, s, _calls in trips)),
        "stop_times.txt": table(*times),
        "calendar.txt": table(*calendar),
        **more,
    }


def line(count, north=0.0):
    """Stops a kilometre apart: too far to walk."""
    return {f"s{at}": (51.5 + north, 8.0 + 0.05 * at) for at in range(count)}


def opened(path: Path):
    """Files of a zip or a folder by name."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


@st.composite
def small_feeds(draw):
    """A few stops, some near each other, and rides at any time of day, late ones past 24:00."""
    stops = {
        f"s{at}": (51.5 + draw(st.integers(0, 3)) * 0.004, 8.0 + draw(st.integers(0, 3)) * 0.006)
        for at in range(draw(st.integers(2, 7)))
    }
    services = {"week": ("1111100", "20220601", "20221231"), "end": ("0000011", "20220601", "20221231")}
    trips = []
    for number in range(draw(st.integers(1, 10))):
        calls, minute = [], draw(st.integers(0, 26 * 60))
        for _ in range(draw(st.integers(2, 5))):
            stay = draw(st.integers(0, 3))
            calls.append((draw(st.sampled_from(sorted(stops))), minute, minute + stay))
            minute += stay + draw(st.integers(0, 20))
        trips.append(
            (f"t{number}", draw(st.sampled_from("AB")), draw(st.sampled_from(sorted(services))), calls)
        )
    return feed_files(trips, stops, services)
