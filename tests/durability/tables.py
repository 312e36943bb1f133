# SPDX-License-Identifier: EUPL-1.2
"""Run as a process of its own: `tables.py once | steps` makes the tables and tells what they are."""

import json
import sys
from typing import Any

from soesmart.command.setup import start

POSTGRESQL = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
        column_default, is_identity, collation_name FROM information_schema.columns
        WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "migrations": "SELECT app, name FROM django_migrations",
    "permissions": """SELECT app_label, model, codename FROM auth_permission
        JOIN django_content_type ON django_content_type.id = content_type_id""",
}
SQLITE = {
    "everything": "SELECT type, tbl_name, sql FROM sqlite_master WHERE sql NOT NULL",
    "migrations": POSTGRESQL["migrations"],
    "permissions": POSTGRESQL["permissions"],
}


def parts(sql: str) -> list[str]:
    """The definitions of a CREATE TABLE, whatever their order, and what follows the closing bracket."""
    head, _, rest = sql.partition("(")
    found, depth, begun = [head], 1, 0
    for at, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 or (depth == 1 and letter == ","):
            found.append(rest[begun:at].strip())
            begun = at + 1
        if depth == 0:
            return [found[0], *sorted(found[1:]), rest[at + 1 :].strip()]
    raise ValueError(sql)


def described() -> dict[str, list[Any]]:
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for name, query in (SQLITE if connection.vendor == "sqlite" else POSTGRESQL).items():
            cursor.execute(query)
            rows = [list(row) for row in cursor.fetchall()]
            if name == "everything":
                rows = [[kind, table, parts(sql)] for kind, table, sql in rows if kind != "trigger"] + [
                    row for row in rows if row[0] == "trigger"
                ]
            found[name] = sorted(rows, key=repr)
    return found


def made(way: str) -> None:
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command

    call_command("migrate" if way == "once" else Command(), verbosity=0)


if __name__ == "__main__":
    start()
    made(sys.argv[1])
    print(json.dumps(described(), indent=1))
