# SPDX-License-Identifier: EUPL-1.2
"""Every fault a counter is known for blocks a result; what is only unusual does not."""

import os
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from soesmart.trials import commands
from soesmart.trials.engine import habits, prepare, quality, table, units
from soesmart.trials.engine.periods import Kind
from soesmart.trials.engine.table import Raw, Table

PROMENADE = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "sensors" / "bike_muenster" / "100031297"
)
FIRST = date(2024, 1, 1).toordinal()
DAYS = 400
Counter = tuple[np.ndarray, np.ndarray]
START = prepare.start_of("2024-09")


@cache
def counter(level: float = 60, days: int = DAYS, seed: int = 1) -> Counter:
    """Quarter hours with nights, weekends, a summer and Christmas, counted by chance."""
    rng = np.random.default_rng(seed)
    at = np.arange(days * 96)
    hour, day = at % 96 / 4, at // 96
    shape = (
        0.02 + np.exp(-((hour - 8) ** 2) / 6) + np.exp(-((hour - 17) ** 2) / 8) + 0.5 * (abs(hour - 13) < 6)
    )
    week = np.where((day % 7) > 4, 0.6, 1.0) * (1 + 0.25 * np.sin(2 * np.pi * (day - 90) / 365))
    weather = np.exp(0.12 * rng.standard_normal(days))[day]
    christmas = np.where(np.isin(day, [358, 359, 360]), 0.15, np.where((day > 355) & (day < 370), 0.55, 1.0))
    return (FIRST * 1440 + at * 15).astype(np.int64), rng.poisson(
        level * shape * week * weather * christmas
    ) * 1.0


def between(first: int, last: int, value: Callable[[np.ndarray], object]) -> Callable[[Counter], Counter]:
    """A fault of the days `first` to `last`."""

    def broken(given: Counter) -> Counter:
        numbers, values = given
        day = numbers // 1440 - FIRST
        inside = (day >= first) & (day <= last)
        out = values.copy()
        out[inside] = value(values[inside])
        return numbers, out

    return broken


def without(first: int, last: int) -> Callable[[Counter], Counter]:
    def broken(given: Counter) -> Counter:
        keep = ~np.isin(given[0] // 1440 - FIRST, range(first, last + 1))
        return given[0][keep], given[1][keep]

    return broken


def copied(back: int, number: int = 1) -> Callable[[Counter], Counter]:
    def broken(given: Counter) -> Counter:
        out = given[1].copy()
        out[200 * 96 : (200 + number) * 96] = given[1][(200 - back) * 96 : (200 - back + number) * 96]
        return given[0], out

    return broken


def codes(given: Counter, kind: Kind = "minute") -> set[str]:
    raw = Raw(kind, dict(zip(given[0].tolist(), given[1].tolist(), strict=True)))
    return {flag.code for flag in prepare.prepared("Zähler", raw, START).flags if flag.blocks}


def daily(given: Counter) -> Counter:
    days, inverse = np.unique(given[0] // 1440, return_inverse=True)
    return days, np.bincount(inverse, weights=given[1])


@cache
def honest() -> set[str]:
    return codes(counter())


FAULTS: dict[str, tuple[str, Callable[[Counter], Counter]]] = {
    "a day of zeros": ("dead", between(120, 120, lambda v: 0)),
    "two months of zeros": ("dead", between(60, 120, lambda v: 0)),
    "dead to the end": ("dead", between(380, DAYS, lambda v: 0)),
    "the same number for three days": ("frozen", between(120, 122, lambda v: 17)),
    "one day counted twice": ("multiples", between(120, 120, lambda v: 2 * v)),
    "ten times as many, by a wrong point": ("spike", between(120, 121, lambda v: 10 * v)),
    "a tenth, by a wrong point": ("dip", between(120, 123, lambda v: np.round(v / 10))),
    "another unit from a day on": ("jump", between(120, DAYS, lambda v: 1000 * v)),
    "half the counter gone for three months": ("jump", between(60, 150, lambda v: np.floor(v / 2))),
    "a gap filled with a line": (
        "filled",
        between(120, 122, lambda v: np.round(np.linspace(30, 90, v.size))),
    ),
    "a meter's reading": ("reading", between(120, 125, np.cumsum)),
    "hours without anything": (
        "silent",
        between(120, 120, lambda v: np.where(np.arange(96) // 12 == 2, 0, v)),
    ),
    "lost values in between": ("silent", between(120, 125, lambda v: np.where(np.arange(v.size) % 3, v, 0))),
    "minus one for no value": ("negative", between(120, 120, lambda v: -1)),
    "a full register": ("code", between(120, 120, lambda v: np.where(np.arange(96) % 24 == 7, 999, v))),
    "no more than a byte holds": ("cut_off", between(0, DAYS, lambda v: np.minimum(v, 75))),
    "one value out of all measure": (
        "spike",
        between(120, 120, lambda v: np.where(np.arange(96) == 40, 9000, v)),
    ),
    "a day copied from the day before": ("copied", copied(1)),
    "a day copied from the week before": ("copied", copied(7)),
    "three weeks missing": ("gaps", without(120, 140)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_blocks_and_the_same_counter_without_it_does_not(name: str):
    code, broken = FAULTS[name]
    assert honest() == set()
    assert code in codes(broken(counter()))


@pytest.mark.parametrize(
    ("code", "broken"),
    [
        ("dead", between(120, 122, lambda v: 0)),
        ("dead", between(120, 120, lambda v: 0)),
        ("frozen", between(120, 122, lambda v: 52)),
        ("dip", between(120, 123, lambda v: np.round(v / 10))),
        ("spike", between(120, 120, lambda v: 10 * v)),
        ("jump", between(60, 150, lambda v: np.floor(v / 2))),
        ("copied", copied(7, 7)),
        ("gaps", without(120, 131)),
    ],
)
def test_faults_are_seen_in_sums_of_days_too(code: str, broken: Callable[[Counter], Counter]):
    assert codes(daily(counter()), "day") == set()
    assert code in codes(daily(broken(counter())), "day")


@pytest.mark.parametrize(
    ("first", "flagged"), [("2023-01", False), ("2022-12", False), ("2023-03", False), ("2022-06", True)]
)
def test_a_step_at_the_start_is_the_question_and_elsewhere_a_fault(first: str, flagged: bool):
    rng = np.random.default_rng(8)
    months, begin, step = (
        np.arange(2020 * 12, 2024 * 12),
        prepare.start_of("2023-01"),
        prepare.start_of(first),
    )
    values = np.round((1000 + rng.normal(0, 40, 48)) * np.where(months >= step.number, 2, 1))
    raw = Raw("month", dict(zip(months.tolist(), values.tolist(), strict=True)))
    own = prepare.prepared("Zähler", raw, begin)
    assert ("jump" in {flag.code for flag in own.flags if flag.blocks}) is flagged
    # A comparison place has no start: there every step is a fault.
    other = prepare.prepared("Vergleich", raw, begin, but=False)
    assert "jump" in {flag.code for flag in other.flags if flag.blocks}


def test_who_decides_about_a_fault_is_told_how_often_it_is_there():
    twice = between(200, 201, lambda v: 0)(between(120, 122, lambda v: 0)(counter()))
    flags = {flag.code: flag for flag in quality.check(*twice, "minute", "Nord")}
    assert flags["dead"].detail.endswith("Werte, die längste von 2 Stellen")


def test_a_month_without_a_figure_or_with_hardly_any_blocks():
    rng = np.random.default_rng(3)
    months = np.arange(2020 * 12, 2020 * 12 + 48)
    honest = np.round(1000 + 200 * np.sin(months) + rng.normal(0, 40, 48))
    assert quality.check(months, honest, "month") == []
    for value, code in ((0, "dead"), (150, "dip")):
        broken = np.where(np.arange(48) == 20, value, honest)
        assert code in {flag.code for flag in quality.check(months, broken, "month") if flag.blocks}
    pool = np.where(np.isin(months % 12, (5, 6, 7)), honest, 20.0 + rng.integers(0, 9, 48))
    assert quality.check(months, pool, "month") == []
    twice = np.concatenate([honest[:30], honest[18:24], honest[36:]])
    assert "copied" in {flag.code for flag in quality.check(months, twice, "month") if flag.blocks}


@pytest.mark.parametrize("level", [2, 8, 25, 200])
@pytest.mark.parametrize("seed", [2, 3])
def test_quiet_and_busy_counters_without_fault_pass(level: float, seed: int):
    assert codes(counter(level, seed=seed)) == set()


@pytest.mark.slow
def test_the_hours_of_the_clock_change_are_no_fault():
    """In March an hour is missing; in October one stands twice, with other figures."""
    lines = ["Zeit;Räder"]
    numbers, values = counter(days=320)
    for number, value in zip(numbers.tolist(), values.tolist(), strict=True):
        day, minute = divmod(number, 1440)
        text = f"{date.fromordinal(day)} {minute // 60:02}:{minute % 60:02};{value:.0f}"
        spring = date.fromordinal(day) == date(2024, 3, 31) and 120 <= minute < 180
        lines += [] if spring else [text]
        if date.fromordinal(day) == date(2024, 10, 27) and 120 <= minute < 180:
            lines.append(text + "1")
    found = units.units([table.sheet("\n".join(lines) + "\n")])
    own = prepare.prepared(*units.pick(found, "Räder"), START)
    assert [flag.code for flag in own.flags if flag.blocks] == []
    assert "duplicates" in {flag.code for flag in own.flags}


def test_what_has_no_usual_day_is_not_measured_by_one():
    rng = np.random.default_rng(4)
    days = np.arange(FIRST, FIRST + 300)
    assert habits.odd_days(days, rng.lognormal(4, 1.2, 300), "Ozon") == []
    numbers = np.arange(300 * 24, dtype=np.int64) * 60 + FIRST * 1440
    wet = np.where(rng.random(numbers.size) < 0.2, rng.integers(0, 3, numbers.size), 40.0)
    assert habits.silent(numbers, wet, 60, "Freibad") == []


def _found(**columns: np.ndarray) -> Table:
    numbers = counter()[0]
    raws = {
        name: Raw("minute", dict(zip(numbers.tolist(), one.tolist(), strict=True)))
        for name, one in columns.items()
    }
    return Table(
        {name: raw for name, raw in raws.items() if "status" not in name},
        {name: raw for name, raw in raws.items() if "status" in name},
    )


def _device(found: Table) -> set[str]:
    own = prepare.prepared("100", found.units["100"], START)
    return {flag.code for flag in prepare.device("100", found, own) if flag.blocks}


def test_a_channel_that_is_weak_for_ten_days_is_found_in_weeks():
    north, south = counter(seed=5)[1], counter(level=30, seed=6)[1]
    assert _device(_found(**{"100": north + south, "101": north, "102": south})) == set()
    weak = between(120, 134, lambda v: np.floor(v / 5))((counter()[0], south))[1]
    assert "channel_share" in _device(_found(**{"100": north + weak, "101": north, "102": weak}))


def test_a_sum_that_leaves_its_channels_blocks():
    north, south = counter(seed=5)[1], counter(level=30, seed=6)[1]
    whole = between(300, DAYS, lambda v: v + 3)((counter()[0], north + south))[1]
    assert "sum_differs" in _device(_found(**{"100": whole, "101": north, "102": south}))


def test_what_a_channel_says_about_itself_counts():
    north, south = counter(seed=5)[1], counter(level=30, seed=6)[1]
    for last, blocks in ((120 * 96 + 4, False), (121 * 96 + 5, True)):
        said = np.zeros(north.size)
        said[120 * 96 : last] = 4
        found = _found(**{"100": north + south, "101": north, "102": south, "102-status": said})
        assert ("status" in _device(found)) is blocks


@pytest.fixture(scope="module")
def promenade() -> Table:
    if not PROMENADE.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{PROMENADE} is missing")
        pytest.skip(f"{PROMENADE} is missing")
    return units.units(commands.read([PROMENADE]), ["100031297"])


@pytest.mark.slow
def test_the_counter_of_the_promenade_passes_with_all_its_channels(promenade: Table):
    name, raw = units.pick(promenade, "100031297")
    own = prepare.prepared(name, raw, prepare.start_of("2025-09"))
    flags = [*own.flags, *prepare.device(name, promenade, own)]
    assert [flag for flag in flags if flag.blocks] == []
    for channel in ("102031297", "103031297", "104031297", "105031297"):
        flags = list(prepare.prepared(*units.pick(promenade, channel), prepare.start_of("2025-09")).flags)
        assert [flag for flag in flags if flag.blocks] == [], channel


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("dead", lambda v: 0 * v),
        ("multiples", lambda v: 2 * v),
        ("frozen", lambda v: 0 * v + 31),
        ("dip", lambda v: np.round(v / 20)),
    ],
)
def test_the_promenade_with_a_fault_is_held_back(
    promenade: Table, code: str, value: Callable[..., np.ndarray]
):
    _, raw = units.pick(promenade, "100031297")
    numbers, values = raw.arrays()
    inside = (numbers // 1440 >= date(2025, 5, 5).toordinal()) & (
        numbers // 1440 <= date(2025, 5, 11).toordinal()
    )
    values[inside] = value(values[inside])
    broken = Raw("minute", dict(zip(numbers.tolist(), values.tolist(), strict=True)))
    flags = prepare.prepared("x", broken, prepare.start_of("2025-09")).flags
    assert code in {flag.code for flag in flags if flag.blocks}
