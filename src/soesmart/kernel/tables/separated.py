# SPDX-License-Identifier: EUPL-1.2
"""Text with separators as a table: the separator is the one that cuts the first lines most evenly."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from soesmart.kernel.tables.letters import decoded
from soesmart.kernel.tables.table import MOST_CELL, MOST_ROWS, Table, Unreadable, table_from

_SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
_LOOKED_AT = 40


def read_separated(content: bytes, knows: Callable[[str], object] = lambda _: False) -> Table:
    """Raises Unreadable with the line from which it cannot be read."""
    text, encoding = decoded(content)
    start = 1
    if text[:4].casefold() == "sep=":  # what Excel writes for itself
        _, _, text = text.partition("\n")
        start = 2
    separator = _separator(text)
    lines = list(islice(_lines(text, separator, start), MOST_ROWS + 50))
    return table_from(lines, f"{encoding}, {_SEPARATORS[separator]}", knows)


def _lines(text: str, separator: str, start: int) -> Iterator[tuple[int, list[str]]]:
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    try:
        for cells in table:
            yield start + line, cells
            line = table.line_num
    except csv.Error as error:
        limit = "field larger" in str(error)
        why = f"eine Zelle über {MOST_CELL} Zeichen" if limit else str(error)
        text = f"Ab hier nicht als CSV lesbar ({why}). Fehlt ein Anführungszeichen?"
        raise Unreadable(text, start + line) from None


def _separator(text: str) -> str:
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        widths = []
        try:
            for _line, cells in islice(_lines(text, separator, 1), _LOOKED_AT):
                if any(cells):
                    widths.append(len(cells))
        except Unreadable:
            pass
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, often = wide.most_common(1)[0]
        score = often / len(widths) + min(width, 30) / 100
        if score > best_score:
            best, best_score = separator, score
    return best
