# SPDX-License-Identifier: EUPL-1.2
"""Everything in one file, from which anybody gets the same winners."""

from dataclasses import replace
from fractions import Fraction

import pytest

from soesmart.decide.engine import pb
from soesmart.decide.engine.counting import count
from soesmart.decide.engine.headers import rule_of
from soesmart.decide.engine.official import held_against
from soesmart.decide.engine.sheets import count_words, rule_from, written
from soesmart.decide.engine.types import Limit, Rule
from tests.decide.making import election, has_points, small

RULES = [
    Rule(seed="Würfel vom 3. Mai; 17"),
    Rule(method="greedy", completion="none", skip=False, without=("1", "2")),
    Rule(method="phragmen", completion="then-votes", keep_limits=False),
    Rule(utility="cardinality", completion="add-percent", percent=Fraction(5, 2), comparison=True),
    Rule(completion="add-opt"),
]


@pytest.mark.parametrize("rule", RULES, ids=count_words)
@pytest.mark.parametrize("seed", range(6))
def test_what_is_written_is_read_and_counted_again(rule, seed):
    made = small(seed)
    one = replace(election(made, points=has_points(made)), exclusive=((0, 1),) if len(made.costs) > 1 else ())
    result = count(one, rule)
    again = pb.read(written(one, rule, result).encode())
    assert rule_of(again) == (rule, ())
    assert (again.ballots.project == one.ballots.project).all()
    assert (again.ballots.start == one.ballots.start).all()
    assert count(again, rule).winners == result.winners
    assert held_against(again, count(again, rule)).verdict == "agrees"


def test_limits_cents_and_fine_points_survive():
    one = election(small(2), points=True)
    projects = tuple(replace(project, groups=("category:Grün",)) for project in one.projects)
    one = replace(
        one, projects=projects, scale=100, limits=(Limit("category:Grün", 1234),), threshold=Fraction(3, 2)
    )
    one = replace(one, ballots=replace(one.ballots, point_scale=10))
    again = pb.read(written(one, Rule()).encode())
    assert (again.limits, again.threshold) == (one.limits, one.threshold)
    assert [project.cost / again.scale for project in again.projects] == [
        project.cost / 100 for project in one.projects
    ]
    assert [value / again.ballots.point_scale for value in again.ballots.points] == [
        value / 10 for value in one.ballots.points
    ]


def test_words_that_name_no_rule():
    assert rule_from("lottery/cost/none", "", "") is None
    assert rule_from("", "", "") is None
