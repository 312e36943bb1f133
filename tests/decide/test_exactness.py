# SPDX-License-Identifier: EUPL-1.2
"""The engine against the plain rules in fractions: the same projects in the same order."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.decide.engine.counting import count
from soesmart.decide.engine.equal_shares import EqualShares
from soesmart.decide.engine.exact_shares import ExactShares
from soesmart.decide.engine.prepared import per_ballot, prepare
from soesmart.decide.engine.types import Rule
from tests.decide import reference
from tests.decide.making import election, has_points, small
from tests.decide.reference import Small

pytestmark = pytest.mark.slow


def check(made: Small) -> None:
    kinds = ("cost", "cardinality", "points") if has_points(made) else ("cost", "cardinality")
    for kind in kinds:
        one = election(made, points=has_points(made))
        share = Fraction(made.budget, len(made.votes))
        rule = Rule(utility=kind, completion="none")
        assert list(count(one, rule).winners) == reference.equal_shares(made, kind, share), (kind, "none")
        winners, runs = reference.add1(made, kind)
        counted = count(one, replace(rule, completion="add1"))
        assert list(counted.winners) == winners, (kind, "add1")
        assert counted.runs + counted.skipped == runs
        greedy = count(one, replace(rule, method="greedy"))
        assert list(greedy.winners) == reference.greedy(made, kind), (kind, "greedy")
        if kind != "points":
            winners, runs = reference.add_opt(made, kind)
            counted = count(one, replace(rule, completion="add-opt"))
            assert (list(counted.winners), counted.runs) == (winners, runs), (kind, "add-opt")
    bought = count(one, Rule(method="phragmen", completion="none"))
    assert list(bought.winners) == reference.phragmen(made)


@pytest.mark.parametrize("block", range(2))
def test_100_small_elections_come_out_as_in_fractions(block):
    for seed in range(50 * block, 50 * block + 50):
        check(small(seed))


@pytest.mark.full
@pytest.mark.parametrize("block", range(20))
def test_10000_small_elections_come_out_as_in_fractions(block):
    for seed in range(500 * block, 500 * block + 500):
        check(small(seed))


@st.composite
def elections(draw: st.DrawFn) -> Small:
    m = draw(st.integers(1, 6))
    costs = draw(st.lists(st.integers(1, 12), min_size=m, max_size=m))
    top = draw(st.sampled_from((1, 1, 4)))
    votes = draw(
        st.lists(st.dictionaries(st.integers(0, m - 1), st.integers(1, top)), min_size=1, max_size=8)
    )
    return Small(costs, votes, draw(st.integers(1, sum(costs))), [str(p + 1) for p in range(m)])


@given(elections())
@settings(max_examples=150)
def test_any_small_election_comes_out_as_in_fractions(made):
    check(made)


@given(elections(), st.integers(1, 40), st.integers(1, 7))
@settings(max_examples=100)
def test_a_share_of_any_size_comes_out_as_in_fractions(made, above, below):
    rule = Rule(utility="cost")
    prepared = prepare(election(made, points=has_points(made)), rule)
    share = Fraction(above, below)
    assert EqualShares(prepared, rule).run(share).picked == reference.equal_shares(made, "cost", share)


@given(elections())
@settings(max_examples=100)
def test_the_raise_of_add_opt_is_the_least_one(made):
    """Just below it no further project is bought with the payments as they stand; the fraction is exact."""
    rule = Rule(utility="cost")
    prepared = prepare(election(made, points=has_points(made)), rule)
    shares = ExactShares(prepared, rule)
    share = per_ballot(prepared)
    run = shares.run(share)
    outcome = reference.exact_shares(made, "cost", share)
    assert (
        list(
            zip(run.picked, (tuple(int(i) for i in run.payers(at)) for at in range(run.rounds)), strict=True)
        )
        == outcome
    )
    assert shares.next_raise(run) == reference.next_raise(made, "cost", share, outcome)


@given(elections())
@settings(max_examples=100)
def test_the_ties_told_are_ties_indeed(made):
    """Equals are those whose groups buy exactly as much per money, not those that could have."""
    rule = Rule(utility="cost")
    run = ExactShares(prepare(election(made, points=has_points(made)), rule), rule).run(
        Fraction(made.budget, len(made.votes))
    )
    assert run.ties == reference.exact_ties(made, "cost", run.share)
