# SPDX-License-Identifier: EUPL-1.2
"""Rows in which added rides are written."""

import pytest

from soesmart.mobility.engine.extras import Added, Mistake, departures, placed, read_extras

FIND = {"markt": 0, "bahnhof": 1, "dorf am berg": 2}


def read(text):
    return read_extras(text, FIND, 10)


def test_a_single_ride_stands_with_its_clock_times():
    (one,) = read("N2;fr sa;Markt 23:50;Dorf am Berg 24:10").extras
    assert (one.line, one.days, one.calls) == ("N2", (4, 5), ((0, 1430), (2, 1450)))


def test_a_line_stands_for_all_its_departures():
    found = read("N2; fr sa; 23:30-00:30 alle 30 min; Markt +0; Bahnhof +6; Dorf am Berg +15")
    assert [one.calls for one in found.extras] == [
        ((0, start), (1, start + 6), (2, start + 15)) for start in (1410, 1440, 1470)
    ]
    assert not found.wrong and not found.added


def test_one_clock_time_is_one_ride():
    (one,) = read("N2;täglich;23:30;Markt +0;Bahnhof +6").extras
    assert one.days == tuple(range(7)) and one.calls == ((0, 1410), (1, 1416))


def test_a_new_stop_written_twice_is_one_stop():
    found = read("A;mo;7:00;Markt +0;Schule (8.105, 51.571) +4\nB;mo;8:00;Schule (8.105, 51.571) +0;Markt +4")
    assert tuple(found.added) == (Added("Schule", 51.571, 8.105),)
    assert [one.calls for one in found.extras] == [((0, 420), (10, 424)), ((10, 480), (0, 484))]


def test_a_stop_of_the_feed_goes_before_a_place():
    assert placed("Markt") is None and placed("Nirgendwo (208.1, 51.5)") is None
    assert placed("8.10500, 51.57100") == Added("8.10500, 51.57100", 51.571, 8.105)
    assert placed("Schule (8.1, 51.5)") == Added("Schule", 51.5, 8.1)


@pytest.mark.parametrize(
    ("row", "kind", "what"),
    [
        ("N2;fr;Markt 23:50;Atlantis 24:00", "unknown", "Atlantis"),
        ("N2;fr;23:50;Markt +0;Bahnhof 24:00", "minutes", "Bahnhof 24:00"),
        ("N2;fr;23:50;Markt +9;Bahnhof +6", "backwards", ""),
        ("N2;;23:50;Markt +0;Bahnhof +6", "needs", ""),
        ("N2;fr;23:50;Markt +0", "needs", ""),
        ("N2;fr;23:75;Markt +0;Bahnhof +6", "clock", "23:75"),
        ("N2;fr;00:00-23:59 alle 1 min;Markt +0;Bahnhof +6", "dense", ""),
        ("N2;fr;06:00-07:00 alle 0 min;Markt +0;Bahnhof +6", "dense", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_row(row, kind, what):
    found = read(f"# Beispiel\n{row}\nA;mo;7:00;Markt +0;Bahnhof +4")
    assert found.wrong == (Mistake(2, kind, what),)
    assert len(found.extras) == 1, "the sound row is read"


def test_the_last_departure_before_the_first_is_past_midnight():
    assert departures("23:30", "00:30", "60") == (1410, 1470)
    assert departures("06:00", None, None) == (360,)
    assert departures("06:00", "06:50", "20") == (360, 380, 400)
