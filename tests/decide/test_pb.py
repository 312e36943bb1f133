# SPDX-License-Identifier: EUPL-1.2
"""Files as they are found in the wild."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.decide.engine import pb
from soesmart.decide.engine.numbers_ import BadNumber, exact

PLAIN = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
1;60;Baum
2;40,5;Bank
VOTES
voter_id;vote
a;1,2
b;2
c;
"""


def changed(*pairs: tuple[str, str]) -> bytes:
    text = PLAIN
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def named(election: pb.Election) -> list[list[str]]:
    ballots = election.ballots
    ids = [project.id for project in election.projects]
    return [
        [ids[p] for p in ballots.project[ballots.start[i] : ballots.start[i + 1]]] for i in range(ballots.n)
    ]


def test_a_plain_file_with_a_decimal_comma():
    election = pb.read(PLAIN.encode())
    assert (election.scale, election.budget) == (10, 1000)
    assert [project.cost for project in election.projects] == [600, 405]
    assert named(election) == [["1", "2"], ["2"], []]
    assert election.ballots.ids == ("a", "b", "c")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace("META", "META;;").replace("VOTES", '"VOTES";').encode(),
        PLAIN.replace("\nPROJECTS", "\n\n\nProjects").encode(),
        PLAIN.replace("a;1,2", 'a;"1,2"').encode(),
        PLAIN.replace("a;1,2", "a; 1 , 2 ,").encode(),
        PLAIN.replace("a;1,2", "a;[1,2]").encode(),
        PLAIN.replace("c;", "c;None").encode(),
        PLAIN.replace("1;60;Baum", '1;60;"Baum; alt\nund neu"').encode(),
        PLAIN.replace("1;60;Baum", '1;60;Baum "alt').encode(),
    ],
)
def test_the_same_election_in_other_clothes(raw):
    election = pb.read(raw)
    assert named(election) == [["1", "2"], ["2"], []]
    assert election.projects[1].cost == 405


def test_windows_1252_is_read_and_told():
    election = pb.read(PLAIN.replace("Baum", "Bäume").encode("cp1252"))
    assert election.projects[0].name == "Bäume"
    assert "Windows-1252" in election.notes[0]


def test_columns_in_any_order_and_more_of_them():
    raw = changed(
        ("voter_id;vote", "age;vote;voter_id"), ("a;1,2", "30;1,2;a"), ("b;2", "x;2;b"), ("c;", ";;c")
    )
    assert named(pb.read(raw)) == [["1", "2"], ["2"], []]


def test_ballots_without_names_get_numbers():
    raw = changed(("voter_id;vote", "vote"), ("a;1,2", "1,2"), ("b;2\nc;\n", "2\n"))
    assert pb.read(raw).ballots.ids == ("1", "2")


@pytest.mark.parametrize(
    ("change", "line", "column"),
    [
        (("budget;100", "budget;viel"), 3, "budget"),
        (("budget;100\n", ""), 1, "budget"),
        (("budget;100", "budget;-5"), 3, "budget"),
        (("vote_type;approval", "vote_type;fingers"), 4, "vote_type"),
        (("1;60;Baum", "1;sechzig;Baum"), 8, "cost"),
        (("1;60;Baum", "1;;Baum"), 8, "cost"),
        (("1;60;Baum", "1;-60;Baum"), 8, "cost"),
        (("1;60;Baum", "1;60;Baum;alt;groß"), 8, "name"),
        (("1;60;Baum", "2;60;Baum"), 9, "project_id"),
        (("1;60;Baum", ";60;Baum"), 8, "project_id"),
        (("project_id;cost", "project_id;preis"), 7, "cost"),
        (("b;2", "b;2,7"), 13, "vote"),
        (("voter_id;vote", "voter_id;stimme"), 11, "vote"),
        (("vote_type;approval", "vote_type;cumulative"), 11, "points"),
        (("VOTES", "VOTEN"), 15, ""),
        (("VOTES\nvoter_id;vote\na;1,2\nb;2\nc;\n", "VOTES\n"), 10, ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_remedy(change, line, column):
    with pytest.raises(pb.BadFile) as caught:
        pb.read(changed(change))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.remedy.endswith(".") or caught.value.remedy.endswith("?")
    assert str(line) in str(caught.value)


WITH_POINTS = (("approval", "scoring"), ("voter_id;vote", "voter_id;vote;points"), ("c;", "c;;"))


def test_points_may_be_negative_or_fine():
    raw = changed(*WITH_POINTS, ("a;1,2", "a;1,2;2.5,-1"), ("b;2", "b;2;3"))
    ballots = pb.read(raw).ballots
    assert ballots.point_scale == 10
    assert ballots.points.tolist() == [25, -10, 30]


def test_a_wrong_number_of_points_is_refused():
    raw = changed(("approval", "cumulative"), ("voter_id;vote", "voter_id;vote;points"), ("a;1,2", "a;1,2;3"))
    with pytest.raises(pb.BadFile, match='line 12, column "points": 1 points for 2 projects'):
        pb.read(raw)


def test_a_project_named_twice_counts_once_and_its_points_together():
    election = pb.read(changed(("a;1,2", "a;1,2,1")))
    assert named(election)[0] == ["1", "2"]
    assert any("twice" in note for note in election.notes)
    raw = changed(*WITH_POINTS, ("a;1,2", "a;1,1;3,4"), ("b;2", "b;2;1"))
    assert pb.read(raw).ballots.points.tolist() == [7, 1]


def test_what_the_header_says_is_held_against_the_file():
    notes = pb.read(changed(("rule;greedy", "rule;greedy\nnum_votes;7\nmin_length;1"))).notes
    assert "The header says 7 ballots, the file holds 3." in notes
    assert any("1 ballot(s) name fewer" in note for note in notes)


def test_limits_by_category_and_groups_that_exclude_each_other():
    election = pb.read(
        changed(
            ("rule;greedy", "rule;greedy\ncategories;Grün,Sport\nbudget_per_category;50,60\nexclusive;1,2"),
            ("cost;name", "cost;name;category"),
            ("Baum", "Baum;Grün"),
            ("Bank", "Bank;Grün,Sport"),
        )
    )
    assert [(limit.group, limit.amount) for limit in election.limits] == [
        ("category:Grün", 500),
        ("category:Sport", 600),
    ]
    assert election.projects[1].groups == ("category:Grün", "category:Sport")
    assert election.exclusive == ((0, 1),)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4000.0", 4000),
        ("12,5", Fraction(25, 2)),
        ("1 200", 1200),
        ("1.200.000", 1200000),
        ("1.200,50", Fraction(2401, 2)),
        ("1,200.50", Fraction(2401, 2)),
        ("-3", -3),
        ("1e3", 1000),
        (".5", Fraction(1, 2)),
    ],
)
def test_numbers_are_read_exactly(text, value):
    assert exact(text) == value


@pytest.mark.parametrize("text", ["", "a", "1,2,3", "1.0000000001", "9" * 14, "nan", "inf", "0x10"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BadNumber):
        exact(text)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(raw):
    with contextlib.suppress(pb.BadFile):
        pb.read(raw)


@given(st.integers(0, len(PLAIN)), st.sampled_from([";", ",", '"', "\n", "x", "-", "9", ""]), st.booleans())
@settings(max_examples=300)
def test_damaged_files_are_read_or_refused(at, text, cut):
    damaged = PLAIN[:at] + text + ("" if cut else PLAIN[at + 1 :])
    try:
        pb.read(damaged.encode())
    except pb.BadFile as error:
        assert error.line >= 1 and error.remedy
