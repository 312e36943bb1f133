# SPDX-License-Identifier: EUPL-1.2
"""What the town knows better: rides after a call, days without, moved stops."""

from datetime import date, datetime

import pytest

from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.engine.town import Point, Town
from soesmart.mobility.engine.truth import Rule, deadline, moved
from tests.mobility.feeds import feed_files, line

STOPS = line(3)
HERE, THERE = (Point(*STOPS[name], name) for name in ("s0", "s1"))
TUESDAY = datetime(2022, 10, 4, 20)  # noqa: DTZ001 (local)


def town(*rules, start=1350):
    trips = [("late", "N", "daily", [("s0", start, start), ("s1", start + 10, start + 10)])]
    return Town(read_feed(feed_files(trips, STOPS)), {}, rules=rules)


def found(*rules, at=TUESDAY, start=1350):
    return ask(town(*rules, start=start), HERE, THERE, at)


def test_a_ride_after_a_call_is_told_with_whom_until_when_and_where():
    reply = found(Rule("call", ("N",), phone="02921 1", until="20:00", zones="Zone 3", note="Nur dienstags."))
    step = reply.with_phone.best.steps[-1]
    assert (step.phone, step.phone_number, step.note) == (True, "02921 1", "Zone 3 Nur dienstags.")
    assert step.call_until.isoformat() == "2022-10-04T20:00:00+02:00"
    assert reply.without_phone.best is None or reply.without_phone.best.steps[-1].kind == "walk"


@pytest.mark.parametrize(
    ("rule", "departure", "last"),
    [
        (Rule("call", minutes_before=30), 1350, 1320),
        (Rule("call", until="20:00"), 1350, 1200),
        (Rule("call", until="20:00"), 60, -240),  # one o'clock in the night: the evening before
        (Rule("call", until="20:00", minutes_before=200), 1350, 1150),  # the earlier of both
        (Rule("call"), 1350, None),
    ],
)
def test_until_when_one_must_have_called(rule, departure, last):
    assert deadline(rule, departure, 0) == last


def test_of_two_rules_the_one_of_the_day_is_told():
    summer = Rule("call", ("N",), phone="Sommer", last=date(2022, 9, 30))
    winter = Rule("call", ("N",), phone="Winter", since=date(2022, 10, 1))
    assert found(summer, winter).with_phone.best.steps[-1].phone_number == "Winter"


@pytest.mark.parametrize(("start", "runs"), [(1350, False), (1470, False), (1710, True)])
def test_an_exception_holds_until_the_night_is_over(start, runs):
    """Tuesday's exception: the rides at 22:30 and at 0:30 of Wednesday fall out, the one at 4:30 runs."""
    rule = Rule("none", ("N",), since=date(2022, 10, 4), last=date(2022, 10, 4))
    leaves = found(rule, start=start).with_phone.best
    at = None if leaves is None or leaves.steps[-1].kind == "walk" else leaves.leave
    assert (at is not None and at < datetime.fromisoformat("2022-10-05T06:00+02:00")) == runs


def test_a_moved_stop_lies_there_and_nowhere_else():
    feed = moved(town().feed, [Rule("moved", stop="s1", lat=51.6, lon=8.2)])
    at = feed.stops.ids.index("s1")
    assert float(metres(feed.stops.lat[at], feed.stops.lon[at], 51.6, 8.2)) < 1
    other = feed.stops.ids.index("s2")
    assert (feed.stops.lat[other], feed.stops.lon[other]) == STOPS["s2"]
