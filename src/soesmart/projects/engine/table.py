# SPDX-License-Identifier: EUPL-1.2
"""A table that spreadsheets open without harm: UTF-8 with its mark, and no cell runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_FORMULAS = frozenset("=+-@\t\r\n＝＋－＠'")


def harmless(cell: Any) -> Any:
    """An apostrophe in front keeps a cell text; one that begins with it gets a second."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULAS else cell


def csv_pieces(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    line = io.StringIO()
    table = csv.writer(line)
    yield "\ufeff"
    for cells in _lines(columns, rows):
        table.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[Any]]:
    yield columns
    for row in rows:
        yield [harmless(row.get(column)) for column in columns]
