# SPDX-License-Identifier: EUPL-1.2
"""What counts as a gap, and until when one must call."""

from datetime import datetime

import pytest

from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.town import Point, Town
from tests.mobility.feeds import feed_files, line, table

STOPS = line(2)
HERE, THERE = (Point(*at, name) for name, at in STOPS.items())
NOON = datetime(2022, 10, 4, 12)  # noqa: DTZ001 (local)


def ride(start):
    return (f"t{start}", "N", "daily", [("s0", start, start), ("s1", start + 10, start + 10)])


@pytest.mark.parametrize(("wait", "gap"), [(119, None), (120, ("18:00", "20:00"))])
def test_two_hours_without_a_departure_are_a_gap_and_a_minute_less_is_none(wait, gap):
    """Every half hour day and night, but for one wait in the evening."""
    closed = range(1081, 1080 + wait)
    starts = [at for at in range(0, 1440, 30) if at not in closed] + [1080 + wait]
    town = Town(read_feed(feed_files([ride(at) for at in sorted(set(starts))], STOPS)), {})
    found = ask(town, HERE, THERE, NOON).without_phone
    assert (found.gap and tuple(f"{at:%H:%M}" for at in found.gap)) == gap
    assert found.best.leave.hour == 12


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        (("r", "1", "45", "", ""), "2022-10-04T17:15"),
        (("r", "2", "", "1", "16:00:00"), "2022-10-03T16:00"),
        (("r", "2", "", "0", "09:30:00"), "2022-10-04T09:30"),
    ],
)
def test_the_feed_tells_until_when_to_call(rule, until):
    files = feed_files([ride(1080)], STOPS)
    head = ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "pickup_type",
            "pickup_booking_rule_id")  # fmt: skip
    files["stop_times.txt"] = table(
        head,
        ("t1080", "18:00:00", "18:00:00", "s0", 1, 2, "r"),
        ("t1080", "18:10:00", "18:10:00", "s1", 2, 0, ""),
    )
    files["booking_rules.txt"] = table(
        ("booking_rule_id", "booking_type", "prior_notice_duration_min", "prior_notice_last_day",
         "prior_notice_last_time", "phone_number"),
        (*rule, "02921 1"),
    )  # fmt: skip
    step = ask(Town(read_feed(files), {}), HERE, THERE, NOON).with_phone.best.steps[-1]
    assert step.phone and step.phone_number == "02921 1"
    assert step.call_until.isoformat(timespec="minutes")[:16] == until
