# SPDX-License-Identifier: EUPL-1.2
"""Reading the transparency log."""

from django.db import connection

_VERSION = "SELECT (SELECT COALESCE(MAX(number) + 1, 0) FROM log_leaf) + (SELECT COUNT(*) FROM log_pending)"


def content_version() -> int:
    """A number that grows with every committed change of public state; it keys caches.

    Leaves plus pending rows in one statement: the sequencer moves rows from one side to the other, so
    integrating changes nothing. A counter row would be a lock all writers queue at; MAX(id) would stand
    still when PostgreSQL commits out of order.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        return int(cursor.fetchone()[0])
