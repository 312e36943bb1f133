# SPDX-License-Identifier: EUPL-1.2
"""Photos of forms that came back with an error: kept for a day, so that nobody has to choose them again.

Only whoever holds the form's signed key gets the picture back; it is shown to nobody else.
"""

import contextlib
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core import signing

from soesmart.kernel import clock

_SALT = "soesmart.ask.kept"
_LIFETIME = timedelta(hours=24)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "ask-kept"


def keep(content: bytes) -> str:
    """The key under which the picture can be had again."""
    name = uuid4().hex
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return signing.dumps(name, salt=_SALT)


def recall(key: str) -> bytes | None:
    """None when the key is wrong or its time is over."""
    try:
        name = str(signing.loads(key, salt=_SALT, max_age=_LIFETIME))
        return (_folder() / name).read_bytes()
    except (signing.BadSignature, FileNotFoundError):
        return None


def drop(key: str) -> None:
    with contextlib.suppress(signing.BadSignature, FileNotFoundError):
        (_folder() / signing.loads(key, salt=_SALT)).unlink()


def forget() -> None:
    """Delete what nobody came back for."""
    oldest = (clock.now() - _LIFETIME).timestamp()
    for path in _folder().glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
