# SPDX-License-Identifier: EUPL-1.2
"""Zero mismatches against the slow truth, on generated feeds and on a real one."""

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.footpaths import Walking, footpaths, straight_ways
from soesmart.mobility.engine.journey import Access, connections
from soesmart.mobility.engine.network import network
from soesmart.mobility.engine.profile import NEVER, NEVER_RIDES, everyone
from soesmart.mobility.engine.timetable import timetable
from soesmart.mobility.engine.week import Week
from tests.mobility.brute import NEVER as BRUTE_NEVER
from tests.mobility.brute import earliest, hops_of, matrices
from tests.mobility.feeds import feed_files, line, opened, small_feeds

pytestmark = pytest.mark.slow

MONDAY = date(2022, 6, 13)


def built(files, monday=MONDAY, most=10, change=2, prune=None, horizon=1440):
    feed = read_feed(files)
    times = timetable(feed, Week(monday, feed.zone), horizon)
    lat, lon = feed.stops.lat[times.stops], feed.stops.lon[times.stops]
    walking = Walking(most_minutes=most, change_minutes=change)
    feet = footpaths(straight_ways(lat, lon, lat, lon, walking), times.stops, walking, feed.transfers)
    return network(times, feet, prune)


def truth(net, origin, minute, rides=12):
    if not hasattr(truth, "kept") or truth.kept[0] is not net:
        truth.kept = (net, hops_of(net.times), *matrices(net.feet, net.stops))
    return earliest(*truth.kept[1:], origin, minute, rides)


def same(net, tables, origin, minute):
    arrival, rides = truth(net, origin, minute)
    plain, counted = (table.arrivals(origin, minute) for table in tables)
    assert np.array_equal(np.where(plain == NEVER, BRUTE_NEVER, plain), arrival)
    assert np.array_equal(np.where(counted >= NEVER_RIDES, BRUTE_NEVER, counted >> 8), arrival)
    known = arrival < BRUTE_NEVER
    assert np.array_equal((counted & 255)[known], rides[known])


@given(small_feeds(), st.integers(0, 10_079), st.integers(0, 3), st.booleans())
@settings(max_examples=60)
def test_generated_feeds_give_what_paper_and_pencil_give(files, minute, change, prune):
    net = built(files, change=change, prune=prune)
    tables = everyone(net), everyone(net, rides=True)
    for origin in range(net.stops):
        same(net, tables, origin, minute)


@given(small_feeds(), st.integers(0, 8_000), st.integers(0, 3))
@settings(max_examples=60)
def test_itineraries_arrive_when_the_table_says_and_hold_together(files, minute, change):
    net = built(files, change=change)
    table = everyone(net, rides=True)
    back = net.feet.walk.turned(net.stops)
    for origin in range(net.stops):
        wanted = table.arrivals(origin, minute)
        for target in range(net.stops):
            near = net.feet.walk.of(origin)
            direct = {int(stop): int(walk) for stop, walk in zip(*near, strict=True)}.get(target)
            until = net.times.week.minutes + 1440
            answer = connections(net, Access(*near), Access(*back.of(target)), minute, until, on_foot=direct)
            found = answer.at(minute)
            if found is None:
                assert wanted[target] >= NEVER_RIDES
                continue
            assert found.arrival == wanted[target] >> 8
            assert found.rides == wanted[target] & 255
            holds_together(net, found, minute)


def holds_together(net, connection, minute):
    ready, at, hop = None, minute, 0
    assert connection.leave >= minute
    for leg in connection.legs:
        assert leg.departure >= at
        if leg.kind == "ride":
            hop += 1
            run = net.times.trip == leg.run
            assert ((net.times.origin == leg.origin) & (net.times.departure == leg.departure) & run).any()
            assert ((net.times.target == leg.target) & (net.times.arrival == leg.arrival) & run).any()
            assert ready is None or leg.departure >= ready
            ready = leg.arrival
        at = leg.arrival
    assert at == connection.arrival
    assert hop == connection.rides


def test_a_real_town_gives_what_paper_and_pencil_give(shared):
    net = built(opened(shared / "data/mobility/germany_small/vvs-bus-751-only.gtfs.zip"), date(2020, 2, 3))
    tables = everyone(net), everyone(net, rides=True)
    chance = random.Random(8)
    for _ in range(12):
        same(net, tables, chance.randrange(net.stops), chance.randrange(10_080))


def test_dropping_dominated_changes_drops_some_and_changes_nothing(shared):
    files = opened(shared / "data/mobility/germany_small/vvs-bus-751-only.gtfs.zip")
    full, less = (
        built(files, date(2020, 2, 3), 15, prune=False),
        built(files, date(2020, 2, 3), 15, prune=True),
    )
    assert len(less.change_row) < len(full.change_row)
    for rides in (False, True):
        assert np.array_equal(everyone(full, rides=rides).values, everyone(less, rides=rides).values)


def test_a_guaranteed_change_takes_no_time_but_a_ban_forbids_it():
    trips = [
        ("a", "A", "daily", [("s0", 600, 600), ("s1", 610, 610)]),
        ("b", "B", "daily", [("s1", 610, 610), ("s2", 620, 620)]),
    ]
    rule = b"from_stop_id,to_stop_id,transfer_type\ns1,s1,%d\n"
    files = feed_files(trips, line(3))
    assert everyone(built(files)).arrivals(0, 590)[2] == 1440 + 620, "two minutes are needed"
    for kind, arrival in ((1, 620), (3, NEVER)):
        net = built({**files, "transfers.txt": rule % kind})
        assert everyone(net).arrivals(0, 590)[2] == arrival


_PLAIN = """
import hashlib, sys
from datetime import date
from tests.mobility.test_profile import built, everyone
from tests.mobility.feeds import opened
from pathlib import Path
net = built(opened(Path(sys.argv[1])), date(2020, 2, 3), prune=True, horizon=0)
print(net.change_row.sum())
print(*(hashlib.sha256(everyone(net, rides=r).values.tobytes()).hexdigest() for r in (False, True)))
"""


def test_numpy_alone_gives_the_same(shared):
    pytest.importorskip("numba")
    feed = shared / "data/mobility/germany_small/vvs-bus-764-only.gtfs.zip"
    root = Path(__file__).parents[2]
    said = []
    for switch in ("0", "1"):
        environment = os.environ | {
            "NUMBA_DISABLE_JIT": switch,
            "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
        }
        command = [sys.executable, "-c", _PLAIN, str(feed)]
        said.append(
            subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        )
    assert said[0] == said[1] != ""
