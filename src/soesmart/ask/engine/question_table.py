# SPDX-License-Identifier: EUPL-1.2
"""One line of a file of questions: German or English headings and words, errors in German."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from soesmart.ask.engine.open_data import unharmed

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "kennung"),
    "kind": ("kind", "art"),
    "title": ("title", "titel"),
    "text": ("text",),
    "place": ("place", "ort"),
    "near": ("near", "genauigkeit"),
    "lat": ("lat", "breite"),
    "lon": ("lon", "länge"),
    "asked_at": ("asked", "gefragt"),
    "author_label": ("author", "von"),
    "department": ("department", "amt"),
    "category": ("category", "kategorie"),
    "clock": ("clock", "antwortfrist"),
    "state": ("state", "stand"),
    "state_since": ("since", "seit"),
    "reason": ("reason", "begründung"),
    "merged_into": ("merged_into", "zusammengelegt_mit"),
    "continued_at": ("continued_at", "weiter_bei"),
    "answer": ("answer", "antwort"),
    "answered_at": ("answered", "beantwortet"),
    "comments": ("comments", "kommentare"),
    "supports": ("supports", "ich_auch"),
    "source": ("source", "quelle"),
    "as_of": ("as_of", "quelle_vom"),
    "language": ("language", "sprache"),
}
NEEDED = ("id", "kind", "text", "asked_at", "author_label")
KINDS = {"question": "question", "frage": "question", "problem": "problem", "idea": "idea", "idee": "idea"}
STATES = {
    "": "new",
    "neu": "new",
    "in arbeit": "in_progress",
    "beantwortet": "answered",
    "erledigt": "done",
    "nicht weiterverfolgt": "dropped",
    "zusammengelegt": "merged",
    "geht weiter": "continued",
    "wissen wir nicht": "unknown",
} | {
    word: word
    for word in (["new", "in_progress", "answered", "done", "dropped", "merged", "continued", "unknown"])
}
NEARS = {"": "place", "ort": "place", "place": "place", "irgendwo": "somewhere", "somewhere": "somewhere"}
YES_NO = {"": False, "nein": False, "no": False, "ja": True, "yes": True}
REASONED = frozenset({"dropped", "merged", "continued"})
_AGO = re.compile(r"vor (\d{1,5}) Tag(?:en)?")


@dataclass(slots=True)
class Record:
    """Values that could be read, and (column, what is wrong with it)."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


def column_of(heading: str) -> str:
    """The column a heading means, "" for one we do not know."""
    name = heading.strip().lower().replace(" ", "_")
    return next((column for column, names in COLUMNS.items() if name in names), "")


def read_line(cells: Mapping[str, str], now: datetime, zone: str) -> Record:
    """Everything that can be checked without the database."""
    record = Record()
    given = {column: unharmed(cells.get(column, "").strip()) for column in COLUMNS}
    for column in NEEDED:
        if not given[column]:
            record.problems.append((column, "Diese Angabe fehlt."))
    readers: dict[str, Callable[[str], Any]] = {
        "kind": lambda text: _word(text, KINDS),
        "state": lambda text: _word(text, STATES),
        "near": lambda text: _word(text, NEARS),
        "clock": lambda text: _word(text, YES_NO),
        "asked_at": lambda text: _instant(text, now, zone),
        "state_since": lambda text: _instant(text, now, zone),
        "answered_at": lambda text: _instant(text, now, zone),
        "as_of": lambda text: date.fromisoformat(text) if text else None,
        "lat": lambda text: _number(text, 90),
        "lon": lambda text: _number(text, 180),
        "supports": lambda text: _count(text),
        "comments": lambda text: [part.strip() for part in text.split("|") if part.strip()],
    }
    for column, text in given.items():
        try:
            record.values[column] = readers[column](text) if column in readers else text
        except ValueError as error:
            record.problems.append((column, _explained(column, text, error)))
    _together(record)
    return record


def _word(text: str, known: Mapping[str, Any]) -> Any:
    if text.lower() not in known:
        names = ", ".join(f"„{word}“" for word in known if word)
        raise ValueError(f"„{text}“ kennen wir nicht. Möglich: {names}.")
    return known[text.lower()]


def _instant(text: str, now: datetime, zone: str) -> datetime | None:
    """A date (noon, local time), or "vor 12 Tagen" for examples that stay young."""
    if not text:
        return None
    ago = _AGO.fullmatch(text)
    if ago:
        return now - timedelta(days=int(ago[1]))
    day = date.fromisoformat(text)
    if day > now.astimezone(ZoneInfo(zone)).date():
        raise ValueError(f"{text} liegt in der Zukunft.")
    return min(now, datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC))


def _number(text: str, largest: int) -> float | None:
    if not text:
        return None
    number = float(text.replace(",", "."))
    if not -largest <= number <= largest:
        raise ValueError(f"{text} liegt nicht zwischen -{largest} und {largest}.")
    return number


def _count(text: str) -> int:
    number = int(text or 0)
    if not 0 <= number <= 500:
        raise ValueError(f"{text} liegt nicht zwischen 0 und 500.")
    return number


def _explained(column: str, text: str, error: ValueError) -> str:
    own = str(error)
    if own.endswith("."):
        return own
    if column in {"asked_at", "state_since", "answered_at", "as_of"}:
        return f"„{text}“ ist kein Datum. Beispiele: 2026-03-31, vor 12 Tagen."
    return f"„{text}“ ist keine Zahl."


def _together(record: Record) -> None:
    """What only several columns show."""
    values, say = record.values, record.problems.append
    state = values.get("state")
    if state in REASONED and not values.get("reason"):
        say(("reason", "Bei diesem Stand gehört eine Begründung dazu."))
    if state == "merged" and not values.get("merged_into"):
        say(("merged_into", "Mit welchem Beitrag? Hier gehört dessen id hin."))
    if state == "answered" and not values.get("answer"):
        say(("answer", "Beantwortet, aber ohne Antwort."))
    asked = values.get("asked_at")
    for column in ("state_since", "answered_at"):
        if asked and values.get(column) and values[column] < asked:
            say((column, "Das liegt vor der Frage."))
    if (values.get("lat") is None) != (values.get("lon") is None):
        say(("lat", "Zu einem Punkt gehören Breite und Länge."))
