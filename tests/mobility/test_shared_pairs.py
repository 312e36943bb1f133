# SPDX-License-Identifier: EUPL-1.2
"""Every feed of the shared data, with its streets where it has some, through the public command: import,
then one `route` and one `reach`. The large ones in ./run test --full."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from soesmart.mobility import queries
from tests.mobility.test_room import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saturday"), pytest.mark.slow]
LARGE = pytest.mark.full
PAIRS = [
    ("bbnavi_flex", None, 5, 0),
    ("flex/FlexExample--various.zip", None, 21, 0),
    ("flex/aspen-flex-on-demand.gtfs", None, 1, 0),
    ("flex/cobblinc-bus-30-only.gtfs.zip", "flex/cobb-county.filtered.osm.pbf", 2, 500),
    ("flex/cobblinc-scheduled-deviated-flex.gtfs", "flex/cobb-county.filtered.osm.pbf", 3, 500),
    ("germany_small/vvs-bus-751-only.gtfs.zip", "germany_small/boeblingen-minimal.osm.pbf", 1, 40),
    ("germany_small/vvs-bus-764-only.gtfs.zip", "germany_small/deufringen-minimal.osm.pbf", 1, 25),
    ("germany_small/vvs-bus-764-only.gtfs.zip", "germany_small/herrenberg-minimal.osm.pbf", 1, 200),
    ("germany_small/vvs-bus-764-only.gtfs.zip", "motis_de/test_case.osm.pbf", 1, 60),
    ("bbnavi_flex", "liechtenstein_osm/liechtenstein.osm.pbf", 5, 900),
    ("zhelez/zhelez_gtfs.zip", "zhelez/roads_zhelez.osm.pbf", 8, 400),
    pytest.param("portoalegre/poa_eptc.zip", "portoalegre/poa_osm.pbf", 115, 3000, marks=LARGE),
    pytest.param("portoalegre/poa_trensurb.zip", "portoalegre/poa_osm.pbf", 2, 3000, marks=LARGE),
    pytest.param("kuopio/gtfs_kuopio_finland.zip", None, 46, 0, marks=LARGE),
    pytest.param("laval/laval_stl_gtfs.zip", None, 47, 0, marks=LARGE),
    pytest.param(
        "heidelberg_vrn/vrn_gtfs_cut.zip", "heidelberg_vrn/heidelberg.osm.pbf", 6, 2500, marks=LARGE
    ),
]


@pytest.mark.parametrize(("feed", "streets", "lines", "named"), PAIRS)
def test_it_comes_in_and_answers(shared, capsys, feed, streets, lines, named):
    data = shared / "data/mobility"
    words = ["import", str(data / feed), "--json", *(["--osm", str(data / streets)] if streets else [])]
    code, out = run(capsys, *words)
    told = json.loads(out.out)
    assert code == 0 and told["state"] == "active" and len(told["lines"]) == lines
    assert told["named_streets"] >= named
    assert all(".txt" in problem for problem in told["problems"]), "each names its file"
    town = queries.town()
    origin, target, moment, arrival = a_ride(town)
    ends = "--from", place(town, origin), "--to", place(town, target)
    _code, out = run(capsys, "route", *ends, "--at", f"{moment:%Y-%m-%d %H:%M}", "--json")
    best = json.loads(out.out)["best"]
    assert best and best["arrival"] <= arrival.isoformat(), (best, arrival)
    _code, out = run(capsys, "reach", *ends[:2], "--at", f"{moment:%Y-%m-%d %H:%M}", "--json")
    assert json.loads(out.out)["stops"], "at least where one stands"


def a_ride(town):
    """From where to where a ride goes, ten minutes before it leaves, and a quarter of an hour after it ends:
    one walks from and to the stop by streets."""
    week = town.week(town.feed.best_week())
    times = town.times(week)
    if len(times.departure):
        run = int(np.bincount(times.trip[times.departure < 6 * 1440]).argmax())
        own = np.flatnonzero(times.trip == run)
        first, last = own[times.departure[own].argmin()], own[times.arrival[own].argmax()]
        ends = int(times.stops[times.origin[first]]), int(times.stops[times.target[last]])
        return (
            *ends,
            week.moment(int(times.departure[first]) - 10),
            week.moment(int(times.arrival[last]) + 15),
        )
    ride = next(one for one in town.feed.flex if len(one.origins) and len(one.targets))
    day = date.fromordinal(int(town.feed.services[town.feed.trips.service[ride.trip]][0]))
    week = town.week(day)
    moment = week.moment((week.base_seconds(day) + ride.start) // 60)
    return int(ride.origins[0]), int(ride.targets[-1]), moment, moment + timedelta(hours=6)


def place(town, stop):
    return f"{town.feed.stops.lon[stop]:.6f},{town.feed.stops.lat[stop]:.6f}"
