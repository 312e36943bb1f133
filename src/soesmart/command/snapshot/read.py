# SPDX-License-Identifier: EUPL-1.2
"""Loads a snapshot into an empty database, of either kind, of this version or an older one."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from soesmart.command.errors import UserError
from soesmart.command.snapshot.codec import Digest, decode
from soesmart.command.snapshot.write import FORMAT
from soesmart.kernel import registry

_BATCH = 200


def about(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the snapshot says of itself; refuses what this version cannot read."""
    try:
        found: dict[str, Any] = json.loads(archive.read("snapshot.json"))
    except KeyError:
        raise UserError("this is no soesmart backup: there is no snapshot.json in it.") from None
    if found["format"] > FORMAT:
        raise UserError(f"the backup was made by a newer version ({found['product']}). Please upgrade first.")
    return found


def require_empty_database() -> None:
    if tables := connection.introspection.table_names():
        name = connection.settings_dict["NAME"]
        raise UserError(f"the database {name} is not empty (there is {tables[0]}). Give an empty one.")


def load(archive: zipfile.ZipFile, snapshot: dict[str, Any]) -> None:
    """Tables as they were then, the rows, and only then forward to this version."""
    past = _tables_as_then({(app, name) for app, name in snapshot["migrations"]})
    with transaction.atomic():
        for label, expected in snapshot["tables"].items():
            _load_table(archive, past.get_model(label), label, expected)
    if past is not apps:
        call_command("migrate", verbosity=0, interactive=False)
    _reset_sequences()
    for derived in registry.derived().values():
        derived.rebuild()


def _tables_as_then(applied: set[tuple[str, str]]) -> Apps:
    """Make the tables of that time; returns their models."""
    executor = MigrationExecutor(connection)
    targets = _newest(applied, executor.loader.graph)
    if applied == set(executor.loader.graph.nodes):
        call_command("migrate", verbosity=0, interactive=False)
        return apps
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def _newest(applied: set[tuple[str, str]], graph: Any) -> list[tuple[str, str]]:
    """The last migration of every app at the time of the backup."""
    unknown = sorted(applied - set(graph.nodes))
    if unknown:
        raise UserError(f"the backup was made by a newer version: {'.'.join(unknown[0])} is not known here.")
    return sorted(
        key
        for key in applied
        if not any(child.key in applied and child.key[0] == key[0] for child in graph.node_map[key].children)
    )


def _load_table(archive: zipfile.ZipFile, model: Any, label: str, expected: dict[str, Any]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    model._base_manager.all().delete()  # rows a migration put there are in the snapshot, too
    digest, batch = Digest(), []
    try:
        for line in _lines(archive, f"tables/{label}.jsonl"):
            digest.add(line)
            batch.append(model(**decode(line, fields)))
            if len(batch) == _BATCH:
                _insert(model, batch)
                batch = []
    except KeyError as error:
        raise UserError(f"{label} in the backup has a column {error} that is not known here.") from error
    _insert(model, batch)
    if [digest.rows, digest.hex()] != [expected["rows"], expected["hash"]]:
        raise UserError(f"the backup is damaged: {label} is not what was written. Take an older one.")


def _insert(model: Any, batch: list[Any]) -> None:
    # raw: `auto_now` and friends must not touch what is restored. bulk_create has no such switch.
    if batch:
        fields = model._meta.concrete_fields
        size = max(1, connection.ops.bulk_batch_size(fields, batch))
        for start in range(0, len(batch), size):
            model._base_manager._insert(batch[start : start + size], fields=fields, using="default", raw=True)


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    with archive.open(name) as file:
        for line in file:
            yield line.decode("utf-8").removesuffix("\n")


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unpack_media(archive: zipfile.ZipFile, files: dict[str, str], root: Path) -> None:
    for name, expected in files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise UserError(f"the backup is damaged: it wants to write outside the folder ({name}).")
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(f"media/{name}") as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
        with target.open("rb") as written:
            if hashlib.file_digest(written, "sha256").hexdigest() != expected:
                raise UserError(f"the backup is damaged: media/{name} is not what was written.")
