# SPDX-License-Identifier: EUPL-1.2
"""Keys live in `DATA/keys`, outside the database and the ordinary backup."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Django's secret key; made at the first start, readable by the owner alone."""
    path = data / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{secrets.token_hex(8)}")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(50), "ascii")
        with contextlib.suppress(FileExistsError):  # two threads may start at once; the first wins
            os.link(temporary, path)
        temporary.unlink()
    return path.read_text("ascii").strip()
