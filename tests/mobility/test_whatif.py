# SPDX-License-Identifier: EUPL-1.2
"""Who gains from a night bus: some destinations at a time give what all at once give."""

import numpy as np
import pytest

from soesmart.mobility.engine import whatif
from soesmart.mobility.engine.extras import Extra
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.network import network
from tests.mobility.feeds import feed_files, line
from tests.mobility.test_after_midnight import night
from tests.mobility.test_profile import built

PEOPLE = np.array([0.0, 30.0, 400.0])


def gained(watch=lambda: None):
    before = built(night())
    extra = Extra("N9", (4, 5), ((0, 1560), (1, 1570), (2, 1580)))
    after = network(whatif.with_extras(before.times, [extra]), before.feet, False)
    here = Access(*before.feet.walk.of(0))
    walks = (before.feet.walk, before.feet.walk)
    return whatif.gains(before, after, (here, here), walks, PEOPLE, watch)


def test_some_destinations_at_a_time_give_what_all_at_once_give(monkeypatch):
    whole = gained()
    assert whole.person_hours > 0 and whole.minutes.shape == (3, 168)
    monkeypatch.setattr(whatif, "TOGETHER", 2)
    parts = gained()
    assert (parts.minutes == whole.minutes).all() and (parts.newly == whole.newly).all()
    assert (parts.person_hours, parts.reached) == (whole.person_hours, whole.reached)


def test_it_can_be_stopped_between_some_destinations_and_the_next(monkeypatch):
    class Stop(Exception):
        pass

    asked = []

    def watch():
        asked.append(1)
        if len(asked) == 3:
            raise Stop

    monkeypatch.setattr(whatif, "TOGETHER", 1)
    with pytest.raises(Stop):
        gained(watch)
    assert len(asked) == 3


def test_who_could_never_come_gains_four_hours_at_most_and_counts_as_newly_reached():
    calls = [("s0", 600, 600), ("s1", 610, 610)]
    back = [("s2", 600, 600), ("s1", 610, 610)]
    before = built(feed_files([("a", "A", "daily", calls), ("b", "B", "daily", back)], line(3)))
    there = Extra("N9", (4,), ((0, 1380), (2, 1400)))
    after = network(whatif.with_extras(before.times, [there]), before.feet, False)
    here = Access(*before.feet.walk.of(0))
    found = whatif.gains(before, after, (here, here), (before.feet.walk, before.feet.walk), PEOPLE)
    friday = found.minutes[2, 4 * 24 : 5 * 24]
    gained_then = [whatif.GAIN - (1400 - minute) for minute in range(1320, 1380)]
    assert friday[22] == pytest.approx(np.mean(gained_then))
    assert friday[23] == pytest.approx((whatif.GAIN - 20) / 60), "at 23:00 sharp one still gets it"
    assert not friday[18] and found.minutes[2].max() <= whatif.GAIN
    assert found.newly[2, 4 * 24 + 22] and not found.newly[1].any()
    assert found.reached == PEOPLE[2]


def test_nobody_gains_by_riding_out_and_back_to_where_one_can_walk():
    calls = [("s0", 600, 600), ("s1", 610, 610)]
    before = built(feed_files([("a", "A", "daily", calls)], line(3)))
    round_trip = [Extra("N9", (4,), ((0, 1380), (1, 1390))), Extra("N9", (4,), ((1, 1395), (0, 1405)))]
    after = network(whatif.with_extras(before.times, round_trip), before.feet, False)
    here = Access(*before.feet.walk.of(0))
    walks = (before.feet.walk, before.feet.walk)
    people = np.array([500.0, 0.0, 0.0])  # they live beside the stop where one sets out
    riding = whatif.gains(before, after, (here, here), walks, people)
    assert riding.reached == 500, "as if nobody could walk"
    on_foot = np.array([3, whatif.GAIN, whatif.GAIN], np.int32)
    walking = whatif.gains(before, after, (here, here), walks, people, on_foot=on_foot)
    assert (walking.reached, walking.person_hours) == (0, 0)


def test_the_night_of_sunday_reaches_into_monday_of_the_same_week_and_beyond_its_end():
    before = built(night())
    times = whatif.with_extras(before.times, [Extra("N9", (6,), ((0, 1470), (1, 1480)))])
    added = times.departure[times.run_trip[times.trip] < 0]
    assert sorted(added.tolist()) == [30, 7 * 1440 + 30]
