# SPDX-License-Identifier: EUPL-1.2
"""Rows as JSON that says the same whichever database they came from."""

import base64
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models


def encode(row: dict[str, Any]) -> str:
    """One line. Keys are sorted, also inside JSON fields: PostgreSQL does not keep their order."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return {"microseconds": value // timedelta(microseconds=1)}
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


def decode(line: str, fields: dict[str, "models.Field[Any, Any]"]) -> dict[str, Any]:
    """The row of one line; raises KeyError for a column this version does not have."""
    return {name: _typed(value, fields[name]) for name, value in json.loads(line).items()}


def _typed(value: Any, field: "models.Field[Any, Any]") -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.DurationField):
        return timedelta(microseconds=value["microseconds"])
    if isinstance(target, models.BinaryField):
        return base64.b64decode(value)
    return target.to_python(value)


class Digest:
    """A hash of rows that does not depend on their order: two databases sort texts differently."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.rows, self._sum = 0, 0
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line.encode("utf-8")).digest())

    def hex(self) -> str:
        return f"{self._sum % (1 << 256):064x}"
