# SPDX-License-Identifier: EUPL-1.2
"""The key with which this town co-signs lies in `DATA/keys`, outside the database and the backup."""

import os
from pathlib import Path

from django.conf import settings

from soesmart.kernel.witness.engine.cosignature import new_key


def path() -> Path:
    return Path(settings.DATA) / "keys" / "witness.key"


def read() -> str:
    """Made at the first use."""
    file = path()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"soesmart-witness-{settings.SOESMART['town.ags']}"
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(f"{new_key(name)}\n")
        except FileExistsError:  # another process was faster
            pass
    return file.read_text("ascii").strip()
