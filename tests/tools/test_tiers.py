# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from tools.workshop import postgres, test

TESTS = Path(__file__).parents[1]


def marks(tier, **options):
    return [(stage.on_postgres, stage.marks) for stage in test.stages(tier, **options)]


def test_fast_needs_neither_browser_nor_postgresql_nor_minutes():
    [(on_postgres, selection)] = marks("--fast", sqlite_only=False)
    assert not on_postgres
    for word in ("journey", "full", "postgres", "durability"):
        assert f"not {word}" in selection


def test_fast_asks_no_database_unless_words_choose():
    [(_, selection)] = marks("--fast", sqlite_only=False)
    [(_, of_words)] = marks("--fast", sqlite_only=False, chosen=True)
    assert "not contract" in selection and "contract" not in of_words


@pytest.mark.parametrize(
    ("marked", "stages"),
    [
        ("", ["SQLite"]),
        ("contract", ["SQLite", "PostgreSQL"]),
        ("postgres", ["PostgreSQL"]),
        ("durability contract", ["SQLite", "PostgreSQL"]),
        ("journey contract", ["journeys on SQLite"]),
        ("journey contract main_journey", ["PostgreSQL", "journeys on SQLite"]),
        ("contract full", []),
        ("journey contract full", []),
    ],
)
def test_ci_runs_contracts_on_both_databases_and_one_journey_on_postgresql(marked, stages):
    def run(tier):
        plan = test.stages(tier, sqlite_only=False)
        return [stage.name for stage in plan if Expression.compile(stage.marks).evaluate(has)]

    def has(name, **_more):
        return name in marked.split()

    assert run("") == stages
    if "full" in marked:
        marked = marked.removesuffix("full")
        expected = run("")
        marked += "full"
        assert run("--full") == expected


def test_what_a_stage_does_not_collect_is_nothing_it_would_run():
    """Every journey lies in its folder, and only there."""
    for stage in test.stages("--full", sqlite_only=False):
        if stage.where == ("tests/journeys",):
            assert "journey" in stage.marks and "not journey" not in stage.marks
        elif stage.where == ("--ignore=tests/journeys",):
            assert "not journey" in stage.marks and "main_journey" not in stage.marks
        else:
            assert stage.where == ()
    marked = (path for path in TESTS.rglob("*.py") if "mark.main_journey" in path.read_text("utf-8"))
    assert {path.parent.name for path in marked if path != Path(__file__)} == {"journeys"}


def test_sqlite_only_never_starts_postgresql():
    assert not any(on_postgres for on_postgres, _ in marks("--full", sqlite_only=True))


def test_newest_postgresql_wins_by_number(tmp_path):
    for version in ("9", "15", "17", "backup"):
        (tmp_path / version / "bin").mkdir(parents=True)
    assert postgres.newest_programs(tmp_path) == tmp_path / "17" / "bin"


def test_missing_postgresql_names_the_remedy(tmp_path):
    with pytest.raises(postgres.Missing, match="apt-get install postgresql"):
        postgres.newest_programs(tmp_path)
