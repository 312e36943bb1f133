# SPDX-License-Identifier: EUPL-1.2
"""A gazetteer from a CSV file: comma or semicolon, UTF-8 or Windows (cp1252), German headings welcome.

The file is read twice, line by line: first everything is checked, then all of it is stored in one
transaction. Nothing of a faulty file is stored, and memory does not grow with its length.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from soesmart.kernel.room import ImportReport, Problem
from soesmart.places.actions import enter_places
from soesmart.places.engine.table import COLUMNS, Record, column_of, read_line

_MOST_PROBLEMS = 50
_ENCODINGS = ("utf-8-sig", "cp1252")


class _Unreadable(ValueError):
    """The file as a whole cannot be read."""


def import_places(path: Path) -> ImportReport:
    try:
        problems = _check(path)
        if problems:
            return ImportReport(0, 0, tuple(problems))
        created, updated = enter_places(record.values for _line, record in _records(path))
    except _Unreadable as error:
        return ImportReport(0, 0, (Problem(1, "", str(error)),))
    return ImportReport(created, updated)


def _check(path: Path) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    line = 1
    for line, record in _records(path):
        problems += [Problem(line, column, text) for column, text in record.problems]
        slug = record.values.get("slug")
        if slug and slug in seen:
            text = f"„{slug}“ steht schon in Zeile {seen[slug]}: jeder Ort nur einmal, oder eigener slug."
            problems.append(Problem(line, "name", text))
        elif slug:
            seen[slug] = line
        if len(seen) > settings.SOESMART["places.most"]:
            most = settings.SOESMART["places.most"]
            text = f"Mehr als {most} Orte. Das ist kein Ortsverzeichnis mehr; die Grenze ist places.most."
            return [*problems[:_MOST_PROBLEMS], Problem(line, "", text)]
        if len(problems) > _MOST_PROBLEMS:
            text = "Weitere Fehler sind nicht aufgeführt. Bitte erst diese beheben."
            return [*problems[:_MOST_PROBLEMS], Problem(line, "", text)]
    if not seen and not problems:
        problems.append(Problem(line, "", "Die Datei enthält keinen Ort."))
    return problems


def _records(path: Path) -> Iterator[tuple[int, Record]]:
    with path.open(encoding=_encoding(path), newline="") as file:
        first = file.readline()
        file.seek(0)
        lines = csv.reader(file, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
        try:
            columns = _columns(next(lines, []))
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    yield lines.line_num, _record(columns, cells)
        except csv.Error as error:
            raise _Unreadable(
                f"Ab Zeile {lines.line_num} nicht als CSV lesbar ({error}). Fehlt ein Anführungszeichen?"
            ) from error


def _record(columns: list[str], cells: list[str]) -> Record:
    record = read_line(dict(zip(columns, cells, strict=False)))
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        text = f"{len(cells)} Felder, aber nur {len(columns)} Spalten. Steht ein Trennzeichen im Text?"
        record.problems.append(("", text))
    return record


def _columns(headings: list[str]) -> list[str]:
    columns = [column_of(heading) for heading in headings]
    named = [column for column in columns if column]
    missing = [needed for needed in ("name", "kind") if needed not in named]
    if missing:
        raise _Unreadable(
            f"In der ersten Zeile fehlt die Spalte {' und '.join(missing)}. Bekannt: {', '.join(COLUMNS)}."
        )
    if len(set(named)) < len(named):
        raise _Unreadable("In der ersten Zeile steht eine Spalte doppelt.")
    return columns


def _encoding(path: Path) -> str:
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(1 << 16):
                    pass
        except UnicodeDecodeError:
            continue
        except OSError as error:
            raise _Unreadable(f"{path} ist nicht lesbar: {error.strerror}.") from error
        return encoding
    raise _Unreadable("Die Schrift der Datei ist nicht lesbar. Bitte als „CSV UTF-8“ speichern.")
