# SPDX-License-Identifier: EUPL-1.2
"""`soesmart count` and `soesmart verify`, as typed."""

import json

import pytest

from soesmart.command.main import main
from soesmart.decide.engine.counting import count
from soesmart.decide.engine.pb import read
from soesmart.decide.engine.pb_votes import PART
from soesmart.decide.engine.sheets import written
from soesmart.decide.engine.types import Rule
from soesmart.decide.shards import read_in_shards
from tests.decide.making import election, small
from tests.decide.test_official import FILE, VOTES


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "vote.pb"
    path.write_text(FILE.format(rule="greedy", one=1, two=1, three=0, more="", votes=VOTES), "utf-8")
    return path


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_count_tells_rule_winners_money_reasons_and_the_official_result(file, capsys):
    assert main(["count", str(file), "--json"]) == 0
    result = told(capsys)
    assert (result["winners"], result["spent"], result["budget"]) == (["1", "2"], 100, 100)
    assert result["rule"]["source"] == "header"
    assert result["official"]["verdict"] == "agrees"
    assert [row["why"] for row in result["projects"]] == ["funded", "funded", "no-money-left"]
    assert result["projects"][2]["tip"]["more_supporters"] == 3


def test_options_go_before_the_header(file, capsys):
    assert main(["count", str(file), "--rule", "equal-shares", "--json"]) == 0
    result = told(capsys)
    assert result["winners"] == ["1", "3"]
    assert (result["rule"]["completion"], result["rule"]["source"]) == ("add1", "option")
    assert result["official"]["verdict"] == "differs"
    assert main(["count", str(file), "--without", "1", "--json"]) == 0
    assert told(capsys)["winners"] == ["2", "3"]
    assert main(["count", str(file), "--threshold", "5", "--json"]) == 0
    assert told(capsys)["projects"][2]["why"] == "below-threshold"


def test_people_read_sentences(file, capsys):
    assert main(["count", str(file), "--side-by-side", "--ballot", "b1", "--rule", "equal-shares"]) == 0
    text = capsys.readouterr().out
    assert "Nothing funded of what they support: 0 of 10 ballots." in text
    assert "6 supporters paid at most 8.33 each." in text
    assert "Ballot b1:\n  3: 12.50" in text
    assert "greedy, by votes: 2 projects, 100, 4 ballots with nothing" in text


def test_a_bad_file_is_named_and_the_others_are_counted(file, tmp_path, capsys):
    bad = tmp_path / "bad.pb"
    bad.write_text(file.read_text("utf-8").replace("b1;3", "b1;9"), "utf-8")
    assert main(["count", str(bad), str(tmp_path / "none.pb"), str(file), "--json"]) == 1
    out, err = capsys.readouterr()
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert (first["line"], first["column"]) == (20, "vote")
    assert "error" in second
    assert third["winners"] == ["1", "2"]
    assert 'line 20, column "vote": There is no project "9".' in err


@pytest.mark.parametrize(
    "words",
    [["--ballot", "zz"], ["--without", "9"], ["--percent", "0"], ["--percent", "x"], ["--utility", "points"]],
)
def test_wrong_use_is_refused_in_words(file, words, capsys):
    assert main(["count", str(file), *words]) == 1
    assert str(file) in capsys.readouterr().err


def test_verify_says_whether_the_same_winners_come_out(tmp_path, capsys):
    one, rule = election(small(1)), Rule(seed="17")
    path = tmp_path / "published.pb"
    path.write_text(written(one, rule, count(one, rule)), "utf-8")
    assert main(["verify", str(path)]) == 0
    assert "agrees: the same" in capsys.readouterr().out
    text = path.read_text("utf-8")
    won = next(line for line in text.splitlines() if line.endswith(";1") and "Beispiel" in line)
    path.write_text(text.replace(won, won[:-1] + "0"), "utf-8")
    assert main(["verify", str(path)]) == 1
    assert "BAD differs: funded here, not officially" in capsys.readouterr().out


def test_verify_without_winners_fails(file, capsys):
    file.write_text(FILE.format(rule="greedy", one="", two="", three="", more="", votes=VOTES), "utf-8")
    assert main(["verify", str(file)]) == 1
    assert "BAD The file tells no official winners." in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("where", ["threads", "processes"])
def test_a_file_read_in_shards_is_the_same_election(where):
    lines = "\n".join(f"v{at};{'1,2' if at % 3 else '3'}" for at in range(2 * PART + 10))
    raw = FILE.format(rule="greedy", one=1, two=1, three=0, more="", votes=lines).encode()
    here, there = read(raw), read_in_shards(raw, where, 2)
    assert here.ballots.ids == there.ballots.ids
    assert (here.ballots.project == there.ballots.project).all()
    assert (here.ballots.start == there.ballots.start).all()
    assert count(here, Rule()).winners == count(there, Rule()).winners


def test_a_count_that_takes_too_long_ends_and_says_what_else_there_is(file, capsys):
    assert main(["count", str(file), "--rule", "equal-shares", "--patience", "0"]) == 1
    text = capsys.readouterr().err
    assert "without a result" in text
    assert "--completion add-opt" in text
