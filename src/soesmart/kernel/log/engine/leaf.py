# SPDX-License-Identifier: EUPL-1.2
"""What a leaf says and how it is hashed.

A leaf is canonical JSON (RFC 8785) of kind, subject, version, at, public and personal. `personal` is not
the payload but a salted commitment to it: once salt and payload are gone nobody can tell what it was,
and the tree still verifies.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

import rfc8785

SALT_BYTES = 32
_OFFSET = len("+00:00")


class NotJson(ValueError):
    """The payload holds something canonical JSON cannot say, such as a date object or a huge number."""


def canonical(value: Any) -> str:
    """RFC 8785 text of `value`: equal data gives equal bytes, whatever wrote it."""
    try:
        return rfc8785.dumps(value).decode("utf-8")
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise NotJson(f"{error}: use text, whole numbers, yes/no, lists and tables only") from error


def commitment(salt: bytes, personal: str) -> str:
    """Hex SHA-256 over salt and the canonical personal payload."""
    return sha256(salt + personal.encode("utf-8")).hexdigest()


def timestamp(at: datetime) -> str:
    """`at` in UTC to the microsecond, always written alike."""
    instant = at if at.tzinfo is UTC else at.astimezone(UTC)
    return f"{instant.isoformat(timespec='microseconds')[:-_OFFSET]}Z"


def leaf_text(kind: str, subject: str, version: int, at: datetime, public: str, personal: str | None) -> str:
    """The canonical JSON of a leaf whose `public` is canonical JSON already.

    Written out by hand, keys in canonical order, because verifying a log does this for every row.
    """
    committed = encode_basestring(personal) if personal else "null"
    return (
        f'{{"at":"{timestamp(at)}","kind":{encode_basestring(kind)},"personal":{committed},"public":{public},'
        f'"subject":{encode_basestring(subject)},"version":{version}}}'
    )


def read_leaf(text: str) -> Mapping[str, Any]:
    """The fields of a leaf text."""
    fields: Mapping[str, Any] = json.loads(text)
    return fields
