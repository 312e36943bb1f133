# SPDX-License-Identifier: EUPL-1.2
"""The one script everybody starts with; a clean machine is tried by tools/prove_fresh.sh."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAMP = 'readlink -f -- "$(command -v python3)"; cat pyproject.toml requirements/constraints.txt | cksum'
PYTHON = """#!/bin/sh
echo "words: $*"
echo "bytecode: ${PYTHONDONTWRITEBYTECODE-is written}"
echo "data: $SOESMART_DATA"
echo "path: $PYTHONPATH"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose environment is finished and whose Python tells what it was started with."""
    made = tmp_path / "a checkout"
    (made / "requirements").mkdir(parents=True)
    for name in ("run", "pyproject.toml", "requirements/constraints.txt"):
        shutil.copy(ROOT / name, made / name)
    python = made / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON, "utf-8")
    python.chmod(0o755)
    stamp = subprocess.run(["sh", "-c", STAMP], cwd=made, stdout=subprocess.PIPE, check=True).stdout
    (made / ".venv" / ".soesmart-run").write_bytes(stamp)
    return made


def told(checkout: Path, *words: str, **environment: str) -> dict[str, str]:
    ours = ("SOESMART_DATA", "SOESMART_VENV", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        [checkout / "run", *words],
        env=kept | environment,
        cwd=checkout.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "", "a finished environment is not made again"
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "handed"),
    [
        ((), "-m soesmart --help"),
        (("demo", "--port", "8001"), "-m soesmart demo --port 8001"),
        (("soesmart", "check"), "-m soesmart check"),
    ],
)
def test_words_are_handed_over(checkout, words, handed):
    assert told(checkout, *words)["words"] == handed


def test_what_python_has_read_is_kept_for_the_next_start(checkout):
    assert told(checkout, "demo", PYTHONDONTWRITEBYTECODE="1")["bytecode"] == "is written"


def test_data_stands_in_the_checkout_unless_told_otherwise(checkout, tmp_path):
    assert told(checkout, "demo")["data"] == str(checkout / "data")
    assert told(checkout, "demo", SOESMART_DATA=str(tmp_path))["data"] == str(tmp_path)


def test_the_checkouts_own_code_comes_first(checkout):
    assert told(checkout, "demo", PYTHONPATH="/else")["path"] == f"{checkout}/src:{checkout}:/else"
