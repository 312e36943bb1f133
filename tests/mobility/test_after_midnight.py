# SPDX-License-Identifier: EUPL-1.2
"""What others cannot: rides past 24:00 (r5py issue 508, r5r issue 488), ways by night (r5 issue 286)."""

from datetime import datetime

import pytest

from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.matrix import matrix
from soesmart.mobility.engine.profile import everyone
from soesmart.mobility.engine.town import Mode, Point, Town
from tests.mobility.feeds import feed_files, line
from tests.mobility.test_profile import built

TUESDAY, MONTH = "0100000", ("20251001", "20251031")
STOPS = line(3)
PLACES = {name: Point(*at, name) for name, at in STOPS.items()}


def hourly():
    """Issue 508: on Tuesday's service day a bus at 24:36, 25:36 … 31:36 (in Paris they go on to 32:00)."""
    trips = [
        (
            f"n{hour}",
            "N",
            "tu",
            [("s0", 60 * hour + 36, 60 * hour + 36), ("s1", 60 * hour + 48, 60 * hour + 48)],
        )
        for hour in range(24, 32)
    ]
    return Town(read_feed(feed_files(trips, STOPS, {"tu": (TUESDAY, *MONTH)})), {})


@pytest.mark.parametrize("hour", range(8))
def test_each_hour_of_the_night_has_its_window(hour):
    """Asked there: departure 2025-10-22 01:00, an hour's window, 45 minutes at most – and for every hour."""
    lat, lon = zip(*STOPS.values(), strict=True)
    moment = datetime(2025, 10, 22, hour)  # noqa: DTZ001 (local)
    found = matrix(hourly(), lat, lon, moment, 60, 45, Mode())
    assert found[0, 1] == 12 + 29, "in the middle one waits half an hour, then rides twelve minutes"
    before = matrix(hourly(), lat, lon, moment.replace(day=21), 60, 45, Mode())
    assert before[0, 1] == -1, "Monday's night has no bus"


def test_the_day_after_may_be_asked_in_its_own_words():
    """Not as 25:30 of Tuesday but as Wednesday 1:30."""
    reply = ask(hourly(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, 22, 1, 30))  # noqa: DTZ001 (local)
    assert reply.with_phone.best.leave.isoformat() == "2025-10-22T01:36:00+02:00"
    assert reply.with_phone.best.minutes == 12


def through_midnight():
    """Issue 286: a way that begins on one calendar day and goes on with a ride of the next day's service."""
    trips = [
        ("late", "A", "tu", [("s0", 1430, 1430), ("s1", 1450, 1450)]),
        ("early", "B", "we", [("s1", 15, 15), ("s2", 27, 27)]),
        ("morning", "B", "we", [("s1", 300, 300), ("s2", 312, 312)]),
    ]
    return feed_files(trips, STOPS, {"tu": (TUESDAY, *MONTH), "we": ("0010000", *MONTH)})


def test_a_way_goes_on_with_the_ride_of_the_next_day():
    town = Town(read_feed(through_midnight()), {})
    best = ask(town, PLACES["s0"], PLACES["s2"], datetime(2025, 10, 21, 23, 40)).with_phone.best  # noqa: DTZ001
    assert [step.line for step in best.steps if step.kind == "ride"] == ["A", "B"]
    assert best.arrival.isoformat() == "2025-10-22T00:27:00+02:00"


def test_asked_after_midnight_the_rest_of_the_same_rides_is_found():
    town = Town(read_feed(through_midnight()), {})
    best = ask(town, PLACES["s1"], PLACES["s2"], datetime(2025, 10, 22, 0, 5)).with_phone.best  # noqa: DTZ001
    assert best.leave.isoformat() == "2025-10-22T00:15:00+02:00"


def night(service_days="1111111"):
    trips = [
        ("late", "N1", "daily", [("s0", 1500, 1500), ("s1", 1510, 1510)]),  # 25:00
        ("early", "C5", "daily", [("s1", 305, 305), ("s2", 320, 320)]),
    ]
    return feed_files(trips, STOPS, {"daily": (service_days, "20220601", "20221231")})


def test_one_leaves_before_midnight_and_arrives_after_it():
    net = built(night())
    assert everyone(net).arrivals(0, 23 * 60 + 50)[1] == 24 * 60 + 70


def test_after_midnight_the_ride_belongs_to_the_day_before():
    """Issue 488 of r5r: on Friday at one Thursday's last rides still run."""
    net = built(night("1000000"))
    table = everyone(net)
    assert table.arrivals(0, 24 * 60 + 50)[1] == 24 * 60 + 70
    assert table.arrivals(0, 50)[1] == 24 * 60 + 70, "not in the night from Sunday to Monday"


def test_who_leaves_on_sunday_night_arrives_on_monday():
    net = built(night())
    assert everyone(net).arrivals(1, 7 * 1440 - 10)[2] == 7 * 1440 + 320


def sunday_evening(service_days="1111111"):
    trips = [
        ("evening", "N", "daily", [("s0", 1410, 1410), ("s1", 1430, 1430)]),
        ("morning", "N", "daily", [("s0", 360, 360), ("s1", 380, 380)]),
    ]
    return Town(read_feed(feed_files(trips, STOPS, {"daily": (service_days, *MONTH)})), {})


def test_early_on_monday_the_last_ride_was_that_of_sunday():
    """The axis begins on Monday at 0:00; the gap does not."""
    found = ask(sunday_evening(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, 20, 0, 30)).with_phone  # noqa: DTZ001
    assert [f"{at:%a %H:%M}" for at in found.gap] == ["Sun 23:30", "Mon 06:00"]
    assert f"{found.last.leave:%a %H:%M}" == "Sun 23:30" and found.late
    tuesday = ask(sunday_evening(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, 21, 0, 30)).with_phone  # noqa: DTZ001
    assert [f"{at:%a %H:%M}" for at in tuesday.gap] == ["Mon 23:30", "Tue 06:00"], "as on every other day"


def test_without_a_ride_on_sunday_there_is_no_last_one():
    town = sunday_evening("1000000")
    found = ask(town, PLACES["s0"], PLACES["s1"], datetime(2025, 10, 20, 0, 30)).with_phone  # noqa: DTZ001
    assert f"{found.best.leave:%a %H:%M}" == "Mon 06:00" and f"{found.gap[0]:%a %H:%M}" == "Mon 06:00"


def test_late_on_sunday_the_next_ride_is_that_of_monday():
    found = ask(sunday_evening(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, 26, 23, 40)).with_phone  # noqa: DTZ001
    assert f"{found.best.leave:%a %H:%M}" == "Mon 06:00"


def two_hourly():
    """By day a bus every two hours, from 6:10 to 22:10, and one at 1:30 in the night."""
    starts = [6 * 60 + 10 + 120 * k for k in range(9)] + [25 * 60 + 30]
    trips = [(f"t{at}", "N", "daily", [("s0", at, at), ("s1", at + 20, at + 20)]) for at in starts]
    return Town(read_feed(feed_files(trips, STOPS, {"daily": ("1111111", *MONTH)})), {})


@pytest.mark.parametrize(
    ("day", "hour", "last", "morning"),
    [
        (20, 16, "Tue 01:30", "Tue 06:10"),  # in the afternoon, between two buses of the day
        (20, 5, "Tue 01:30", "Tue 06:10"),
        (20, 23, "Tue 01:30", "Tue 06:10"),
        (21, 4, "Tue 01:30", "Tue 06:10"),  # 4 o'clock belongs to the night before
        (26, 23, "Mon 01:30", "Mon 06:10"),
    ],
)
def test_the_last_one_of_the_night_is_the_same_whatever_hour_is_asked(day, hour, last, morning):
    found = ask(two_hourly(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, day, hour)).with_phone  # noqa: DTZ001
    assert f"{found.night[0].leave:%a %H:%M}" == last and f"{found.night[1]:%a %H:%M}" == morning


def test_in_the_afternoon_the_gap_told_is_that_of_the_night():
    def gap(hour: int, minute: int = 0) -> list[str]:
        moment = datetime(2025, 10, 21, hour, minute)  # noqa: DTZ001 (local)
        found = ask(two_hourly(), PLACES["s0"], PLACES["s1"], moment).with_phone
        return [f"{at:%a %H:%M}" for at in found.gap]

    assert gap(16, 10) == ["Wed 01:30", "Wed 06:10"], "one leaves just now: the night is next"
    assert gap(15) == ["Tue 14:10", "Tue 16:10"], "the gap one is in"
    assert gap(23) == ["Tue 22:10", "Wed 01:30"]


def test_early_on_monday_the_night_is_that_from_sunday():
    found = ask(sunday_evening(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, 20, 0, 30)).with_phone  # noqa: DTZ001
    assert f"{found.night[0].leave:%a %H:%M}" == "Sun 23:30" and f"{found.night[1]:%a %H:%M}" == "Mon 06:00"


def test_who_would_wait_longer_than_a_day_does_not_get_there():
    trips = [("only", "N", "tu", [("s0", 600, 600), ("s1", 620, 620)])]
    town = Town(read_feed(feed_files(trips, STOPS, {"tu": (TUESDAY, *MONTH)})), {})
    for hour, there in ((8, False), (12, True)):
        moment = datetime(2025, 10, 20, hour)  # noqa: DTZ001 (local)
        assert bool(ask(town, PLACES["s0"], PLACES["s1"], moment).with_phone.best) is there


def until_noon():
    """Every two hours, on Tuesday only until one o'clock; on Wednesday nothing."""
    trips = [(f"t{at}", "N", "tu", [("s0", at, at), ("s1", at + 20, at + 20)]) for at in (420, 600, 780)]
    return Town(read_feed(feed_files(trips, STOPS, {"tu": (TUESDAY, *MONTH)})), {})


@pytest.mark.parametrize(("day", "hour"), [(21, 5), (21, 14), (21, 23), (22, 4)])
def test_where_nothing_follows_the_last_one_is_told_all_the_same(day, hour):
    found = ask(until_noon(), PLACES["s0"], PLACES["s1"], datetime(2025, 10, day, hour)).with_phone  # noqa: DTZ001
    assert f"{found.night[0].leave:%a %H:%M}" == "Tue 13:00" and found.night[1] is None
