# SPDX-License-Identifier: EUPL-1.2
"""1,000 random ledgers: every sum of every report equals a naive recomputation."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.ledger.engine import beancount, entries, places, split
from soesmart.ledger.engine.claim import Terms, claim
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.engine.outflow import months_behind
from soesmart.ledger.engine.proof import proof
from soesmart.ledger.engine.stopping import stopping
from soesmart.ledger.engine.totals import totals
from tests.ledger import random_ledgers as made

pytestmark = pytest.mark.slow


def check_reports(ledger: list[Entry], rules: Terms, since: date, day: date) -> None:
    made.check_claim(ledger, rules, since, day, claim(ledger, rules, since, day))
    made.check_proof(ledger, rules, day, proof(ledger, rules, day, 2000))
    made.check_totals(ledger, totals(ledger))
    made.check_stopping(ledger, rules, day, stopping(ledger, rules, day))
    assert sum(entries.balances(ledger).values()) == 0
    assert sum(beancount.balances(ledger).values()) == 0


@pytest.mark.parametrize("examples", [100, pytest.param(1000, marks=pytest.mark.full)])
def test_every_report_equals_a_naive_recomputation(examples):
    """What Hypothesis thinks up, new every time: edges, and the smallest ledger that goes wrong."""
    thought_up = given(made.ledgers, made.terms, made.days, made.days)(check_reports)
    settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow])(thought_up)()


def test_every_report_of_1000_random_ledgers_equals_a_naive_recomputation():
    """Always the same thousand: they find what has got worse."""
    chance = random.Random(1000)
    for number in range(1000):
        ledger, rules, since, day = made.drawn(chance)
        try:
            check_reports(ledger, rules, since, day)
        except AssertionError as error:
            error.add_note(f"ledger {number}: {rules}, {since} to {day}, {ledger}")
            raise


@given(st.lists(st.integers(-10_000, 1_000_000), max_size=50), st.integers(0, 10_000), st.randoms())
def test_the_share_is_exact_for_any_order_of_vouchers(amounts, rate, chance):
    other = list(amounts)
    chance.shuffle(other)
    for order in (amounts, other):
        parts = split.running(order, rate)
        assert sum(funder for funder, _own in parts) == split.share(sum(amounts), rate)
        assert [funder + own for funder, own in parts] == order


def test_the_share_does_not_drift():
    chance = random.Random(65)
    amounts = [chance.randrange(1, 500_000) for _ in range(20_000)]
    parts = split.running(amounts, 6500)
    assert sum(funder for funder, _own in parts) == sum(amounts) * 65 // 100
    assert sum(amount * 65 // 100 for amount in amounts) < sum(amounts) * 65 // 100 - 500


@given(made.ledgers, st.integers(1, 5000))
def test_small_villages_stand_together_and_the_sum_stays(ledger, least):
    villages = [
        places.Village("ampen", "Ampen", 2000),
        places.Village("katrop", "Katrop", 130),
        places.Village("meckingsen", "Meckingsen", 250),
        places.Village("hattrop", "Hattrop", None),
    ]
    shown, small, whole = places.parts(ledger, villages, least)
    assert sum(part.cents for part in shown) + (small.cents if small else 0) + whole == sum(
        entry.cents for entry in ledger if entry.effect is Effect.VOUCHER
    )
    assert all(part.people is not None and part.people >= least for part in shown)
    assert small is None or len(small.slugs) > 1


def test_months_of_delay_are_the_distance_between_the_curves():
    plan = [Entry(Effect.PLAN, date(2022, 1, 1), 120_000, "a", year=year) for year in (2022, 2023)]
    assert months_behind([], date(2023, 1, 1)) is None
    half = Entry(Effect.VOUCHER, date(2022, 5, 1), 60_000, "a")
    assert months_behind([*plan, half], date(2022, 12, 31)) == 6.0
    assert months_behind([*plan, half], date(2022, 6, 30)) == 0.0
    ahead = Entry(Effect.VOUCHER, date(2022, 5, 1), 240_000, "a")
    assert months_behind([*plan, ahead], date(2022, 12, 31)) == -12.0


def test_corrections_take_back_to_the_cent():
    wrong = Entry(Effect.VOUCHER, date(2022, 5, 1), 60_001, "a", id="x")
    back = Entry(Effect.VOUCHER, date(2022, 5, 1), -60_001, "a", corrects="x")
    assert back.kind == "correction" and wrong.kind == "voucher"
    assert totals([wrong, back]).spent.cents == 0
