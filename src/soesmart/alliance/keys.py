# SPDX-License-Identifier: EUPL-1.2
"""The town's key for letters to other towns, in `DATA/keys`: outside the database and the ordinary backup."""

import os
from pathlib import Path

from django.conf import settings

from soesmart.kernel.log.engine.note import new_key, public_key


def private_key() -> str:
    """Made at the first use. A lost one is replaced by another, and the partners compare anew."""
    path = Path(settings.DATA) / "keys" / "alliance.key"
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return _created(path)


def own_key() -> str:
    """The public half."""
    return public_key(private_key())


def _created(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = new_key(f"soesmart-{settings.SOESMART['town.ags']}")
    part = path.with_name(f".{os.getpid()}-alliance.key")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)  # of two at once only one wins
    except FileExistsError:
        key = path.read_text("ascii").strip()
    finally:
        part.unlink()
    return key
