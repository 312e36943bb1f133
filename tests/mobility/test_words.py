# SPDX-License-Identifier: EUPL-1.2
"""Figures of a what-if as a table of days and hours."""

from soesmart.mobility.words import Cell, hour_table

FIGURES = {
    "monday": "2026-11-23",
    "hours": [
        {"day": 4, "hour": 23, "person_hours": 300.0},
        {"day": 5, "hour": 0, "person_hours": 90.0},
        {"day": 5, "hour": 23, "person_hours": 150.0},
    ],
}


def test_a_week_is_a_column_for_each_day_and_a_row_for_each_hour_with_a_gain():
    found = hour_table(FIGURES)
    assert found.days == ("Freitag", "Samstag")
    assert found.rows == (
        ("23–24", (Cell("Freitag", 300.0, 3), Cell("Samstag", 150.0, 2))),
        ("0–1", (Cell("Freitag", 90.0, 1), Cell("Samstag", 0.0, 0))),
    ), "Saturday's first hour stands with Friday evening"
    assert not found.is_wide


def test_the_first_night_hours_of_monday_stand_with_sunday():
    row = {"day": 0, "hour": 1, "person_hours": 9.0}
    assert hour_table({"monday": "2026-11-23", "hours": [row]}).days == ("Sonntag",)


def test_without_a_gain_there_is_no_row():
    assert hour_table({"monday": "2026-11-23", "hours": []}).rows == ()


def test_more_days_than_a_phone_is_wide_are_a_wide_table():
    rows = [{"day": day, "hour": 20, "person_hours": 5.0} for day in range(7)]
    assert hour_table({"monday": "2026-11-23", "hours": rows}).is_wide
