# SPDX-License-Identifier: EUPL-1.2
"""Nodes of many kinds in one query.

Each kind says what to select of its nodes (`kernel.room.Face`); the database puts all rows under one another.
A page on which seven kinds of nodes stand then costs one query, not one to three for each.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import JSONObject

from soesmart.kernel.room import Face, Json, Node


def told(rows: QuerySet[Any], key: str = "pk", **columns: Any) -> QuerySet[Any, Any]:
    """For `Face.select`: rows of (key, JSON object), without an order, as a UNION wants them."""
    return rows.order_by().values_list(key, JSONObject(**columns))


def together(*parts: tuple[str, QuerySet[Any, Any]]) -> Iterator[tuple[str, Any, Json]]:
    """(name, key, object) of all rows of all parts, from one query."""
    named = [rows.annotate(part=Value(name, TextField())) for name, rows in parts]
    for key, said, name in named[0].union(*named[1:], all=True) if named[1:] else named[0]:
        yield name, key, said


def read_all(wanted: Sequence[tuple[str, Face, Sequence[UUID]]]) -> Iterator[tuple[str, Node]]:
    """(name of the kind, node) of all kinds."""
    faces = {name: face for name, face, _keys in wanted}
    if wanted:
        for name, key, said in together(*((name, face.select(keys)) for name, face, keys in wanted)):
            yield name, faces[name].node(key, said)


def part(value: Any) -> Any:
    """A JSON column inside the object: SQLite hands it out as text, PostgreSQL as what it is."""
    return json.loads(value) if isinstance(value, str) else value


def day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def moment(value: str) -> datetime:
    """An instant inside the object; SQLite leaves out that it is UTC."""
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def said_in(value: Any) -> Mapping[str, str]:
    """Texts by language inside the object, or none."""
    found: Mapping[str, str] = part(value) or {}
    return found
