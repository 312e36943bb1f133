# SPDX-License-Identifier: EUPL-1.2
"""Travel times proposed for a drawn line, and the row it becomes."""

import pytest

from soesmart.mobility.engine.extras import read_extras
from soesmart.mobility.engine.sketch import proposed, row, way_back

MARKET = (51.5, 8.5)


@pytest.mark.parametrize(
    ("north", "kmh", "detour", "minutes"),
    [
        (0.01, 30, 1.3, 3),  # 1,112 m × 1.3 at 500 m a minute: 2.89
        (0.01, 60, 1.3, 1),
        (0.01, 30, 1.0, 2),  # 2.22
        (0.0001, 30, 1.3, 1),  # never less than a minute
        (0.05, 30, 1.3, 14),
    ],
)
def test_minutes_are_the_way_by_the_speed(north, kmh, detour, minutes):
    assert proposed(MARKET, (51.5 + north, 8.5), kmh, detour) == minutes
    assert proposed((51.5 + north, 8.5), MARKET, kmh, detour) == minutes


def test_the_row_of_a_line_is_read_as_it_was_drawn():
    text = row("N5", (4, 5), ("23:30", "00:30", 60), ["Markt; Nord", "Schule (8.10500, 51.57100)"], [7])
    found = read_extras(text, {"markt nord": 0}, 5)
    assert [one.calls for one in found.extras] == [((0, 1410), (5, 1417)), ((0, 1470), (5, 1477))]
    assert found.extras[0].days == (4, 5) and not found.wrong


def test_without_a_last_departure_it_is_one_ride():
    assert row("N5", (0,), ("23:30", "", None), ["A", "B"], [7]) == "N5;mo;23:30;A +0;B +7"


def test_the_way_back_takes_the_same_times_after_a_rest():
    assert way_back(("23:30", "00:30", 60), [14, 9]) == (("23:58", "24:58", 60), [9, 14])
    assert way_back(("06:00", "", None), [30]) == (("06:35", "", None), [30])
    assert way_back(("23:30", "", None), [60])[0][0] == "24:35", "the same night"


def test_a_departure_of_its_own_lies_before_the_first_ride_or_after_midnight():
    assert way_back(("06:30", "20:30", 60), [20], "06:05")[0] == ("06:05", "20:05", 60)
    assert way_back(("23:30", "00:30", 60), [20], "00:10")[0] == ("24:10", "25:10", 60)
