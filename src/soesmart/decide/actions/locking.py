# SPDX-License-Identifier: EUPL-1.2
"""Casting side by side, opening the box alone.

SQLite writes one at a time anyway. On PostgreSQL an advisory lock decides: nobody waits on the vote's row,
so thousands can cast at once, and the box is opened only when every ballot under way is in.
"""

from uuid import UUID

from django.db import connection

SHARED = "SELECT pg_advisory_xact_lock_shared(%s)"


def number_of(vote: UUID) -> int:
    return vote.int % (1 << 62)


def casting(vote: UUID) -> None:
    """Held until the transaction ends. Read the phase after this, not before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SHARED, [number_of(vote)])


def alone(vote: UUID) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of(vote)])
