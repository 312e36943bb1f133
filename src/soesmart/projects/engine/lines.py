# SPDX-License-Identifier: EUPL-1.2
"""Lists of a project as lines of text, one entry a line, bars between its parts: quick to type.

`1.200,00 | 2027 | Bänke` – empty parts at the end may be left out. Texts in other languages are kept as long
as the German one stays the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from soesmart.kernel.cents import BadAmount, Cents, format_euros, parse_euros

Json = Mapping[str, Any]
Problem = tuple[int, str]
"""(line, what is wrong and what to do)"""


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: local, text, date, cents, number or choice."""

    name: str
    label: str
    kind: str
    required: bool = False
    choices: Mapping[str, str] | None = None
    """Word on the page -> value."""


_RISK: Final = {"hoch": "high", "mittel": "middle", "klein": "low"}
_BY: Final = {"Rat": "council", "Team": "team", "Abstimmung": "vote"}
_SITUATION: Final = {
    "alle": "all",
    "alt": "old",
    "Kinder": "children",
    "krank": "ill",
    "neu": "new",
    "ohne Auto": "no_car",
}
_PROCEDURE: Final = {
    "öffentlich": "open",
    "beschränkt": "restricted",
    "Verhandlung": "negotiated",
    "direkt": "direct",
    "Rahmenvertrag": "framework",
    "unbekannt": "unknown",
}
_STATE: Final = {"ja": "yes", "nein": "no", "unbekannt": "unknown"}
_SAID: Final = (Column("slug", "Kürzel", "text", True), Column("sentence", "ein Satz", "local"))

LISTS: Final[Mapping[str, tuple[Column, ...]]] = {
    "plan": (
        Column("cents", "Betrag", "cents", True),
        Column("year", "Jahr", "number", True),
        Column("item", "Posten", "local", True),
    ),
    "milestones": (
        Column("due", "geplant", "date"),
        Column("title", "Schritt", "local", True),
        Column("done", "erledigt", "date"),
    ),
    "risks": (
        Column("level", "hoch, mittel oder klein", "choice", True, _RISK),
        Column("text", "Risiko", "local", True),
        Column("answer", "Antwort", "local"),
    ),
    "decisions": (
        Column("by", "Rat, Team oder Abstimmung", "choice", True, _BY),
        Column("on", "Tag", "date"),
        Column("text", "Entscheidung", "local", True),
        Column("url", "Adresse", "text"),
    ),
    "benefits": (
        Column("situation", "alle, alt, Kinder, krank, neu oder ohne Auto", "choice", True, _SITUATION),
        Column("place", "Ort (Kürzel)", "text"),
        Column("changed", "was sich ändert", "local", True),
        Column("cost", "Kosten", "local"),
        Column("effect", "Wirkung", "local"),
    ),
    "contracts": (
        Column("subject", "Gegenstand", "local", True),
        Column("procedure", "Verfahren", "choice", True, _PROCEDURE),
        Column("value_cents", "Wert", "cents"),
        Column("awarded_on", "vergeben am", "date"),
        Column("offers", "Angebote", "number"),
        Column("contractor", "Auftragnehmer", "text"),
        Column("legal_basis", "Rechtsgrundlage", "text"),
        Column("reason", "Begründung", "local"),
        Column("criteria", "Maßstab der Auswahl", "local"),
    ),
    "contacts": (
        Column("role", "Rolle", "local", True),
        Column("office", "Stelle", "text"),
        Column("reach", "erreichbar", "text"),
    ),
    "values": _SAID,
    "charta": _SAID,
    "duties": (
        Column("slug", "Kürzel", "text", True),
        Column("state", "ja, nein oder unbekannt", "choice", False, _STATE),
        Column("sentence", "ein Satz", "local"),
        Column("url", "Adresse", "text"),
    ),
    "lessons": (Column("text", "Was wir gelernt haben", "local", True),),
    "links": (Column("url", "Adresse", "text", True), Column("label", "Name", "local", True)),
    "sources": (
        Column("as_of", "Stand", "text", True),
        Column("label", "Quelle", "text", True),
        Column("url", "Adresse", "text"),
    ),
}


def header(columns: Sequence[Column]) -> str:
    """How a line is written, for the hint above the field."""
    return " | ".join(column.label for column in columns)


def written(entries: Sequence[Json], columns: Sequence[Column]) -> str:
    return "\n".join(_line(entry, columns) for entry in entries)


def _line(entry: Json, columns: Sequence[Column]) -> str:
    parts = [_part(entry.get(column.name), column) for column in columns]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _part(value: Any, column: Column) -> str:
    if value is None:
        return ""
    if column.kind == "local":
        return str(value["de"]).replace("|", "/")
    if column.kind == "cents":
        return format_euros(Cents(value)).split("\N{NO-BREAK SPACE}")[0]
    if column.kind == "choice":
        return next((word for word, known in (column.choices or {}).items() if known == value), str(value))
    if column.kind == "date":
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return str(value).replace("|", "/")


def read(
    text: str, columns: Sequence[Column], old: Sequence[Json] = ()
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """(entries, problems). With a problem the entries must not be stored."""
    translations = _translations(old)
    entries, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > len(columns):
            problems.append((number, f"Zu viele Teile. So: {header(columns)}"))
            continue
        parts += [""] * (len(columns) - len(parts))
        entry: dict[str, Any] = {}
        for column, part in zip(columns, parts, strict=True):
            try:
                value = _value(part, column, translations)
            except ValueError as wrong:
                problems.append((number, f"{column.label}: {wrong}"))
                continue
            if value is not None:
                entry[column.name] = value
            elif column.required:
                problems.append((number, f"{column.label} fehlt. So: {header(columns)}"))
        entries.append(entry)
    return entries, problems


def _translations(old: Sequence[Json]) -> dict[str, dict[str, str]]:
    found = (value for entry in old for value in entry.values() if isinstance(value, Mapping))
    return {value["de"].replace("|", "/"): dict(value) for value in found}


def _value(part: str, column: Column, translations: Mapping[str, dict[str, str]]) -> Any:
    if not part:
        return None
    if column.kind == "local":
        return translations.get(part, {"de": part})
    if column.kind == "cents":
        try:
            return int(parse_euros(part))
        except BadAmount:
            raise ValueError("Bitte einen Betrag angeben, etwa 1.200,00.") from None
    if column.kind == "number":
        if not (part.isascii() and part.isdigit() and len(part) < 5):
            raise ValueError("Bitte eine Zahl angeben.")
        return int(part)
    if column.kind == "date":
        return read_day(part).isoformat()
    if column.kind == "choice":
        return _choice(part, column.choices or {})
    return part


def _choice(part: str, choices: Mapping[str, str]) -> str:
    for word, value in choices.items():
        if part.casefold() == word.casefold():
            return value
    raise ValueError(f"Möglich sind: {', '.join(choices)}.")


def read_day(text: str) -> date:
    """ "1.5.2027" or "2027-05-01"."""
    for shape in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007  only a date is read here
        except ValueError:
            continue
    raise ValueError("Bitte einen Tag angeben, etwa 01.05.2027.")


def flat(problems: Sequence[Problem]) -> Iterator[str]:
    for number, text in problems:
        yield f"Zeile {number}: {text}"
