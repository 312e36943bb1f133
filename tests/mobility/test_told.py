# SPDX-License-Identifier: EUPL-1.2
"""What to mistrust in an answer."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.town import Point, Town
from soesmart.mobility.told import warnings
from soesmart.mobility.types import FeedRow
from tests.mobility.feeds import feed_files, line, table

STOPS = line(2)
HERE, THERE = (Point(*at, name) for name, at in STOPS.items())
INSIDE, OUTSIDE = datetime(2022, 10, 4, 12), datetime(2023, 10, 3, 12)  # noqa: DTZ001 (local)


def told(at=INSIDE, profile="walk", example=False, vanished=(), chair=""):
    files = feed_files([("t", "N", "daily", [("s0", 780, 780), ("s1", 790, 790)])], STOPS)
    files["trips.txt"] = table(
        ("route_id", "service_id", "trip_id", "wheelchair_accessible"), ("N", "daily", "t", chair)
    )
    town = Town(read_feed(files), {})
    feed = FeedRow(
        UUID(int=1), "Winter", "active", example, date(2022, 6, 1), date(2022, 12, 31), "", {}, (),
        datetime(2022, 6, 1, tzinfo=UTC), None,
    )  # fmt: skip
    return warnings(ask(town, HERE, THERE, at, profile), town, feed, vanished)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"example": True}, "Beispielfahrplan"),
        ({"at": OUTSIDE}, "nicht an diesem Tag"),
        ({"vanished": ("C5",)}, "fehlen Linien: C5"),
        ({"profile": "wheelchair"}, "stufenlos"),
        ({}, "Luftlinie mal 1,3"),
    ],
)
def test_every_doubt_is_told_where_it_holds(given, word):
    assert [word in text for text in told(**given)].count(True) == 1
    if given:
        assert not any(word in text for text in told())


def test_a_timetable_that_tells_of_steps_is_not_doubted():
    assert not any("stufenlos" in text for text in told(profile="wheelchair", chair="1"))
