# SPDX-License-Identifier: EUPL-1.2
"""Documents of Open311 GeoReport v2: XML, and JSON after its "Spark" convention (same names, bare lists)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from soesmart.ask.engine.xmltext import xml_text

Document = Mapping[str, Any] | Sequence[Mapping[str, Any]]

_ITEMS = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "service_requests": "request",
    "services": "service",
    "values": "value",
}
"""What an entry of each list is called in XML."""


def as_json(root: str, document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def as_xml(root: str, document: Document) -> bytes:
    element = _element(root, document)
    text: bytes = ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)
    return text


def _element(name: str, value: object) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(value, Mapping):
        element.extend([_element(str(key), one) for key, one in value.items()])
    elif isinstance(value, list | tuple):
        element.extend([_element(_ITEMS[name], one) for one in value])
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = xml_text(str(value))
    return element


def instant(text: str) -> datetime:
    """A date and time as the W3C note writes them; raises ValueError, also without a time zone."""
    # In addresses a plus sign often arrives as a space.
    found = datetime.fromisoformat(text.strip().replace(" ", "+"))
    if found.tzinfo is None:
        raise ValueError(text)
    found.astimezone()  # an instant beyond the calendar has no other zone
    return found
