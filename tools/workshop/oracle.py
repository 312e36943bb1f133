# SPDX-License-Identifier: EUPL-1.2
"""python -m tools.workshop oracle: holds soesmart's counts against pabutools, and freezes its answers.

    --files FOLDER     every Pabulib file of a folder (default: ../shared/data/pb)
    --made N           the first N made elections (default 500; 10000 for the full check)
    --first N          begin with this one
    --freeze           write the answers to tests/oracles/budget_votes.json
    --python PATH      interpreter with requirements/oracles.txt (default: .venv-oracles/bin/python)

It never runs in CI: there the frozen answers do.
"""

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "tests" / "oracles" / "budget_votes.json"
_FROZEN_MADE = 500
_SLOW = 1_000_000
"""Entries × projects above which pabutools is not asked for add1: it takes minutes."""
_COMPLETIONS = ("none", "add1", "add-percent", "then-votes")
_PERCENT = 10
"""The step of add-percent in the made elections; a finer one takes pabutools minutes."""
_RANKED = 4
"""Every sixth made election has ranked ballots."""
Case = tuple[str, str, str]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="oracle")
    parser.add_argument("--files", type=Path, default=ROOT.parent / "shared" / "data" / "pb")
    parser.add_argument("--made", type=int, default=_FROZEN_MADE)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--python", default=str(ROOT / ".venv-oracles" / "bin" / "python"))
    words = parser.parse_args(arguments)
    made = [made_row(seed) for seed in range(words.first, words.made)]
    files = [file_row(path) for path in sorted(words.files.glob("*.pb"))]
    answer = ask(words.python, [*made, *files])
    wrong = compare([*made, *files], answer["answers"])
    if words.freeze:
        freeze(made, files, answer)
    asked = sum(len(row["cases"]) for row in [*made, *files])
    print(f"{len(made)} made elections, {len(files)} files, {asked} counts: {wrong} differ.")
    print(f"{answer['versions']}")
    return 1 if wrong else 0


def made_row(seed: int) -> dict[str, Any]:
    from tests.decide.making import election, has_points, small

    made = small(seed)
    points, ranked = has_points(made), seed % 6 == _RANKED
    kinds = ("cost", "cardinality", *(("points",) if points or ranked else ()))
    cases: list[Case] = [("phragmen", "cost", "none")]
    for kind in kinds:
        cases.append(("greedy", kind, "none"))
        cases += [("equal-shares", kind, completion) for completion in _COMPLETIONS]
    votes = [{str(p): value for p, value in vote.items()} for vote in made.votes]
    row = {
        "seed": seed, "costs": made.costs, "votes": votes, "budget": made.budget, "ids": made.ids,
        "points": points, "ranked": ranked, "percent": _PERCENT, "cases": cases,
    }  # fmt: skip
    if ranked:
        row["borda"] = _first_place(election(made, ranked=True))
    return row


def _first_place(one: Any) -> int:
    from soesmart.decide.engine.prepared import borda

    return int(borda(one).max(initial=0))


def file_row(path: Path) -> dict[str, Any]:
    from soesmart.decide.engine import pb

    election = pb.read(path.read_bytes())
    kinds = ("cost", "cardinality") if election.vote_type == "approval" else ("cost", "points")
    cases: list[Case] = [("phragmen", "cost", "none"), ("greedy", "cost", "none")]
    cases += [("equal-shares", kind, "none") for kind in kinds]
    if len(election.ballots.project) * len(election.projects) <= _SLOW:
        cases += [("equal-shares", kind, "add1") for kind in kinds]
        cases += [("equal-shares", kind, "add-percent") for kind in kinds]
    row: dict[str, Any] = {"file": str(path), "cases": cases}
    if election.vote_type == "ordinal":
        row["borda"] = _first_place(election)
    return row


def counted(row: dict[str, Any]) -> list[list[str]]:
    """The same cases by soesmart. Limits and thresholds do not apply: the oracle knows none."""
    from soesmart.decide.engine import pb
    from soesmart.decide.engine.counting import count
    from soesmart.decide.engine.types import Rule
    from tests.decide.making import election, small

    if "file" in row:
        one = pb.read(Path(row["file"]).read_bytes())
    else:
        one = election(small(row["seed"]), points=row["points"], ranked=row.get("ranked", False))
    found = []
    for method, utility, completion in row["cases"]:
        rule = Rule(
            method=method,
            utility=utility,
            completion=completion,
            percent=Fraction(row.get("percent", 1)),
            keep_limits=False,
        )
        found.append(sorted(one.projects[p].id for p in count(one, rule).winners))
    return found


def ask(python: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="soesmart-oracle-") as folder:
        into, out = Path(folder) / "in.json", Path(folder) / "out.json"
        into.write_text(json.dumps(rows), "utf-8")
        script = ROOT / "tools" / "oracles" / "budget_votes.py"
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        subprocess.run([python, str(script), str(into), str(out)], check=True, env=environment)
        answer: dict[str, Any] = json.loads(out.read_text("utf-8"))
        return answer


def compare(rows: Sequence[dict[str, Any]], answers: Sequence[list[list[str]]]) -> int:
    wrong = 0
    for row, theirs in zip(rows, answers, strict=True):
        for case, ours, other in zip(row["cases"], counted(row), theirs, strict=True):
            if ours != other:
                wrong += 1
                print(row.get("file", row.get("seed")), case, "soesmart", ours, "oracle", other)
    return wrong


def freeze(made: Sequence[dict[str, Any]], files: Sequence[dict[str, Any]], answer: dict[str, Any]) -> None:
    answers = answer["answers"]
    content = {
        "versions": answer["versions"],
        "date": datetime.now(UTC).date().isoformat(),
        "made": [
            {
                **{key: row[key] for key in ("seed", "points", "ranked", "percent", "cases")},
                "winners": found,
            }
            for row, found in zip(made[:_FROZEN_MADE], answers, strict=False)
        ],
        "files": [
            {"name": Path(row["file"]).name, "cases": row["cases"], "winners": found}
            for row, found in zip(files, answers[len(made) :], strict=True)
        ],
    }
    FROZEN.parent.mkdir(exist_ok=True)
    FROZEN.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
