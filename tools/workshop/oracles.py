# SPDX-License-Identifier: EUPL-1.2
"""Checkers of others (requirements/oracles.txt), called as programs only: nothing of them is imported."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def folder() -> Path:
    """`.venv-oracles` beside the code, or ORACLES_VENV."""
    return Path(os.environ.get("ORACLES_VENV") or ROOT / ".venv-oracles")


def has(program: str) -> bool:
    return (folder() / "bin" / program).exists()


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = (str(folder() / "bin" / program), *arguments)
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
