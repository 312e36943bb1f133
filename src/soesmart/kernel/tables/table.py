# SPDX-License-Identifier: EUPL-1.2
"""What every file becomes first: headings and numbered rows of text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 200_000, 500, 100_000
_HEADING_AMONG = 10


class Unreadable(ValueError):
    """The file as a whole cannot be read: where it begins to fail, and what to do."""

    def __init__(self, text: str, line: int = 1) -> None:
        super().__init__(text)
        self.line = line


@dataclass(slots=True)
class Table:
    """`rows` hold the line on which they begin; `how` says in words how the file was read."""

    headings: tuple[str, ...]
    rows: list[tuple[int, Sequence[str]]]
    how: str
    grid: int = 0
    """EPSG number that the file itself states; 0 when it states none."""
    faults: list[tuple[int, str]] = field(default_factory=list)


def table_from(
    lines: Sequence[tuple[int, Sequence[str]]], how: str, knows: Callable[[str], object] = lambda _: False
) -> Table:
    """The headings are the first line, or the one of the first ten in which `knows` knows the most."""
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if not filled:
        raise Unreadable("Die Datei ist leer.")
    first = filled[:_HEADING_AMONG]
    known = [sum(1 for cell in cells if knows(cell)) for _line, cells in first]
    at = known.index(max(known)) if max(known) > 1 else 0
    line, found = filled[at]
    headings = _distinct(found)
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(f"Mehr als {MOST_COLUMNS} Spalten. Ist das Trennzeichen richtig?", line)
    rows = filled[at + 1 :]
    if not rows:
        raise Unreadable("Die Datei hat Überschriften, aber keine Zeile darunter.", line)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"Mehr als {MOST_ROWS} Zeilen. Bitte teilen Sie die Datei.", rows[MOST_ROWS][0])
    return Table(headings, rows, how, faults=list(_misshapen(rows, len(headings))))


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """Each heading once, so that a mapping can name it; trailing empty ones go."""
    trimmed = [cell.strip()[:120] for cell in cells]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    seen: dict[str, int] = {}
    names = []
    for position, name in enumerate(trimmed, start=1):
        name = name or f"Spalte {position}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _misshapen(rows: Sequence[tuple[int, Sequence[str]]], width: int) -> Iterator[tuple[int, str]]:
    for line, cells in rows:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            text = f"{len(cells)} Felder, aber nur {width} Spalten. Steht ein Trennzeichen im Text?"
            yield line, text
        elif any(len(cell) > MOST_CELL for cell in cells):
            yield line, f"Eine Zelle hat mehr als {MOST_CELL} Zeichen. Fehlt ein Anführungszeichen?"
