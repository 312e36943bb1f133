# SPDX-License-Identifier: EUPL-1.2
"""Inserting rows by the ten thousand: plain tuples, where model objects would cost minutes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

_PREPARED = (models.DateTimeField, models.DateField, models.UUIDField, models.BinaryField)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of `names`; columns left out need a default of the database, such as the counted key."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)  # type: ignore[union-attr]
    marks = ", ".join(["%s"] * len(fields))
    turned = [field.get_db_prep_save if isinstance(field, _PREPARED) else None for field in fields]
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(_turned(rows, turned)) if any(turned) else list(rows))


def _turned(rows: Iterable[Sequence[Any]], turned: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Dates, ids and bytes as the database has them."""
    at = [(position, turn) for position, turn in enumerate(turned) if turn]
    for row in rows:
        values = list(row)
        for position, turn in at:
            if values[position] is not None:
                values[position] = turn(values[position], connection)
        yield tuple(values)
