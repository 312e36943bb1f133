# SPDX-License-Identifier: EUPL-1.2
"""Reads one line of a gazetteer file into a record, or says what is wrong with which column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from soesmart.places.engine.spellings import slug_of

COLUMNS = (
    "slug",
    "name",
    "kind",
    "lat",
    "lon",
    "coordinate_quality",
    "people",
    "people_year",
    "aliases",
    "belongs_to",
    "not_meant",
    "also_words",
    "source",
)
HEADINGS: Mapping[str, str] = {
    "ort": "name",
    "art": "kind",
    "breite": "lat",
    "länge": "lon",
    "genauigkeit": "coordinate_quality",
    "einwohner": "people",
    "stand": "people_year",
    "auch genannt": "aliases",
    "gehört zu": "belongs_to",
    "nicht gemeint": "not_meant",
    "auch ein wort": "also_words",
    "quelle": "source",
}
"""German headings, as town staff may write them."""

KINDS: Mapping[str, str] = {
    "stadt": "town",
    "stadtteil": "quarter",
    "viertel": "quarter",
    "ortsteil": "village",
    "dorf": "village",
    "punkt": "landmark",
    "partnerstadt": "partner town",
    "anderswo": "elsewhere",
} | {kind: kind for kind in ("town", "quarter", "landmark", "village", "partner town", "elsewhere")}
QUALITIES = ("good", "approximate", "estimate", "minutes only", "unknown")


class BadCell(ValueError):
    """One cell cannot be read; the message is the remedy."""


@dataclass(slots=True)
class Record:
    """One place as the file states it."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


def column_of(heading: str) -> str:
    """The column a heading stands for; empty when there is none."""
    name = heading.strip().casefold()
    return name if name in COLUMNS else HEADINGS.get(name, "")


def read_line(cells: Mapping[str, str]) -> Record:
    """`cells` by column name, as written in the file."""
    record = Record()
    for column, read in _READERS.items():
        try:
            record.values[column] = read((cells.get(column) or "").strip())
        except BadCell as error:
            record.problems.append((column, str(error)))
    if not record.problems:
        _check_whole(record)
    return record


def _check_whole(record: Record) -> None:
    values = record.values
    if (values["lat"] is None) != (values["lon"] is None):
        missing = "lat" if values["lat"] is None else "lon"
        record.problems.append(
            (missing, "Breite und Länge gehören zusammen: beide angeben oder beide leer lassen.")
        )
    if values["people_year"] is not None and values["people"] is None:
        record.problems.append(
            ("people", "Ein Jahr ohne Einwohnerzahl: die Zahl ergänzen oder das Jahr löschen.")
        )
    values["slug"] = values["slug"] or slug_of(values["name"])
    if not values["slug"]:
        record.problems.append(
            ("slug", "Aus diesem Namen entsteht keine Adresse: bitte die Spalte slug ausfüllen.")
        )


def _text(most: int, *, needed: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if needed and not cell:
            raise BadCell("Hier fehlt etwas: die Spalte darf nicht leer sein.")
        if len(cell) > most:
            raise BadCell(f"Zu lang: {len(cell)} Zeichen, höchstens {most}.")
        if "\x00" in cell:
            raise BadCell("Enthält ein unlesbares Zeichen (NUL).")
        return cell

    return read


def _slug(cell: str) -> str:
    if cell and slug_of(cell) != cell:
        raise BadCell(f"„{cell}“ taugt nicht als Adresse: kleine Buchstaben a–z, Ziffern und Bindestriche.")
    return cell


def _kind(cell: str) -> str:
    if cell.casefold() not in KINDS:
        raise BadCell(f"„{cell}“ ist keine bekannte Art. Möglich: {', '.join(KINDS)}.")
    return KINDS[cell.casefold()]


def _quality(cell: str) -> str:
    if cell and cell not in QUALITIES:
        raise BadCell(f"„{cell}“ ist nicht bekannt. Möglich: {', '.join(QUALITIES)}.")
    return cell or "unknown"


def _degrees(most: float) -> Callable[[str], float | None]:
    def read(cell: str) -> float | None:
        if not cell:
            return None
        try:
            value = float(cell.replace(",", "."))
        except ValueError:
            raise BadCell(f"„{cell}“ ist keine Zahl in Grad, zum Beispiel 51,5711.") from None
        if not -most <= value <= most:
            raise BadCell(f"{cell} liegt nicht zwischen -{most:g} und {most:g} Grad.")
        return value

    return read


def _count(most: int) -> Callable[[str], int | None]:
    def read(cell: str) -> int | None:
        if not cell:
            return None
        digits = cell.replace(".", "") if _in_thousands(cell) else cell
        if not (
            digits.isascii() and digits.isdigit() and len(digits) <= len(str(most)) and int(digits) <= most
        ):
            raise BadCell(f"„{cell}“ ist keine ganze Zahl von 0 bis {most}.")
        return int(digits)

    return read


def _in_thousands(cell: str) -> bool:
    groups = cell.split(".")
    return len(groups) > 1 and 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def _list(cell: str) -> list[str]:
    if len(cell) > 1000:
        raise BadCell(f"Zu lang: {len(cell)} Zeichen, höchstens 1000.")
    return [part.strip() for part in cell.split(";") if part.strip()]


_READERS: Mapping[str, Callable[[str], Any]] = {
    "slug": _slug,
    "name": _text(100, needed=True),
    "kind": _kind,
    "lat": _degrees(90),
    "lon": _degrees(180),
    "coordinate_quality": _quality,
    "people": _count(2_000_000_000),
    "people_year": _count(2100),
    "aliases": _list,
    "belongs_to": _text(100),
    "not_meant": _list,
    "also_words": _list,
    "source": _text(300),
}
