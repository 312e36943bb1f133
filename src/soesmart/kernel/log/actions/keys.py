# SPDX-License-Identifier: EUPL-1.2
"""Signing keys live in `DATA/keys`, outside the database and the ordinary backup."""

import os
from pathlib import Path

from django.conf import settings

from soesmart.kernel.log.engine.note import new_key, public_key


class KeyMissing(LookupError):
    """The log cannot be signed because its key is not in the data folder."""


def key_path(origin: str) -> Path:
    return Path(settings.DATA) / "keys" / f"log-{origin}.key"


def create_key(origin: str) -> str:
    """Make the key of a new origin, readable by its owner alone; returns the public one."""
    path, key = key_path(origin), new_key(origin)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    return public_key(key)


def read_key(origin: str) -> str:
    path = key_path(origin)
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError as error:
        raise KeyMissing(
            f"The signing key {path} is missing. Put it back from your safe copy. If it is lost, "
            "make a backup and restore it: the restored town starts a new log that names this one."
        ) from error
