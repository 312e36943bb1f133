# SPDX-License-Identifier: EUPL-1.2
"""The frozen answers of cafein and nigiri (made by `python -m tools.workshop ways --freeze`), and fresh ones.

Every change is held against Heidelberg; Kuopio and the fresh answers come in ./run test --full.

Kuopio's timetable: City of Kuopio, CC BY 4.0.
"""

import json
import subprocess

import pytest

from tools.workshop import oracles
from tools.workshop.ways import CHANGE, FROZEN, SCOPES, Scope, Shared, ask, classified

pytestmark = pytest.mark.slow

ANSWERS = json.loads(FROZEN.read_text("utf-8"))
QUICK = "heidelberg"
FROZEN_SCOPES = [
    pytest.param(
        row,
        id=f"{row['feed'][:4]}-{row['day']}",
        marks=[] if row["feed"].startswith(QUICK) else pytest.mark.full,
    )
    for row in ANSWERS["scopes"]
]
SAME_AT_LEAST = {"cafein": 0.4, "nigiri": 0.9}


def holds(shared_scope, questions, answers):
    for oracle, least in SAME_AT_LEAST.items():
        found = classified(shared_scope, oracle, questions, answers[oracle])
        assert found["unexplained"] == 0, oracle
        assert found["same"] >= least * len(questions), found


@pytest.mark.parametrize("row", FROZEN_SCOPES)
def test_arrivals_are_those_of_cafein_and_nigiri_or_differ_by_a_known_rule(row, shared):
    scope = Shared(Scope(row["feed"], row["day"], row["walk"]), shared / "data/mobility")
    questions = [tuple(line[:3]) for line in row["rows"]]
    answers = {name: [line[3 + at] for line in row["rows"]] for at, name in enumerate(CHANGE)}
    holds(scope, questions, answers)


@pytest.mark.full
def test_fresh_answers_too(shared):
    python = str(oracles.folder() / "bin" / "python")
    try:
        subprocess.run([python, "-c", "import cafein, pynigiri"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"cafein and pynigiri are not in {oracles.folder()} (requirements/oracles.txt)")
    for scope in SCOPES:
        one = Shared(scope, shared / "data/mobility")
        questions = one.questions(2000)
        holds(one, questions, ask(python, one, questions))
