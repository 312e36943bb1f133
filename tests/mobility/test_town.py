# SPDX-License-Identifier: EUPL-1.2
"""A feed asked by people who travel in different ways."""

from datetime import datetime

import pytest

from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.town import Point, Town
from tests.mobility.feeds import feed_files, line, table

STOPS = line(3)
PLACES = {name: Point(*at, name) for name, at in STOPS.items()}
MORNING = datetime(2022, 10, 4, 9, 50)  # noqa: DTZ001 (local)


def town(stops=("", "", ""), trip=""):
    """One ride s0 → s1 → s2; `stops`, `trip`: wheelchair_boarding and wheelchair_accessible, 1 yes, 2 no."""
    calls = [("s0", 600, 600), ("s1", 610, 610), ("s2", 620, 620)]
    files = feed_files([("t", "N", "daily", calls)], STOPS)
    head = ("stop_id", "stop_name", "stop_lat", "stop_lon", "wheelchair_boarding")
    files["stops.txt"] = table(
        head, *((key, key, *at, mark) for (key, at), mark in zip(STOPS.items(), stops, strict=True))
    )
    files["trips.txt"] = table(
        ("route_id", "service_id", "trip_id", "wheelchair_accessible"), ("N", "daily", "t", trip)
    )
    return Town(read_feed(files), {})


def rides(asked, target, profile="wheelchair", start="s0"):
    best = ask(asked, PLACES[start], PLACES[target], MORNING, profile).without_phone.best
    return best is not None and best.rides == 1


@pytest.mark.parametrize(
    ("stops", "trip", "reached"),
    [
        (("", "", ""), "", {"s1", "s2"}),  # nothing told: not shut out, but warned of
        (("1", "1", "1"), "1", {"s1", "s2"}),
        (("1", "2", "1"), "1", {"s2"}),
        (("1", "1", "2"), "1", {"s1"}),
        (("2", "1", "1"), "1", set()),
        (("1", "1", "1"), "2", set()),
    ],
)
def test_wheels_use_what_is_not_closed_to_them(stops, trip, reached):
    asked = town(stops, trip)
    assert {target for target in ("s1", "s2") if rides(asked, target)} == reached
    assert all(rides(asked, target, "walk") for target in ("s1", "s2"))
