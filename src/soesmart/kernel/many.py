# SPDX-License-Identifier: EUPL-1.2
"""Inserting rows by the ten thousand: plain tuples, where model objects would cost minutes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

_PREPARED = (models.DateTimeField, models.DateField, models.UUIDField)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of `names`; columns left out need a default of the database, such as the counted key."""
    insert_ready(model, names, ready(model, names, rows))


def ready(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Dates, ids and keys as the database has them: done before a transaction that others wait for."""
    fields = [model._meta.get_field(name) for name in names]
    at = [(n, field.get_db_prep_save) for n, field in enumerate(fields) if _needs_turning(field)]  # type: ignore[union-attr]
    return list(_turned(rows, at)) if at else list(rows)


def _needs_turning(field: Any) -> bool:
    """Also a key to a row that has such an id; counted keys are what they are, or are filled in later."""
    return isinstance(field.target_field if isinstance(field, models.ForeignKey) else field, _PREPARED)


def insert_ready(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(model._meta.get_field(name).column)) for name in names)  # type: ignore[union-attr]
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _turned(rows: Iterable[Sequence[Any]], at: Sequence[tuple[int, Any]]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        values = list(row)
        for position, turn in at:
            if values[position] is not None:
                values[position] = turn(values[position], connection)
        yield tuple(values)
