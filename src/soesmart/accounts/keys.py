# SPDX-License-Identifier: EUPL-1.2
"""Keys of this room in `DATA/keys`: outside the database and the ordinary backup."""

import contextlib
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@lru_cache(maxsize=16)
def _key(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{secrets.token_hex(8)}")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_hex(32), "ascii")
        with contextlib.suppress(FileExistsError):  # two threads may start at once; the first wins
            os.link(temporary, path)
        temporary.unlink()
    return bytes.fromhex(path.read_text("ascii").strip())


def derived(purpose: str) -> bytes:
    """32 bytes for one purpose."""
    key = _key(settings.DATA / "keys" / "accounts")
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def sealed(purpose: str, secret: str) -> str:
    """HMAC of `secret`: a copy of the database alone cannot be searched for codes or tokens."""
    return hmac.new(derived(f"seal {purpose}"), secret.encode(), hashlib.sha256).hexdigest()
