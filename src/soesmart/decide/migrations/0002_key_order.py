# SPDX-License-Identifier: EUPL-1.2
"""On SQLite an ordinary table numbers its rows in the order they came. These tables must not: WITHOUT ROWID
keeps them in the order of their random keys. (PostgreSQL: see docs/adr/0052-voting-without-a-trace.md.)"""

from django.db import migrations

TABLES = ("decide_roll", "decide_ballot", "decide_typed", "decide_counted")


def without_rowid(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql NOT NULL", [table])
            made = cursor.fetchall()
            cursor.execute(f"DROP TABLE {table}")
            for kind, sql in sorted(made, key=lambda row: row[0] != "table"):
                cursor.execute(f"{sql} WITHOUT ROWID" if kind == "table" else sql)


class Migration(migrations.Migration):
    dependencies = [("decide", "0001_initial")]

    operations = [migrations.RunPython(without_rowid, migrations.RunPython.noop)]
