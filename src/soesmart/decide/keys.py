# SPDX-License-Identifier: EUPL-1.2
"""The keys of a vote in `DATA/keys`: outside database and ordinary backup. Destroyed with the count."""

import json
import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings

from soesmart.decide.engine.box.codes import KEY_BYTES, BoxKeys
from soesmart.decide.types import KeysMissing
from soesmart.kernel.envelope import new_key


def _path(vote: UUID) -> Path:
    return Path(settings.DATA) / "keys" / f"vote-{vote.hex}.key"


def create(vote: UUID) -> BoxKeys:
    """New keys; on disk before anything depends on them."""
    path = _path(vote)
    made = BoxKeys(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES), new_key())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps({"roll": made.roll.hex(), "box": made.box.hex(), "private": made.private})
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    return made


def read(vote: UUID) -> BoxKeys:
    """Raises KeysMissing. Read anew every time: what was destroyed must not live on in memory."""
    try:
        stored = json.loads(_path(vote).read_text("ascii"))
    except (FileNotFoundError, ValueError) as error:
        raise KeysMissing(str(vote)) from error
    return BoxKeys(bytes.fromhex(stored["roll"]), bytes.fromhex(stored["box"]), stored["private"])


def are_there(vote: UUID) -> bool:
    return _path(vote).exists()


def destroy(vote: UUID) -> None:
    """Overwritten first, for what that is worth on the disk at hand; may be called again."""
    path = _path(vote)
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
