# SPDX-License-Identifier: EUPL-1.2
"""Held against what the file says officially; the rule its header asks for."""

import pytest

from soesmart.decide.engine import pb
from soesmart.decide.engine.counting import count
from soesmart.decide.engine.headers import rule_of
from soesmart.decide.engine.official import held_against
from soesmart.decide.engine.types import Rule

FILE = """META
key;value
budget;100
vote_type;approval
rule;{rule}
{more}PROJECTS
project_id;cost;selected
1;50;{one}
2;50;{two}
3;50;{three}
VOTES
voter_id;vote
{votes}
"""
VOTES = "\n".join([f"a{at};1,2" for at in range(6)] + [f"b{at};3" for at in range(4)])


def official(rule="greedy", won=(1, 1, 0), more="", votes=VOTES):
    text = FILE.format(rule=rule, one=won[0], two=won[1], three=won[2], more=more, votes=votes)
    election = pb.read(text.encode())
    return held_against(election, count(election, rule_of(election)[0]))


def test_the_same_winners_agree():
    assert official().verdict == "agrees"
    assert official("equalshares/add1", (1, 0, 1)).verdict == "agrees"


def test_other_winners_differ_and_the_rule_that_was_used_is_named():
    result = official("greedy", (1, 0, 1))
    assert result.verdict == "differs"
    assert (result.only_official, result.only_counted) == ((2,), (1,))
    assert result.like == "equal-shares, cost utility, add1"
    assert result.text.startswith("differs: officially funded, not here: 3; funded here, not officially: 2;")


@pytest.mark.parametrize(
    "more",
    [
        "comment;#1: All votes were weighted; no data is available on the weights.\n",
        "comment;#1: Fine. #2: This is not the original data, some voters were removed.\n",
        "comment;Ballots on paper are missing\n",
        "num_votes;11\n",
    ],
)
def test_nothing_agrees_where_the_header_says_that_data_or_weights_are_missing(more):
    result = official(more=more)
    assert result.verdict == "unconfirmed"
    assert not result.text.startswith("agrees")
    assert official("greedy", (1, 0, 1), more).text.startswith("differs")


def test_other_remarks_do_not_keep_it_from_agreeing():
    more = "comment;#1: Young people between the ages of 12 and 27 could vote\n"
    assert official(more=more).verdict == "agrees"


def test_projects_funded_in_another_way_are_winners_and_told():
    result = official("greedy", (1, 1, 2))
    assert result.verdict == "differs"
    assert "3 (funded by a special rule)" in result.text


def test_totals_that_do_not_follow_from_the_ballots_confirm_nothing():
    text = FILE.format(rule="greedy", one="1;7", two="1;6", three="0;4", more="", votes=VOTES)
    election = pb.read(text.replace("cost;selected", "cost;selected;votes").encode())
    assert held_against(election, count(election, rule_of(election)[0])).verdict == "unconfirmed"


def test_a_file_without_winners_says_so():
    assert official(won=("", "", "")).verdict == "none"


@pytest.mark.parametrize(
    ("name", "method", "completion", "skip", "comparison"),
    [
        ("greedy", "greedy", "none", True, False),
        ("greedy-no-skip", "greedy", "none", False, False),
        ("equalshares", "equal-shares", "none", True, False),
        ("equalshares/add1", "equal-shares", "add1", True, False),
        ("Equalshares/Add1-Comparison", "equal-shares", "add1", True, True),
    ],
)
def test_the_header_names_the_rule(name, method, completion, skip, comparison):
    election = pb.read(FILE.format(rule=name, one=1, two=1, three=0, more="", votes=VOTES).encode())
    rule, warnings = rule_of(election)
    assert (rule.method, rule.completion, rule.skip, rule.comparison) == (
        method,
        completion,
        skip,
        comparison,
    )
    assert not warnings


def test_the_header_may_say_all_of_a_rule():
    more = "rule_utility;cardinality\nrule_completion;then-votes\nrule_seed;17\n"
    text = FILE.format(rule="equal-shares", one=1, two=1, three=0, more=more, votes=VOTES)
    rule = Rule(utility="cardinality", completion="then-votes", seed="17")
    assert rule_of(pb.read(text.encode())) == (rule, ())


@pytest.mark.parametrize("name", ["unknown", "greedy-custom", "", "lottery"])
def test_a_rule_that_says_too_little_means_the_towns_default_and_a_warning(name):
    election = pb.read(FILE.format(rule=name, one=1, two=1, three=0, more="", votes=VOTES).encode())
    rule, warnings = rule_of(election)
    assert (rule.method, rule.completion) == ("equal-shares", "add1")
    assert "town's default" in warnings[0]


@pytest.mark.slow
def test_the_official_results_of_real_files(shared):
    verdicts = {}
    for path in sorted((shared / "pb").glob("*.pb")) or sorted((shared / "data" / "pb").glob("*.pb")):
        election = pb.read(path.read_bytes())
        verdicts[path.stem] = held_against(election, count(election, rule_of(election)[0])).verdict
    assert verdicts.pop("Netherlands_Assen_2024") == "agrees"
    assert set(verdicts.values()) == {"none"}
