# SPDX-License-Identifier: EUPL-1.2
"""Keeps the last result of `./run test --full` in the docs, with date and commit."""

import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path("docs/reference/full-test.md")


def write(root: Path, line: str) -> None:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=root, capture_output=True, text=True, check=False
    ).stdout.strip()
    day = datetime.now(UTC).date()
    page = root / PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        "# Last full test\n\nWritten by `./run test --full`.\n\n"
        "| day | commit | Python | result |\n|---|---|---|---|\n"
        f"| {day} | {commit or 'unknown'} | {platform.python_version()} | {line} |\n",
        "utf-8",
    )
