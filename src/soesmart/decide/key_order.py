# SPDX-License-Identifier: EUPL-1.2
"""Tables whose rows lie in the order of their random keys, not in the order they came.

On SQLite an ordinary table numbers its rows one after the other, and Django rebuilds a table as an ordinary
one when it changes: they are made WITHOUT ROWID anew after every migration. (PostgreSQL: see
docs/adr/0052-voting-without-a-trace.md.)
"""

from typing import Any

from django.db import connections, transaction

TABLES = ("decide_roll", "decide_ballot", "decide_typed", "decide_counted")


def kept(table: str, using: str = "default") -> bool:
    """Whether a table on SQLite has no row numbers."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        row = cursor.fetchone()
    return row is not None and str(row[0]).upper().endswith("WITHOUT ROWID")


def install(using: str = "default", **_signal: Any) -> None:
    """Give every table that lost its order its order back, with its rows; called after every migration."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    there = set(connection.introspection.table_names())
    for table in TABLES:
        if table in there and not kept(table, using):
            with connection.constraint_checks_disabled(), transaction.atomic(using=using):
                _rebuild(connection, table)


def _rebuild(connection: Any, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql NOT NULL", [table])
        made = cursor.fetchall()
        [sql] = [text for kind, text in made if kind == "table"]
        cursor.execute(f"CREATE TEMP TABLE kept_rows AS SELECT * FROM {table}")  # noqa: S608
        cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"{sql} WITHOUT ROWID")
        cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_rows")  # noqa: S608  our own tables
        cursor.execute("DROP TABLE kept_rows")
        for text in (text for kind, text in made if kind != "table"):
            cursor.execute(text)
