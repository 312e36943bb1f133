# SPDX-License-Identifier: EUPL-1.2
"""What is written as an artefact is read as it was."""

import numpy as np

from soesmart.mobility.engine.address_table import House, Named, address_table
from soesmart.mobility.engine.feed import read_feed
from soesmart.mobility.engine.timetable import timetable
from soesmart.mobility.engine.week import Week
from soesmart.mobility.stored import digest, load, load_addresses, save
from tests.mobility.feeds import feed_files, line, table
from tests.mobility.test_profile import MONDAY


def rich():
    """A feed with a headway, a rule for changing, a call, a day off and an accessible stop."""
    calls = [("s0", 600, 600), ("s1", 610, 610)]
    files = feed_files([("t", "N", "daily", calls), ("u", "M", "daily", calls)], line(3))
    files["frequencies.txt"] = table(
        ("trip_id", "start_time", "end_time", "headway_secs"), ("t", "06:00:00", "08:00:00", 600)
    )
    files["transfers.txt"] = table(
        ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"),
        ("s0", "s1", 2, 240),
        ("s1", "s0", 3, ""),
    )
    files["booking_rules.txt"] = table(
        ("booking_rule_id", "booking_type", "prior_notice_duration_min", "phone_number"),
        ("r", 1, 30, "02921 1"),
    )
    files["calendar_dates.txt"] = table(("service_id", "date", "exception_type"), ("daily", "20220606", 2))
    return read_feed(files)


def test_nothing_is_lost_between_writing_and_reading(tmp_path):
    feed = rich()
    read, streets = load(save(tmp_path, "a" * 64, feed, {}))
    assert feed.headways and feed.transfers and feed.bookings, "or this proves nothing"
    for name in ("headways", "transfers", "bookings", "zone", "since", "until", "version"):
        assert getattr(read, name) == getattr(feed, name), name
    for part in ("stops", "routes", "trips"):
        one, other = getattr(read, part), getattr(feed, part)
        assert all(
            np.array_equal(getattr(one, name), getattr(other, name))
            for name in one.__slots__
            if name != "lat"
        )
    assert np.array_equal(read.stops.lat, feed.stops.lat) and not streets
    for day in (MONDAY,):
        one, other = (timetable(each, Week(day, feed.zone)) for each in (read, feed))
        assert np.array_equal(one.departure, other.departure) and np.array_equal(one.stops, other.stops)


def test_an_artefact_never_changes_and_its_name_is_its_content(tmp_path):
    first = save(tmp_path / "out", "b" * 64, rich(), {})
    stamp = (first / "meta.json").stat().st_mtime_ns
    assert save(tmp_path / "out", "b" * 64, rich(), {}) == first
    assert (first / "meta.json").stat().st_mtime_ns == stamp
    for name in ("one", "same", "other"):
        (tmp_path / name).write_bytes(b"x" if name != "other" else b"y")
    assert digest(tmp_path / "one") == digest(tmp_path / "same") != digest(tmp_path / "other")


def test_addresses_are_kept_and_an_artefact_without_any_still_loads(tmp_path):
    table = address_table(Named(houses=[House("Hauptstraße", "12a", 51.5712345, 8.1054321, "Kern", "59494")]))
    kept = load_addresses(save(tmp_path, "c" * 64, rich(), {}, table))
    for name in table.__slots__:
        assert np.array_equal(getattr(kept, name), getattr(table, name)), name
    assert kept.house_lat[0] == 515712345
    assert load_addresses(save(tmp_path, "d" * 64, rich(), {})) is None
