# SPDX-License-Identifier: EUPL-1.2
"""An empty database gets its tables at once: they are those that all migrations lead to."""

import json
import os
from pathlib import Path
from typing import Any

from tests.durability.conftest import a_database
from tests.durability.town import python


def _described(way: str, folder: Path) -> dict[str, list[list[Any]]]:
    folder.mkdir()
    with a_database() as url:
        script = Path(__file__).with_name("tables.py")
        told = python(script, way, SOESMART_DATA=str(folder), SOESMART_DATABASE_URL=url)
    found: dict[str, list[list[Any]]] = json.loads(told)
    return found


def _columns_that_differ(once: list[Any], steps: list[Any]) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in [*once, *steps] if not (row in once and row in steps)}


def test_both_ways_lead_to_the_same_tables(tmp_path: Path):
    once, steps = (_described(way, tmp_path / way) for way in ("once", "steps"))
    assert len(once["migrations"]) > 90 and not once["permissions"]
    if os.environ.get("SOESMART_DATABASE_URL"):
        # A table of Django's that the house does not use; its own migration takes the larger number.
        assert _columns_that_differ(once.pop("columns"), steps.pop("columns")) == {
            ("auth_group_permissions", "id")
        }
    assert once == steps
