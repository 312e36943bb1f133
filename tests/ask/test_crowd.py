# SPDX-License-Identifier: EUPL-1.2
"""Eight people at once lose nothing and nothing counts twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.ask import crowd

pytestmark = pytest.mark.slow

EACH = 6
EXPECTED = {"questions": crowd.PEOPLE * EACH + EACH, "comments": crowd.PEOPLE * EACH, "supports": EACH}


def test_on_sqlite(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "SOESMART_DATABASE_URL"}
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-m", "tests.ask.crowd", str(EACH)],
        cwd=root,
        env=environment | {"SOESMART_DATA": str(tmp_path), "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    acknowledged, kept = json.loads(answer.stdout.splitlines()[-1])
    assert acknowledged == kept == EXPECTED


@pytest.mark.django_db(transaction=True)
def test_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("the PostgreSQL stage runs this one; in-memory SQLite has a lock per table")
    assert crowd.crowd(EACH) == crowd.stored() == EXPECTED
