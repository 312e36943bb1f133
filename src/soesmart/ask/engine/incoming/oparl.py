# SPDX-License-Identifier: EUPL-1.2
"""What a council information system says in OParl 1.x: papers and public agenda items, without people.

Only title, kind, day and address are read. Persons, memberships and files are passed over, and a name that
stands in a title behind "Stadträtin" or "Herr" is left out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from soesmart.ask.engine.incoming.records import is_link, plain
from soesmart.kernel.tables.table import Unreadable

TITLE, KIND = 300, 120
_PERSON = re.compile(
    r"\b((?:Ober)?[Bb]ürgermeister(?:in)?|Stadtr(?:at|ätin)|Rats(?:herrn?|frau|mitglied)|Herrn?|Frau|Dr\.|Prof\.)"
    r"(?: (?:Dr\.|Prof\.))*(?: [A-ZÄÖÜ][\w.-]+){1,3}"
)


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    title: str
    kind: str
    day: date | None
    url: str


def documents(content: bytes) -> list[Any]:
    """The objects of a file or page: one, a list, or one a line. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("OParl ist immer UTF-8; diese Datei ist es nicht.") from None
    try:
        found = json.loads(text)
    except RecursionError:
        raise Unreadable("Das JSON ist zu tief verschachtelt.") from None
    except ValueError:
        return [_line(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return found if isinstance(found, list) else [found]


def _line(text: str, number: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("Diese Zeile ist kein lesbares JSON.", number) from None


def papers(found: list[Any]) -> Iterator[Paper]:
    """Papers, and the public agenda items of meetings; what was deleted is left out."""
    for item in found:
        if not isinstance(item, dict) or item.get("deleted"):
            continue
        kind = _kind(item)
        if kind == "Paper":
            yield from _paper(item, _text(item, "paperType") or "Vorlage", _day(item.get("date")), "")
        elif kind == "Meeting":
            meeting = _address(item)
            for part in item.get("agendaItem") or ():
                if isinstance(part, dict) and part.get("public") is not False and not part.get("deleted"):
                    yield from _paper(
                        part, _text(item, "name") or "Sitzung", _day(item.get("start")), meeting
                    )


def _paper(item: dict[str, Any], kind: str, day: date | None, otherwise: str) -> Iterator[Paper]:
    key, title = str(item.get("id") or "")[:300], without_people(_text(item, "name"))
    if key and title:
        yield Paper(key, title[:TITLE], without_people(kind)[:KIND], day, _address(item) or otherwise)


def _kind(item: dict[str, Any]) -> str:
    return str(item.get("type", "")).rsplit("/", 1)[-1]


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return " ".join(plain(value).split()) if isinstance(value, str) else ""


def _address(item: dict[str, Any]) -> str:
    """The page for people, else the object itself."""
    for name in ("web", "id"):
        value = item.get(name)
        if isinstance(value, str) and is_link(value):
            return value
    return ""


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def without_people(title: str) -> str:
    return _PERSON.sub(r"\1 …", title).strip()
