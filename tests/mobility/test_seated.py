# SPDX-License-Identifier: EUPL-1.2
"""Staying in the vehicle when it goes on as another trip: by block and by transfers.txt."""

import dataclasses
from datetime import date, datetime

import numpy as np
import pytest

from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.profile import NEVER, everyone
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.mobility.engine.truth import Rule
from soesmart.mobility.stored import load, save
from tests.mobility.feeds import feed_files, line, table
from tests.mobility.test_profile import same

pytestmark = pytest.mark.slow

STOPS = line(4)
MONDAY = date(2022, 6, 13)
DAY = 1440


def feed(blocks=("b", "b"), starts=610, begin="s1", services=("daily", "daily"), **more):
    """A goes s0 → s1 until 10:10; B goes on from s1 at 10:10 by default: too soon for a change."""
    trips = [
        ("a", "A", services[0], [("s0", 600, 600), ("s1", 610, 610)]),
        ("b", "B", services[1], [(begin, starts, starts), ("s2", starts + 10, starts + 10)]),
    ]
    days = {"daily": ("1111111", "20220601", "20221231"), "even": ("0101010", "20220601", "20221231")}
    files = feed_files(trips, STOPS, days)
    rows = [(t[1], t[2], t[0], block) for t, block in zip(trips, blocks, strict=True)]
    files["trips.txt"] = table(("route_id", "service_id", "trip_id", "block_id"), *rows)
    return read_feed({**files, **more})


def arrival(made, **more):
    town = Town(made, {}, **more)
    net = town.network(town.week(MONDAY), Mode())
    found = int(everyone(net).arrivals(0, DAY + 590)[2]) - DAY
    return None if found + DAY >= NEVER else found


def test_who_stays_seated_needs_no_change():
    assert arrival(feed(("", ""))) == DAY + 620, "the next day's B"
    assert arrival(feed()) == 620


@pytest.mark.parametrize(
    "made",
    [
        feed(("b", "c")),
        feed(starts=606),  # overlap: no vehicle can do that
        feed(starts=641),  # half an hour's rest
        feed(begin="s3"),
    ],
)
def test_a_block_that_no_vehicle_drives_so_joins_nothing(made):
    assert Town(made, {}).times(Town(made, {}).week(MONDAY)).parts == {}


def test_a_block_holds_on_days_of_both_trips_only():
    town = Town(feed(services=("daily", "even")), {})
    times = town.times(town.week(MONDAY))
    days = sorted(int(times.departure[times.trip == run].min()) // DAY for run in times.parts)
    assert days == [1, 3, 5]


RULE = b"from_stop_id,to_stop_id,transfer_type,from_trip_id,to_trip_id\ns1,s1,%d,a,b\n"


def test_transfers_txt_may_tell_it_or_forbid_it():
    assert arrival(feed(("", ""), **{"transfers.txt": RULE % 4})) == 620
    assert arrival(feed(**{"transfers.txt": RULE % 5})) == DAY + 620
    lost = feed(**{"transfers.txt": RULE.replace(b",b\n", b",nobody\n") % 4})
    assert lost.seated == () and any("nobody" in str(problem) for problem in lost.problems)


def test_a_call_ahead_trip_is_not_joined_to_one_that_always_runs():
    assert arrival(feed(), rules=(Rule("call", lines=("B",)),)) == DAY + 620


def test_it_is_one_ride_and_says_as_which_line_the_bus_goes_on():
    places = [Point(*STOPS[f"s{at}"], f"s{at}") for at in range(4)]
    town = Town(feed(), {})
    asked_at = datetime(2022, 6, 14, 9, 50)  # noqa: DTZ001 (local)
    (step,) = ask(town, places[0], places[2], asked_at).with_phone.best.steps
    assert (step.line, step.stays) == ("A", ("B",)) and [name for name, _at in step.calls] == ["Halt s1"]
    (step,) = ask(town, places[0], places[1], asked_at).with_phone.best.steps
    assert step.stays == ()
    (step,) = ask(town, places[1], places[2], asked_at).with_phone.best.steps
    assert (step.line, step.stays) == ("B", ())


def test_paper_and_pencil_agree_on_joined_runs():
    town = Town(feed(starts=612), {})
    net = town.network(town.week(MONDAY), Mode())
    tables = everyone(net), everyone(net, rides=True)
    for minute in (0, 595, 601, 611, 613, 9000):
        same(net, tables, 0, minute)


def test_dropping_dominated_changes_keeps_a_later_run_that_goes_on(shared):
    """Real blocks: the tables with and without pruning are the same."""
    from tests.mobility.feeds import opened

    made = read_feed(opened(shared / "data/mobility/heidelberg_vrn/vrn_gtfs_cut.zip"))
    town = Town(made, {})
    week = town.week(MONDAY)
    assert town.times(week).parts
    full, less = (town.network(week, Mode(), prune) for prune in (False, True))
    chosen = dataclasses.replace(full.feet.walk)
    assert np.array_equal(
        everyone(full, chosen, full.stops).values, everyone(less, chosen, less.stops).values
    )


def test_the_artefact_keeps_it(tmp_path):
    made = feed(**{"transfers.txt": RULE % 4})
    save(tmp_path, "x", made, {})
    again, _streets = load(tmp_path / "x")
    assert (
        (again.trips.block, again.seated) == (made.trips.block, made.seated) == (("b", "b"), ((0, 1, True),))
    )
