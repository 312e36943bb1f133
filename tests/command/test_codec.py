# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from soesmart.command.snapshot.codec import Digest, decode, encode

FIELDS = {
    "at": (models.DateTimeField(), datetime(2026, 2, 3, 4, 5, 6, 789123, UTC)),
    "day": (models.DateField(), date(2026, 2, 3)),
    "hour": (models.TimeField(), time(4, 5, 6, 789123)),
    "long": (models.DurationField(), timedelta(days=-1, microseconds=7)),
    "exact": (models.DecimalField(max_digits=20, decimal_places=10), Decimal("1.2000000001")),
    "id": (models.UUIDField(), uuid4()),
    "bytes": (models.BinaryField(), bytes(range(256))),
    "text": (models.TextField(), "„Größe“ \u2028 🚲 \\ \n"),
    "tree": (models.JSONField(), {"b": [1, None], "a": {"ü": True}}),
    "near": (models.FloatField(), 51.57123456789),
    "large": (models.BigIntegerField(), 2**62),
    "none": (models.TextField(null=True), None),
}


def test_every_kind_of_value_comes_back_as_it_was():
    row = {name: value for name, (_, value) in FIELDS.items()}
    assert decode(encode(row), {name: field for name, (field, _) in FIELDS.items()}) == row


def test_the_same_instant_and_the_same_json_are_the_same_line():
    berlin = timezone(timedelta(hours=1))
    one = {"at": datetime(2026, 1, 1, 12, tzinfo=UTC), "tree": {"a": 1, "b": 2}}
    other = {"tree": {"b": 2, "a": 1}, "at": datetime(2026, 1, 1, 13, tzinfo=berlin)}
    assert encode(one) == encode(other)


def test_an_unknown_column_is_named():
    with pytest.raises(KeyError, match="tomorrow"):
        decode('{"tomorrow":1}', {})


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), st.randoms())
def test_digest_knows_rows_but_not_their_order(lines, random):
    shuffled = random.sample(lines, len(lines))
    assert Digest(lines).hex() == Digest(shuffled).hex()
    assert Digest(lines).hex() != Digest([*lines[1:], lines[0] + "x"]).hex()
    assert Digest(lines).rows == len(lines)
