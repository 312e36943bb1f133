# SPDX-License-Identifier: EUPL-1.2
"""The test tiers: --fast (unit, SQLite), default (CI), --full (everything)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    fast = "--fast" in arguments
    rest = [word for word in arguments if not word.startswith("--")]
    marks = "not journey and not full and not postgres" if fast else "not full"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", marks, *rest], cwd=ROOT, check=False
    ).returncode
