# SPDX-License-Identifier: EUPL-1.2
"""An empty database gets its tables at once: they are those that all migrations lead to."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.durability.conftest import a_database
from tests.durability.town import ROOT, clean


@pytest.fixture
def described(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """What is there after either way."""
    yield {way: _described(way, tmp_path / way) for way in ("once", "steps")}


def _described(way: str, folder: Path) -> dict[str, list[list[Any]]]:
    folder.mkdir()
    script = Path(__file__).with_name("tables.py")
    with a_database() as url:
        environment = clean({"SOESMART_DATA": str(folder), "SOESMART_DATABASE_URL": url})
        done = subprocess.run(
            [sys.executable, script, way],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _columns_that_differ(once: list[Any], steps: list[Any]) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in [*once, *steps] if not (row in once and row in steps)}


def test_both_ways_lead_to_the_same_tables(described: dict[str, Any]):
    once, steps = described["once"], described["steps"]
    assert len(once["migrations"]) > 90 and not once["permissions"]
    if os.environ.get("SOESMART_DATABASE_URL"):
        # A table of Django's that the house does not use; its own migration takes the larger number.
        assert _columns_that_differ(once.pop("columns"), steps.pop("columns")) == {
            ("auth_group_permissions", "id")
        }
    assert once == steps
