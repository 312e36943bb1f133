# SPDX-License-Identifier: EUPL-1.2
"""Triggers that refuse every change of an entry, on both databases.

Django drops triggers when it rebuilds a table on SQLite: they are installed anew after every migration.
On PostgreSQL TRUNCATE goes past row triggers and has its own; an empty table may be truncated, nothing is
lost by it.
"""

from typing import Any

from django.db import DatabaseError, connection, transaction

TABLE = "ledger_entry"
REFUSED = "entries of the ledger are never changed: write a correction"
_SQLITE = tuple(
    f"CREATE TRIGGER {TABLE}_no_{word.lower()} BEFORE {word} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for word in ("UPDATE", "DELETE")
)
_POSTGRES = (
    f"""CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSED}'; END $$""",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF EXISTS (SELECT 1 FROM {TABLE}) THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NULL; END $$""",  # noqa: S608
    *(
        f"CREATE TRIGGER {TABLE}_no_{word.lower()} BEFORE {word} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        for word in ("UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse_all()",
)


def wanted() -> frozenset[str]:
    words = ("update", "delete") if connection.vendor == "sqlite" else ("update", "delete", "truncate")
    return frozenset(f"{TABLE}_no_{word}" for word in words)


def install(**_signal: Any) -> None:
    """Make the triggers anew; called after every migration."""
    if TABLE not in connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for name in sorted(wanted()):
            where = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)


def installed() -> frozenset[str]:
    """Triggers on the table that are switched on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND sql LIKE %s",
                [TABLE, "%RAISE(ABORT%"],
            )
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s)"
                " AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
                [TABLE],
            )
        return frozenset(row[0] for row in cursor.fetchall())


class _Undo(Exception):
    pass


def refuses(statement: str) -> bool:
    """Whether the database refuses `statement`, tried for real and undone in any case."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # keys still to be checked would refuse TRUNCATE instead
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)
            raise _Undo
    except _Undo:
        return False
    except DatabaseError as error:
        return REFUSED in str(error)
