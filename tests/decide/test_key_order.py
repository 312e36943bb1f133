# SPDX-License-Identifier: EUPL-1.2
"""A table that Django rebuilt as an ordinary one gets the order of its random keys back, with its rows."""

import pytest
from django.db import connection

from soesmart.decide import key_order
from soesmart.decide.models import Roll, Vote
from soesmart.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rebuilt() -> str:
    """As after a migration that changes a column."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite numbers its rows")
    times = dict.fromkeys(("opens_at", "closes_at", "late_until"), clock.now())
    vote = Vote.objects.create(slug="probe", budget=0, **times)
    Roll.objects.bulk_create(Roll(key=key * 64, vote=vote) for key in "ca")
    with connection.schema_editor() as editor:
        editor._remake_table(Roll)
    table = Roll._meta.db_table
    assert not key_order.kept(table)
    return table


def _indexes(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, table))


def test_order_rows_and_indexes_are_there_again(rebuilt: str):
    before = _indexes(rebuilt)
    key_order.install()
    assert all(key_order.kept(table) for table in key_order.TABLES)
    assert list(Roll.objects.values_list("key", flat=True)) == ["a" * 64, "c" * 64]
    assert _indexes(rebuilt) == before
    key_order.install()
    assert Roll.objects.count() == 2
