# SPDX-License-Identifier: EUPL-1.2
"""Budgets passed over are proven to come out the same."""

from dataclasses import replace
from fractions import Fraction

import pytest

from soesmart.decide.engine import completing
from soesmart.decide.engine.counting import count
from soesmart.decide.engine.equal_shares import EqualShares
from soesmart.decide.engine.lasting import Lasting
from soesmart.decide.engine.prepared import per_ballot, prepare
from soesmart.decide.engine.types import Rule
from tests.decide import reference
from tests.decide.making import election, has_points, small
from tests.decide.reference import Small


def larger(seed: int, times: int) -> Small:
    """A small election in which a step is a small one."""
    made = small(seed)
    return Small([times * cost for cost in made.costs], made.votes, times * made.budget, made.ids)


def kinds(made: Small) -> tuple[str, ...]:
    return ("cost", "cardinality", "points") if has_points(made) else ("cost", "cardinality")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_until_the_raise_told_nothing_changes(seed):
    made = larger(seed, 1)
    for kind in kinds(made):
        rule = Rule(utility=kind)
        prepared = prepare(election(made, points=has_points(made)), rule)
        shares = EqualShares(prepared, rule)
        lasting, share = Lasting(shares), per_ballot(prepared)
        for _ in range(8):
            run = shares.run(share)
            room = lasting.raise_without_change(run)
            if room is None:
                break
            for part in (Fraction(1, 7), Fraction(1, 2), Fraction(999_999, 1_000_000)):
                assert reference.equal_shares(made, kind, share + part * room) == run.picked, (kind, share)
            share += room or Fraction(1, 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_add1_passes_over_budgets_and_comes_out_the_same(seed, monkeypatch):
    monkeypatch.setattr(completing, "_WORTH", 0)  # a proof after every run
    made = larger(seed, 20)
    for kind in kinds(made):
        counted = count(election(made, points=has_points(made)), Rule(utility=kind))
        assert (list(counted.winners), counted.runs + counted.skipped) == reference.add1(made, kind), kind


def test_25_ballots_and_two_million_take_a_few_runs():
    made = larger(1, 1)
    votes = [{(at + step) % 9: 1 for step in (0, 2, 5)[: 1 + at % 3]} for at in range(25)]
    costs = [100_000 * (1 + at % 7) + 7919 * at for at in range(9)]
    made = replace(made, costs=costs, votes=votes, budget=2_000_000, ids=[str(at + 1) for at in range(9)])
    counted = count(election(made), Rule())
    assert counted.skipped > 10_000
    assert counted.runs < 200


def test_a_long_count_is_heard_of_and_can_be_ended():
    heard: list[int] = []

    def watch(budgets: int) -> None:
        heard.append(budgets)
        if len(heard) == 3:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        count(election(larger(12, 20)), Rule(), watch)
    assert heard == sorted(heard)
