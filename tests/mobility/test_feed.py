# SPDX-License-Identifier: EUPL-1.2
"""A broken feed gives a report with file, line and meaning, and what is sound is loaded."""

from datetime import date

import numpy as np
import pytest

from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.timetable import timetable
from soesmart.mobility.engine.week import Week
from tests.mobility.feeds import feed_files, line, opened, table

MONDAY = date(2022, 6, 13)
RIDE = ("t", "A", "daily", [("s0", 600, 600), ("s1", 610, 611), ("s2", 620, 620)])


def hops(files, monday=MONDAY, horizon=0):
    feed = read_feed(files)
    return timetable(feed, Week(monday, feed.zone), horizon)


def said(files, word):
    return [str(problem) for problem in read_feed(files).problems if word in str(problem)]


def test_a_sound_feed_has_no_problems():
    feed = read_feed(feed_files([RIDE], line(3)))
    assert feed.problems == ()
    assert (feed.since, feed.until) == (date(2022, 6, 1), date(2022, 12, 31))


def test_every_day_of_the_week_runs():
    times = hops(feed_files([RIDE], line(3)))
    assert len(times) == 14
    assert sorted(times.departure)[:2] == [600, 611]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b",", b";"),
        lambda data: data.replace(b"stop_id", b" Stop_ID "),
    ],
)
def test_marks_encodings_separators_and_line_ends_do_not_matter(change):
    files = feed_files([RIDE], line(3))
    odd = {f"ordner/{name}": change(data) for name, data in files.items()}
    assert np.array_equal(hops(odd).departure, hops(files).departure)


def test_umlauts_in_windows_encoding_are_read_and_told():
    files = feed_files([RIDE], line(3))
    files["stops.txt"] = files["stops.txt"].replace(b"Halt s0", "Bahnhof Süd".encode("cp1252"))
    assert read_feed(files).stops.names[0] == "Bahnhof Süd"
    assert said(files, "cp1252")


def test_only_the_faulty_ride_is_lost_and_the_line_is_named():
    files = feed_files([RIDE, ("u", "A", "daily", [("s0", 700, 700), ("s1", 710, 710)])], line(3))
    files["stop_times.txt"] = files["stop_times.txt"].replace(b"u,11:50:00", b"u,elf Uhr")
    assert len(hops(files)) == 14
    assert said(files, "stop_times.txt:6") and said(files, "elf Uhr")


def test_times_that_run_backwards_lose_their_ride():
    files = feed_files([RIDE, ("u", "A", "daily", [("s0", 700, 700), ("s1", 690, 690)])], line(3))
    assert len(hops(files)) == 14
    assert said(files, "rückwärts")


def test_rows_that_name_what_is_missing_are_told():
    files = feed_files([RIDE], line(3))
    files["trips.txt"] += b"nowhere,daily,x\n"
    files["stop_times.txt"] += b"ghost,10:00:00,10:00:00,s0,1,\n"
    assert said(files, "trips.txt:3") and said(files, "stop_times.txt:5")
    assert len(hops(files)) == 14


@pytest.mark.parametrize(
    "missing", ["agency.txt", "calendar.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt"]
)
def test_a_missing_file_is_told_and_nothing_breaks(missing):
    files = feed_files([RIDE], line(3))
    del files[missing]
    assert said(files, missing)
    hops(files)


def test_nothing_at_all_is_read_too():
    assert len(hops({})) == 0
    assert len(hops(dict.fromkeys(feed_files([RIDE], line(3)), b""))) == 0


def test_calendar_dates_alone_are_enough():
    files = feed_files([RIDE], line(3))
    del files["calendar.txt"]
    files["calendar_dates.txt"] = table(("service_id", "date", "exception_type"), ("daily", "20220615", "1"))
    assert sorted(hops(files).departure) == [2 * 1440 + 600, 2 * 1440 + 611]


def test_exceptions_add_and_take_days():
    files = feed_files([RIDE], line(3), {"daily": ("1000000", "20220601", "20221231")})
    rows = ("daily", "20220613", "2"), ("daily", "20220619", "1")
    files["calendar_dates.txt"] = table(("service_id", "date", "exception_type"), *rows)
    assert sorted(hops(files).departure) == [6 * 1440 + 600, 6 * 1440 + 611]


def test_blank_times_are_filled_by_distance():
    stops = {"s0": (51.5, 8.0), "s1": (51.5, 8.01), "s2": (51.5, 8.04)}
    ride = ("t", "A", "daily", [("s0", 600, 600), ("s1", None, None), ("s2", 640, 640)])
    assert sorted(hops(feed_files([ride], stops)).departure)[:2] == [600, 610]


def test_a_headway_repeats_its_ride():
    files = feed_files([RIDE], line(3), {"daily": ("1000000", "20220601", "20221231")})
    rows = ("t", "08:00:00", "09:00:00", "1200")
    files["frequencies.txt"] = table(("trip_id", "start_time", "end_time", "headway_secs"), rows)
    starts = [
        at for at, order in zip(*(lambda t: (t.departure, t.order))(hops(files)), strict=True) if order == 0
    ]
    assert sorted(starts) == [480, 500, 520]


def test_departures_round_down_and_arrivals_up():
    files = feed_files([RIDE], line(3))
    files["stop_times.txt"] = (
        files["stop_times.txt"]
        .replace(b"t,10:00:00,10:00:00", b"t,10:00:50,10:00:50")
        .replace(b"10:10:00,", b"10:10:10,", 1)
    )
    times = hops(files)
    assert (times.departure.min(), times.arrival.min()) == (600, 611)


def test_rides_before_dawn_belong_to_the_day_before_at_the_change_of_clocks():
    """In the night to 27 March 2022 the clock goes from 2:00 to 3:00: noon minus twelve hours is 23:00."""
    ride = ("t", "A", "daily", [("s0", 26 * 60, 26 * 60), ("s1", 26 * 60 + 10, 26 * 60 + 10)])
    files = feed_files([ride], line(2), {"daily": ("0000011", "20220301", "20220331")})
    week = Week(date(2022, 3, 21), "Europe/Berlin")
    assert week.minutes == 10_020
    # Saturday's ride at 26:00 comes two hours after Saturday's end: 3:00 on the changed clock.
    times = hops(files, date(2022, 3, 21))
    assert sorted(times.departure) == [120, 6 * 1440 + 120], "and last Sunday's in the first night"
    assert f"{week.moment(6 * 1440 + 120):%H:%M}" == "03:00"
    # Sunday's ride counts from noon minus twelve hours: an hour before its midnight.
    noon = feed_files(
        [("t", "A", "daily", [("s0", 600, 600), ("s1", 610, 610)])],
        line(2),
        {"daily": ("0000001", "20220301", "20220331")},
    )
    assert f"{week.moment(int(hops(noon, date(2022, 3, 21)).departure[0])):%H:%M}" == "10:00"


def test_agencies_keep_their_own_time():
    files = feed_files([RIDE, ("l", "L", "daily", [("s0", 600, 600), ("s1", 610, 610)])], line(3))
    files["agency.txt"] += b"y,Y,,Europe/London\nz,Z,,Europe/Berlin\n"
    files["routes.txt"] = files["routes.txt"].replace(b"L,x,L", b"L,y,L")
    assert 660 in hops(files).departure
    assert said(files, "mehreren Zeitzonen")


def test_a_stop_without_coordinates_takes_its_stations():
    files = feed_files([RIDE], line(3))
    files["stops.txt"] = (
        b"stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nS,Bahnhof,51.5,8.0,1,\ns0,,,,0,S\ns1,Eins,51.5,8.1,,\ns2,Zwei,,,,\n"
    )
    feed = read_feed(files)
    assert (feed.stops.names[1], feed.stops.lat[1]) == ("Bahnhof", 51.5)
    assert np.isnan(feed.stops.lat[3])


FEEDS = (
    "heidelberg_vrn/vrn_gtfs_cut.zip", "kuopio/gtfs_kuopio_finland.zip", "zhelez/zhelez_gtfs.zip",
    "portoalegre/poa_trensurb.zip", "germany_small/vvs-bus-764-only.gtfs.zip",
    "flex/cobblinc-bus-30-only.gtfs.zip",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", FEEDS)
def test_real_feeds_are_read(shared, name):
    feed = read_feed(opened(shared / "data/mobility" / name))
    assert len(timetable(feed, Week(feed.best_week(), feed.zone))) > 500


@pytest.mark.parametrize(
    ("name", "rides"),
    [("bbnavi_flex", 8), ("flex/aspen-flex-on-demand.gtfs", 2), ("flex/FlexExample--various.zip", 80)],
)
def test_rides_on_demand_are_read_in_every_dialect(shared, name, rides):
    feed = read_feed(opened(shared / "data/mobility" / name))
    assert len(feed.flex) >= rides
    assert any(len(ride.origins) > 10 for ride in feed.flex)
