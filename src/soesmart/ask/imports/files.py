# SPDX-License-Identifier: EUPL-1.2
"""What every small CSV file of the town's own has in common: its letters, its separator, its lines."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

_MOST_BYTES = 20_000_000


class Unreadable(ValueError):
    """The file as a whole cannot be read."""


def text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} ist nicht lesbar: {error.strerror}.") from error
    if len(content) > _MOST_BYTES:
        raise Unreadable("Die Datei ist größer als 20 MB. Bitte teilen Sie sie auf.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("Die Schrift der Datei ist nicht lesbar. Bitte als „CSV UTF-8“ speichern.")


def numbered_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty, with the number at which it begins; the headings come first."""
    first = text.partition("\n")[0]
    table = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=";" if first.count(";") > first.count(",") else ",",
        strict=True,
    )
    start = 1
    try:
        for cells in table:
            if start == 1 or any(cell.strip() for cell in cells):
                yield start, cells
            start = table.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"Ab Zeile {table.line_num} nicht als CSV lesbar ({error}). Fehlt ein Anführungszeichen?"
        ) from error
