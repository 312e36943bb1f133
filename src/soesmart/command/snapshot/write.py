# SPDX-License-Identifier: EUPL-1.2
"""Writes a snapshot while the town is running."""

import hashlib
import json
import os
import shutil
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from soesmart.command import settings_file
from soesmart.command.snapshot import tables
from soesmart.command.snapshot.codec import Digest
from soesmart.kernel.clock import now

FORMAT = 1


def write(file: Path) -> dict[str, Any]:
    """Write the snapshot to `file` in one piece: an older one stays whole until the new one is."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.touch(mode=0o600)  # residents' words and addresses: for the owner alone
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            about = _fill(archive)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return about


def _fill(archive: zipfile.ZipFile) -> dict[str, Any]:
    tables.begin_reading()
    try:
        about = {
            "format": FORMAT,
            "product": _version(),
            "town": {key: settings.SOESMART[f"town.{key}"] for key in ("ags", "name")},
            "made_at": now().isoformat(),
            "migrations": _migrations(),
            "tables": {model._meta.label: _table(archive, model) for model in tables.kept_models()},
        }
    finally:
        tables.end_reading()
    about["files"] = dict(_media(archive, Path(settings.MEDIA_ROOT)))
    archive.writestr("soesmart.toml", settings_file.without_secrets())
    archive.writestr("snapshot.json", json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True))
    return about


def _table(archive: zipfile.ZipFile, model: Any) -> dict[str, Any]:
    digest = Digest()
    with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as out:
        for line in tables.lines(model):
            digest.add(line)
            out.write(line.encode("utf-8") + b"\n")
    return {"rows": digest.rows, "hash": digest.hex()}


def _media(archive: zipfile.ZipFile, root: Path) -> Any:
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        name = path.relative_to(root).as_posix()
        digest = hashlib.sha256()
        try:
            source = path.open("rb")
        except FileNotFoundError:  # withdrawn since the folder was listed: deletion wins
            continue
        # Pictures are compressed already.
        entry = zipfile.ZipInfo(f"media/{name}")
        with source, archive.open(entry, "w", force_zip64=True) as out:
            shutil.copyfileobj(_Hashing(source, digest), out)
        yield name, digest.hexdigest()


class _Hashing:
    def __init__(self, source: Any, digest: Any) -> None:
        self._source, self._digest = source, digest

    def read(self, size: int = -1, /) -> bytes:
        piece: bytes = self._source.read(size)
        self._digest.update(piece)
        return piece


def _migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _version() -> str:
    try:
        return version("soesmart")
    except PackageNotFoundError:  # run from a checkout
        return "checkout"
