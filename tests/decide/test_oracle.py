# SPDX-License-Identifier: EUPL-1.2
"""The frozen answers of pabutools (made by `python -m tools.workshop oracle --freeze`)."""

import json
from pathlib import Path

import pytest

from tools.workshop import oracles
from tools.workshop.oracle import FROZEN, ask, compare, counted, made_row

pytestmark = pytest.mark.slow

ANSWERS = json.loads(FROZEN.read_text("utf-8"))


@pytest.mark.parametrize(
    ("first", "last"), [(0, 100), pytest.param(100, 500, marks=pytest.mark.full)], ids=["100", "400 more"]
)
def test_made_elections_come_out_as_with_pabutools(first, last):
    assert len(ANSWERS["made"]) == 500
    for row in ANSWERS["made"][first:last]:
        assert counted(row) == row["winners"], row["seed"]


@pytest.mark.parametrize("row", ANSWERS["files"], ids=lambda row: row["name"])
def test_real_files_come_out_as_with_pabutools(row, shared):
    path = next(Path(shared).rglob(row["name"]))
    assert counted({"file": str(path), "cases": row["cases"]}) == row["winners"]


@pytest.mark.full
@pytest.mark.parametrize("block", range(20))
def test_10000_made_elections_come_out_as_with_pabutools(block):
    """Methods, utilities and completions that both have; ties by the project's name in both."""
    python = oracles.folder() / "bin" / "python"
    if not python.exists():
        pytest.skip("no .venv-oracles: the 500 frozen answers are all that was compared")
    rows = [made_row(seed) for seed in range(500 * block, 500 * block + 500)]
    assert compare(rows, ask(str(python), rows)["answers"]) == 0
