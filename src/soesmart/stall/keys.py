# SPDX-License-Identifier: EUPL-1.2
"""One private key per stall in `DATA/keys`: outside the database and the ordinary backup."""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from soesmart.kernel.envelope import new_key
from soesmart.stall.types import Later


def _path(stall: UUID) -> Path:
    return Path(settings.DATA) / "keys" / f"stall-{stall.hex}.key"


def create(stall: UUID) -> str:
    """The new private key; on disk before anything is sealed for it."""
    path, key = _path(stall), new_key()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def read(stall: UUID) -> str:
    """Raises Later when it is not there: somebody may put it back from the safe copy."""
    try:
        return _path(stall).read_text("ascii").strip()
    except FileNotFoundError as error:
        raise Later(str(stall)) from error


def forget(stall: UUID) -> None:
    """What still lies sealed on a lost tablet can be read by nobody from now on."""
    _path(stall).unlink(missing_ok=True)
