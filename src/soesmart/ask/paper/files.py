# SPDX-License-Identifier: EUPL-1.2
"""Pictures on disk, below the media folder that no address leads to; pages hand them out one by one."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "paper"


def keep(content: bytes, suffix: str) -> str:
    """The new file's name. It is on disk before any row names it."""
    name = f"{uuid4().hex}{suffix}"
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def erase(names: Iterable[str]) -> None:
    """Remove the files once the deletion is certain."""
    doomed = tuple(names)

    def remove() -> None:
        for name in doomed:
            with contextlib.suppress(FileNotFoundError):
                (folder() / name).unlink()

    transaction.on_commit(remove)
