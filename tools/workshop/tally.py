# SPDX-License-Identifier: EUPL-1.2
"""pytest plugin: writes how many tests passed, failed and were skipped into a file."""

import json
from pathlib import Path
from typing import Any

KINDS = {
    "passed": ("passed", "xpassed"),
    "failed": ("failed", "error"),
    "skipped": ("skipped", "xfailed"),
}


def pytest_addoption(parser: Any) -> None:
    parser.addoption("--tally", type=Path, metavar="FILE", help="write the counts of this run as JSON")


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    file = config.getoption("--tally")
    if file is None:
        return
    stats = terminalreporter.stats
    counts = {kind: sum(len(stats.get(word, ())) for word in words) for kind, words in KINDS.items()}
    file.write_text(json.dumps(counts), "utf-8")
