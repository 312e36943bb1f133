# SPDX-License-Identifier: EUPL-1.2
"""Static files with a digest in their names, packed ahead; plain names until they are collected."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HouseStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Tests and first looks work without collecting: then files keep their plain names."""

    manifest_strict = False
    # Modules name each other by relative addresses; those get digests too.
    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:
        if not self.hashed_files:
            return StaticFilesStorage.url(self, name)
        return str(super().url(name, force))


def collect() -> bool:
    """Collect the static files into the data folder, unless they are there already. Before serving."""
    stamp_file = Path(settings.STATIC_ROOT) / "stamp.json"
    stamp = _stamp()
    if stamp_file.exists() and stamp_file.read_text("ascii") == stamp:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp_file.write_text(stamp, "ascii")
    return True


def _stamp() -> str:
    """Changes with every file: sizes and times, because reading all of them would cost the fast start."""
    seen: list[Any] = []
    for finder in get_finders():
        for name, storage in finder.list(None):
            state = Path(storage.path(name)).stat()
            seen.append((name, state.st_size, state.st_mtime_ns))
    return hashlib.sha256(json.dumps(sorted(seen)).encode()).hexdigest()
