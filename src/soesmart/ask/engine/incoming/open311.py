# SPDX-License-Identifier: EUPL-1.2
"""Answers of an Open311 GeoReport v2 server, JSON or XML, as rows of plain text."""

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from soesmart.kernel.tables.table import Unreadable

Row = Mapping[str, str]
_MOST = 200_000


def read_list(content: bytes, item: str) -> list[Row]:
    """The objects of a list ("request", "service"); raises Unreadable."""
    beginning = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _xml(content, item) if beginning.startswith(b"<") else _json(content, item)
    if len(found) > _MOST:
        raise Unreadable(f"Mehr als {_MOST} Einträge in einer Antwort.")
    return found


def _json(content: bytes, item: str) -> list[Row]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("Die Antwort ist kein lesbares JSON.") from None
    if isinstance(document, dict):  # some servers wrap the list
        document = next((v for k, v in document.items() if item in k and isinstance(v, list)), None)
    if not isinstance(document, list):
        raise Unreadable("Die Antwort ist keine Liste.")
    return [{str(k): _text(v) for k, v in one.items()} for one in document if isinstance(one, dict)]


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value)


def _xml(content: bytes, item: str) -> list[Row]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("Die Antwort enthält Vereinbarungen, die nicht hineingehören.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  no declarations, see above
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Unreadable("Die Antwort ist kein lesbares XML.") from None
    return [{child.tag: (child.text or "").strip() for child in one} for one in root.iter(item)]
