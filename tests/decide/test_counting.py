# SPDX-License-Identifier: EUPL-1.2
"""Limits, thresholds, ties, reasons, comparisons: by hand, one small election each."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from soesmart.decide.engine.counting import Refused, count
from soesmart.decide.engine.explaining import achieved
from soesmart.decide.engine.types import Ballots, Election, Limit, Project, Rule

GREEDY = Rule(method="greedy", completion="none")
PLAIN = Rule(completion="none")


def made(costs, votes, budget, *, groups=(), points=None, **more):
    start = np.zeros(len(votes) + 1, np.int64)
    start[1:] = np.cumsum([len(vote) for vote in votes])
    return Election(
        tuple(Project(chr(97 + at), "", cost, groups[at] if groups else ()) for at, cost in enumerate(costs)),
        budget,
        Ballots(
            start,
            np.array([p for vote in votes for p in vote], np.int32),
            None if points is None else np.array([value for row in points for value in row], np.int64),
        ),
        "approval" if points is None else "cumulative",
        **more,
    )


def ids(result):
    return "".join(chr(97 + p) for p in result.winners)


def test_equal_shares_leave_no_group_out_that_greedy_would():
    election = made([50, 50, 50], [[0, 1]] * 6 + [[2]] * 4, 100)
    assert ids(count(election, GREEDY)) == "ab"
    fair = count(election, PLAIN)
    assert ids(fair) == "a"
    assert (fair.nothing_funded, fair.supporting) == (4, 10)
    topped = count(election, Rule())
    assert ids(topped) == "ac"
    assert (topped.nothing_funded, topped.runs + topped.skipped, topped.share) == (0, 4, 13)


def test_a_project_tells_what_its_supporters_paid_and_a_ballot_what_it_achieved():
    result = count(made([30, 12], [[0, 1], [0], [0]], 45), PLAIN)
    assert ids(result) == "a"
    first, second = result.verdicts
    assert (first.payers, first.paid_most, first.in_full, first.round) == (3, 10, 0, 1)
    assert [(row.project, row.paid) for row in achieved(result, 1)] == [(0, 10.0)]
    assert (second.why, second.tip.money_missing, second.tip.cheaper_by) == ("not-affordable", 7, 7)
    assert second.tip.more_supporters == 1


def test_what_tips_a_project_at_equal_shares_does_tip_it():
    votes = [[0], [0], [0], [0, 1], [1], [1]]
    election = made([40, 37], votes, 60)
    tip = count(election, PLAIN).verdicts[1].tip
    assert tip.certain
    cheaper = made([40, 37 - tip.cheaper_by], votes, 60)
    assert count(cheaper, PLAIN).verdicts[1].funded
    assert not count(made([40, 37 - tip.cheaper_by + 1], votes, 60), PLAIN).verdicts[1].funded
    n = len(votes) + tip.more_supporters
    more = made([40, 37], votes + [[1]] * tip.more_supporters, 10 * n)  # everybody still has ten
    assert count(more, PLAIN).verdicts[1].funded


def test_what_tips_a_project_at_greedy_does_tip_it():
    votes = [[0]] * 5 + [[1]] * 4 + [[2]] * 2
    election = made([60, 30, 30], votes, 100)
    verdict = count(election, GREEDY).verdicts[2]
    assert (verdict.why, verdict.against) == ("no-money-left", 1)
    assert (verdict.tip.more_supporters, verdict.tip.cheaper_by) == (3, 20)
    assert ids(count(made([60, 30, 30], votes + [[2]] * 3, 100), GREEDY)) == "ac"
    assert ids(count(made([60, 30, 30], votes + [[2]] * 2, 100), GREEDY)) == "ab"
    assert ids(count(made([60, 30, 10], votes, 100), GREEDY)) == "abc"


def test_greedy_by_points_may_end_at_the_first_that_does_not_fit():
    election = made(
        [60, 50, 20], [[0, 1], [1, 2], [2, 0]], 80, points=[[5, 4], [3, 1], [1, 2]], threshold=Fraction(0)
    )
    rule = replace(GREEDY, utility="points")
    assert ids(count(election, rule)) == "ac"
    ended = count(election, replace(rule, skip=False))
    assert ids(ended) == "a"
    assert [verdict.why for verdict in ended.verdicts] == ["funded", "no-money-left", "stopped"]
    assert ids(count(replace(election, threshold=Fraction(3)), rule)) == "a"


def test_a_negative_sum_of_points_never_wins():
    election = made([10, 10], [[0, 1], [0, 1]], 100, points=[[3, 1], [-1, -2]])
    result = count(election, replace(GREEDY, utility="points"))
    assert ids(result) == "a"
    assert result.verdicts[1].why == "no-support"


@pytest.mark.parametrize("rule", [GREEDY, PLAIN, Rule(), Rule(method="phragmen", completion="none"),
                                  Rule(completion="add-opt"), Rule(completion="add-percent")])  # fmt: skip
def test_no_rule_goes_beyond_a_limit_by_district_or_funds_what_excludes_each_other(rule):
    groups = [("district:Nord",), ("district:Nord",), ("district:Süd",), ("district:Süd",)]
    election = made(
        [30, 30, 30, 30],
        [[0, 1]] * 6 + [[2, 3]] * 4,
        100,
        groups=groups,
        limits=(Limit("district:Nord", 40),),
        exclusive=((2, 3),),
    )
    result = count(election, rule)
    assert ids(result) == "ac"
    assert [(verdict.why, verdict.against) for verdict in result.verdicts if not verdict.funded] == [
        ("limit", 0),
        ("exclusive", 2),
    ]
    assert len(count(election, replace(rule, keep_limits=False)).winners) == 3


def test_too_few_votes_left_out_and_too_expensive_are_told():
    election = made([10, 10, 200, 10], [[0, 1, 2], [0, 2]], 100, threshold=Fraction(2))
    result = count(election, Rule(without=("a",)))
    assert [verdict.why for verdict in result.verdicts] == [
        "left-out",
        "below-threshold",
        "too-expensive",
        "below-threshold",
    ]
    assert result.verdicts[1].tip.more_supporters == 1


def test_ties_go_by_id_without_a_seed_and_by_lot_with_one():
    election = made([10] * 4, [[0], [1], [2], [3]], 10)
    assert ids(count(election, GREEDY)) == "a"
    drawn = {ids(count(election, replace(GREEDY, seed=f"Würfel {k}"))) for k in range(40)}
    assert drawn == set("abcd")
    result = count(election, replace(GREEDY, seed="2026"))
    assert result.ties[0].projects == (0, 1, 2, 3)
    assert result.ties[0].winner == result.winners[0]


def test_a_tie_of_which_floats_know_nothing_is_settled_exactly():
    """After a third and a seventh were paid, two projects cost their supporters exactly the same."""
    votes = [[0, 2], [0, 3], [0], [1, 2], [1, 3], [1], [1], [1], [1], [1]]
    election = made([10, 10, 14, 14], votes, 100)
    result = count(election, PLAIN)
    assert ids(result) == "bacd"
    assert [tie.projects for tie in result.ties] == [(2, 3)]


def test_then_votes_spends_what_is_left():
    election = made([50, 50, 20], [[0]] * 3 + [[1]] * 2 + [[2]], 120)
    assert ids(count(election, PLAIN)) == "ac"
    filled = count(election, replace(PLAIN, completion="then-votes"))
    assert ids(filled) == "acb"
    assert filled.verdicts[1].why == "completed"


def test_greedy_stands_where_more_ballots_get_more_from_it():
    election = made([100, 10, 10, 10], [[0]] * 6 + [[1], [2], [3]], 100)
    assert ids(count(election, PLAIN)) == "bcd"
    result = count(election, replace(PLAIN, comparison=True))
    assert ids(result) == "a"
    assert "6 from greedy" in " ".join(result.warnings)


def test_points_of_approvals_are_refused_with_a_way_out():
    with pytest.raises(Refused, match="--utility cost"):
        count(made([1], [[0]], 1), Rule(utility="points"))


def test_ranked_ballots_count_by_place():
    election = replace(made([10, 10], [[0, 1], [1, 0], [1]], 10), vote_type="ordinal", max_length=2)
    result = count(election, Rule(method="greedy", utility="points", completion="none"))
    assert [verdict.points for verdict in result.verdicts] == [3, 5]
    assert ids(result) == "b"


def test_nobody_voted():
    for method in ("greedy", "equal-shares", "phragmen"):
        result = count(made([10], [], 5), Rule(method=method, completion="none"))
        assert (result.winners, result.spent, result.nothing_funded) == ((), 0, 0)


def test_what_costs_nothing_is_funded_once_somebody_wants_it():
    for rule in (PLAIN, Rule(), GREEDY, Rule(completion="add-opt")):
        assert set(ids(count(made([0, 10], [[0, 1], [1]], 10), rule))) == {"a", "b"}
