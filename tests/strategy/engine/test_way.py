# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from decimal import Decimal

import pytest

from soesmart.strategy.engine.chart import Drawing, Mark, runs, svg
from soesmart.strategy.engine.way import Point, due, standing

TODAY = date(2026, 11, 28)


def _at(year: int, value: str) -> Point:
    return Point(date(year, 12, 31), Decimal(value))


BASE, GOAL = _at(2020, "18"), _at(2030, "33")


def test_the_way_is_a_straight_line_between_what_is_given():
    assert due(BASE, [GOAL], date(2025, 12, 31)) == Decimal("25.5")
    assert due(BASE, [GOAL], date(2031, 5, 1)) == 33
    assert due(BASE, [GOAL], date(2019, 1, 1)) is None
    assert due(None, [GOAL], date(2025, 1, 1)) is None
    assert due(BASE, [], date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("measured", "direction", "state"),
    [
        ([], "up", "unmeasured"),
        ([_at(2020, "18"), _at(2024, "30")], "up", "on the way"),
        ([_at(2020, "18"), _at(2024, "20")], "up", "behind"),
        ([_at(2022, "25"), _at(2024, "24.9")], "up", "wrong way"),
        ([_at(2024, "17")], "up", "wrong way"),
        ([_at(2024, "33")], "up", "reached"),
        ([_at(2024, "40")], "none", "describes"),
    ],
)
def test_where_a_number_stands(measured: list[Point], direction: str, state: str):
    assert standing(BASE, [GOAL], measured, direction, 366, TODAY).state == state


def test_less_can_be_better():
    base, goal = _at(2020, "100"), _at(2030, "0")
    assert standing(base, [goal], [_at(2024, "50")], "down", 366, TODAY).state == "on the way"
    assert standing(base, [goal], [_at(2024, "90")], "down", 366, TODAY).state == "behind"
    assert standing(base, [goal], [_at(2024, "101")], "down", 366, TODAY).state == "wrong way"


def test_without_a_target_or_a_way_nothing_is_claimed():
    assert standing(None, [], [_at(2024, "1")], "up", 366, TODAY).state == "no target"
    assert standing(None, [GOAL], [_at(2024, "1")], "up", 366, TODAY).state == "no way"


def test_a_target_in_the_past_is_missed_or_reached():
    goal = _at(2024, "33")
    assert standing(BASE, [goal], [_at(2024, "32")], "up", 366, TODAY).state == "missed"
    assert standing(BASE, [goal], [_at(2024, "34")], "up", 366, TODAY).state == "reached"


def test_overdue_is_measured_by_what_was_promised():
    assert not standing(None, [], [_at(2025, "1")], "up", 366, TODAY).overdue
    assert standing(None, [], [_at(2024, "1")], "up", 366, TODAY).overdue
    assert standing(None, [], [], "up", 366, TODAY).overdue
    assert not standing(None, [], [], "up", 0, TODAY).overdue


def _mark(year: int, value: int) -> Mark:
    return Mark(date(year, 1, 1), date(year, 12, 31), Decimal(value))


def test_no_line_is_drawn_over_a_gap():
    drawing = Drawing((_mark(2018, 1), _mark(2019, 2), _mark(2023, 3)), step_days=366)
    assert [len(run) for run in runs(drawing)] == [2, 1]
    picture = svg(drawing, "Von 1 auf 3", str)
    assert picture.count("<polyline") == 1 and picture.count("<circle") == 3
    assert 'aria-label="Von 1 auf 3"' in picture


def test_words_in_the_picture_are_escaped():
    assert "<b>" not in svg(Drawing((_mark(2020, 1),)), "<b>", str)


@pytest.mark.parametrize("values", [[0], [5], [-3], [0, 0], [1_000_000_000, 2], [-5, 5]])
def test_every_picture_can_be_drawn(values: list[int]):
    marks = tuple(_mark(2020 + n, value) for n, value in enumerate(values))
    assert svg(Drawing(marks), "x", str).endswith("</svg>")
