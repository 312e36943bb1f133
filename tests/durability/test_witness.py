# SPDX-License-Identifier: EUPL-1.2
"""Two installations: one town's log, the other its witness, over HTTP."""

import json
import sqlite3
import urllib.request
from pathlib import Path

import pytest

from tests.durability.town import Town, soesmart


@pytest.fixture
def other(in_a_folder) -> Town:
    """The witness: a town of its own, always on SQLite."""
    return in_a_folder("witness")


def _get(town: Town, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{town.port}{path}", timeout=30) as answer:
        return answer.read().decode()


def _set(town: Town, **lists: list[str]) -> None:
    file = town.folder / "soesmart.toml"
    words = "".join(f"{name} = {json.dumps(values)}\n" for name, values in lists.items())
    file.write_text(f"{file.read_text('utf-8') if file.exists() else ''}\n[witness]\n{words}", "utf-8")


def _tick(town: Town) -> str:
    """Ask the witnesses now, whatever the schedule says."""
    return town.python(
        "from soesmart.kernel.log.tasks import publish_head\n"
        "from soesmart.kernel.witness.actions import ask_all\n"
        "publish_head(); print([(one.ok, one.text) for one in ask_all()])"
    )


def test_a_town_cosigns_another_and_notices_a_rewritten_database(town: Town, other: Town, tmp_path: Path):
    town.run("export", "money", tmp_path / "zuerst.zip")
    town.run("export", "log", tmp_path / "log.jsonl")
    log_key = json.loads((tmp_path / "log.jsonl").read_text("utf-8").splitlines()[0])["key"]
    _set(other, logs=[log_key])
    other.serve()
    witness_key = _get(other, "/witness/key").strip()
    _set(town, ask=[f"http://127.0.0.1:{other.port}/witness {witness_key}"])
    assert "(True," in _tick(town)
    assert "co-signed" in town.run("check", "witness")
    town.run("import", "places", _places(tmp_path, "Neudorf"))
    assert "(True," in _tick(town)
    town.run("export", "money", tmp_path / "geld.zip")
    checked = soesmart("verify", tmp_path / "geld.zip", "--witness", witness_key)
    assert checked.returncode == 0 and "co-signed 2 heads" in checked.stdout
    if town.url:
        return
    _rewrite(town)
    assert "(False," in _tick(town)


def _places(folder: Path, name: str) -> Path:
    file = folder / f"{name}.csv"
    file.write_text(f"name,kind\n{name},village\n", "utf-8")
    return file


def _rewrite(town: Town) -> None:
    """The whole database from before the second head, with another history since."""
    database = next(town.folder.glob("*.sqlite3"))
    with sqlite3.connect(database) as connection:
        numbers = [row[0] for row in connection.execute("SELECT number FROM log_leaf ORDER BY number")]
        connection.execute("UPDATE log_leaf SET public = '{\"n\":1}' WHERE number = ?", [numbers[1]])
        connection.execute("DELETE FROM log_tile")
        connection.execute("DELETE FROM log_head")
    code = (
        "from soesmart.kernel.log.models import Leaf, Origin, Tile\n"
        "from soesmart.kernel.log.engine import tiles\n"
        "from soesmart.kernel.log.engine.tree import leaf_hash\n"
        "from soesmart.kernel.log.rows import leaf_bytes\n"
        "from soesmart.kernel.log.actions import stage\n"
        "from django.db import transaction\n"
        "hashes = (leaf_hash(leaf_bytes(leaf)) for leaf in Leaf.objects.order_by('number'))\n"
        "for (level, index), data in tiles.append(0, {}, hashes).items():\n"
        "    Tile.objects.create(origin=Origin.objects.get(), level=level, index=index, hashes=data)\n"
        "with transaction.atomic():\n"
        "    stage('places.place', 'spaeter', 1, {})\n"
    )
    town.python(code)
