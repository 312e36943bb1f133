# SPDX-License-Identifier: EUPL-1.2
"""Writers and two sequencers at once, sequencers killed with -9: no leaf lost, none twice."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

pytestmark = pytest.mark.contract  # on SQLite, and again where a PostgreSQL is given
ROOT = Path(__file__).parents[2]
NOTES = [sys.executable, str(Path(__file__).with_name("notes.py"))]
WRITERS, EACH = 3, 20
"""Processes, and the writes of each for every kill: there must be something left to be torn from."""


@pytest.fixture
def town(tmp_path):
    """The environment of an empty town: SQLite in a folder, or a database of its own on the server."""
    environment = os.environ | {"SOESMART_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    url = os.environ.get("SOESMART_DATABASE_URL", "")
    if not url:
        yield environment
        return
    name = f"sequencer_{os.getpid()}"
    with psycopg.connect(**conninfo_to_dict(url), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        head, _, options = url.partition("?")
        own = f"{head.rpartition('/')[0]}/{name}{'?' if options else ''}{options}"
        yield environment | {"SOESMART_DATABASE_URL": own}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("kills", [3, pytest.param(10, marks=pytest.mark.full)])
def test_killed_sequencers_lose_nothing_and_double_nothing(town, kills):
    subprocess.run([*NOTES, "migrate"], env=town, cwd=ROOT, check=True, timeout=120)
    each = EACH * kills
    writers = [started(town, "write", f"w{n}", str(each)) for n in range(WRITERS)]
    for _ in range(kills):
        kill_at_work(town)
    for writer in writers:
        assert writer.communicate(timeout=120) is not None
        assert writer.returncode == 0
    output = subprocess.run(
        [*NOTES, "verify"], env=town, cwd=ROOT, check=True, timeout=120, capture_output=True, text=True
    ).stdout
    assert "WRONG" not in output
    found = Counter(line for line in output.splitlines() if line.startswith("leaf "))
    assert found == Counter(f"leaf w{n} {version}" for n in range(WRITERS) for version in range(each))


def kill_at_work(town):
    """Two sequencers at once, killed as soon as one of them has written leaves."""
    said, says = os.pipe()
    with os.fdopen(said, encoding="ascii") as lines:
        pair = [started(town, "sequence", stdout=says) for _ in range(2)]
        os.close(says)
        assert next(line for line in lines if line.startswith("took"))
        for process in pair:
            process.kill()
            process.wait()


def started(town, *words, stdout=subprocess.PIPE):
    return subprocess.Popen([*NOTES, *words], env=town, cwd=ROOT, stdout=stdout, text=True)
