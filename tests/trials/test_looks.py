# SPDX-License-Identifier: EUPL-1.2
"""A running look goes on by itself, day after day, on one page."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from soesmart.kernel.log.models import Pending
from soesmart.kernel.words import LocalText
from soesmart.strategy import facade as strategy
from soesmart.trials.actions import cards, data
from soesmart.trials.actions.looks import look_again
from soesmart.trials.checks import recomputed
from soesmart.trials.models import Analysis, Data, Trial
from tests.trials.test_pages import PLAN

FIRST, BEGINS = date(2027, 1, 1), date(2028, 1, 5)
LOOKING = {**PLAN, "start": "05.01.2028", "horizon": 200, "method": "running-look"}


def days(until: date, effect: float = 0.0, seed: int = 4) -> str:
    rng = np.random.default_rng(seed)
    lines = ["Tag;Räder"]
    for at in range((until - FIRST).days + 1):
        day = FIRST + timedelta(at)
        lines.append(f"{day};{50 + rng.standard_normal() + effect * (day >= BEGINS):.3f}".replace(".", ","))
    return "\n".join(lines) + "\n"


@pytest.fixture
def at(monkeypatch):
    def go(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        monkeypatch.setattr("soesmart.kernel.clock.now", lambda: moment)

    go(FIRST)
    return go


@pytest.fixture
def made(db, at) -> Trial:
    one = cards.add({"title": "Rad", "question": "Hilft es?", "slug": "rad"})
    cards.fix(one.pk, LOOKING)
    return one


def looked(one: Trial) -> dict:
    return one.analyses.get().told


def test_new_days_are_judged_without_anybody_asking(made, at):
    assert look_again() == 0  # it has not begun
    at(BEGINS + timedelta(20))
    data.keep(made.pk, days(BEGINS + timedelta(19)), "a.csv", data.Columns("Räder"))
    assert look_again() == 1 and len(looked(made)["looks"]) == 20
    assert look_again() == 0  # nothing new
    data.keep(made.pk, days(BEGINS + timedelta(24)), "b.csv", data.Columns("Räder"))
    assert look_again() == 1 and len(looked(made)["looks"]) == 25
    assert [leaf.version for leaf in Pending.objects.filter(kind="trials.result").order_by("id")] == [1, 2]
    assert all(finding.ok for finding in recomputed())


def test_what_was_found_stays_found(made, at):
    at(BEGINS + timedelta(60))
    data.keep(made.pk, days(BEGINS + timedelta(50), effect=3.0), "a.csv", data.Columns("Räder"))
    assert look_again() == 1 and looked(made)["verdict"] == "helped"
    data.keep(made.pk, days(BEGINS + timedelta(59)), "b.csv", data.Columns("Räder"))
    assert look_again() == 0 and looked(made)["verdict"] == "helped"


def test_values_of_an_indicator_are_taken_anew_each_time(made, at, monkeypatch):
    until = BEGINS + timedelta(9)

    class Value:
        def __init__(self, line: str) -> None:
            day, value = line.split(";")
            self.period_start, self.value = date.fromisoformat(day), value.replace(",", ".")

    class Indicator:
        id, title = made.pk, LocalText({"de": "Räder"}, "de", "authored")

    Trial.objects.update(indicator=made.pk)
    monkeypatch.setattr(strategy, "indicator", lambda key: Indicator())
    monkeypatch.setattr(strategy, "values", lambda key: [Value(x) for x in days(until).splitlines()[1:]])
    at(until + timedelta(1))
    assert look_again() == 1 and look_again() == 0 and Data.objects.count() == 1
    until += timedelta(3)
    assert look_again() == 1 and len(looked(made)["looks"]) == 13
    assert Data.objects.filter(live=True).count() == 2 and Analysis.objects.get().version == 2


def test_a_table_that_cannot_be_read_stops_no_other_trial(made, at):
    at(BEGINS + timedelta(20))
    data.keep(made.pk, days(BEGINS - timedelta(3)), "a.csv", data.Columns("Räder"))  # no day after the start
    other = cards.add({"title": "Bus", "question": "Hilft es?", "slug": "bus"})
    at(FIRST)
    cards.fix(other.pk, LOOKING)
    at(BEGINS + timedelta(20))
    data.keep(other.pk, days(BEGINS + timedelta(19)), "b.csv", data.Columns("Räder"))
    look_again()
    assert len(looked(other)["looks"]) == 20


def test_another_plan_ends_the_look(made, at):
    at(BEGINS + timedelta(20))
    data.keep(made.pk, days(BEGINS + timedelta(19)), "a.csv", data.Columns("Räder"))
    cards.fix(made.pk, PLAN | {"start": "2029-01"}, "Anders gemessen")
    assert look_again() == 0 and not made.analyses.exists()
