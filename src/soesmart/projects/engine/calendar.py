# SPDX-License-Identifier: EUPL-1.2
"""Days of projects as an iCalendar file (RFC 5545): whole days, one event each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

_LONGEST: Final = 75
"""Octets of a line before it is folded."""


@dataclass(frozen=True, slots=True)
class Day:
    """One event. `uid` stays the same for ever, `stamp` is when it was last changed (UTC)."""

    uid: str
    on: date
    title: str
    text: str
    url: str
    stamp: datetime


def calendar(name: str, product: str, days: Sequence[Day]) -> str:
    """The whole file, with CRLF."""
    return "".join(f"{folded}\r\n" for line in _lines(name, product, days) for folded in [_folded(line)])


def _lines(name: str, product: str, days: Sequence[Day]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{_text(product)}//projects//DE"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{_text(name)}"
    for day in days:
        yield "BEGIN:VEVENT"
        yield f"UID:{_text(day.uid)}"
        yield f"DTSTAMP:{day.stamp:%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{_text(day.title)}"
        if day.text:
            yield f"DESCRIPTION:{_text(day.text)}"
        if day.url:
            yield f"URL:{day.url}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> str:
    """Cut between characters, never inside one; a continuation begins with a space."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + octets
    return "\r\n".join([*parts, part])
