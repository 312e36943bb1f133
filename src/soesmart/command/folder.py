# SPDX-License-Identifier: EUPL-1.2
"""The town's data folder, and what may be in it before a town moves in."""

import os
from pathlib import Path

from soesmart.command.errors import UserError

# A town's keys travel apart from its backup; they may lie in the new folder already.
MAY_BE_THERE = frozenset({"keys"})


def data_folder() -> Path:
    """The folder in force, as the settings see it."""
    return Path(os.environ.get("SOESMART_DATA", "data")).resolve()


def require_empty(folder: Path) -> None:
    """Make the folder; refuse one in which something lies already."""
    if folder.is_file():
        raise UserError(f"{folder} is a file. Please name a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(path.name for path in folder.iterdir() if path.name not in MAY_BE_THERE)
    if found:
        raise UserError(f"{folder} is not empty (there is {found[0]}). Name a new folder: --data DIR")
