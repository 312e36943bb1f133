# SPDX-License-Identifier: EUPL-1.2
"""Which tables a snapshot holds, and their rows."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from soesmart.command.snapshot.codec import Digest, encode
from soesmart.kernel import registry

LEFT_OUT = {
    "auth.Group": "not used: roles are grants",
    "auth.Permission": "not used: roles are grants",
    "contenttypes.ContentType": "not used",
    "schedules.Beat": "workers of the old machine",
    "sessions.Session": "people sign in again",
}
_CHUNK = 1000


def kept_models() -> list[type[models.Model]]:
    """Models whose rows are the town, in a fixed order."""
    derived = registry.derived()
    every = {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return [every[label] for label in sorted(every) if label not in LEFT_OUT and label not in derived]


def lines(model: type[models.Model]) -> Iterator[str]:
    """Every row as one line of JSON, by primary key."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for values in rows.iterator(chunk_size=_CHUNK):
        yield encode(dict(zip(names, map(_stored, values), strict=True)))


def _stored(value: Any) -> Any:
    return value.name if isinstance(value, models.fields.files.FieldFile) else value


def content() -> dict[str, tuple[int, str]]:
    """Rows and hash per table: two towns are the same when this is."""
    found = {}
    for model in kept_models():
        digest = Digest(lines(model))
        found[model._meta.label] = (digest.rows, digest.hex())
    return found


def begin_reading() -> None:
    """One consistent view for all tables, without stopping anyone who writes.

    Not `atomic`: on SQLite that would take the write lock (transaction_mode IMMEDIATE).
    """
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED" if sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


def end_reading() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK")
