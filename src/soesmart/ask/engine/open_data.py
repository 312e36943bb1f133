# SPDX-License-Identifier: EUPL-1.2
"""Tables that leave the house: CSV, JSON and GeoJSON, written piece by piece."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")
"""Spreadsheets run cells that begin so."""
_MARK = "'"
_BOM = "\ufeff"

Row = Mapping[str, Any]


def harmless(cell: str) -> str:
    """An apostrophe in front keeps a cell text. Cells that begin with one get a second: nothing is lost."""
    return f"{_MARK}{cell}" if cell[:1] in FORMULAS or cell[:1] == _MARK else cell


def unharmed(cell: str) -> str:
    """What `harmless` was given."""
    marked = cell[:1] == _MARK and (cell[1:2] in FORMULAS or cell[1:2] == _MARK)
    return cell[1:] if marked and len(cell) > 1 else cell


def csv_pieces(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """UTF-8 with a mark at the front, without which spreadsheets garble umlauts."""
    line = io.StringIO()
    table = csv.writer(line)
    yield _BOM
    for cells in _lines(columns, rows):
        table.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Sequence[Any]]:
    yield columns
    for row in rows:
        yield [harmless(value) if isinstance(value, str) else value for value in map(row.get, columns)]


def json_pieces(about: Row, name: str, rows: Iterable[Row]) -> Iterator[str]:
    """One object: what it is about, and under `name` the list of rows."""
    yield json.dumps(about, ensure_ascii=False)[:-1] + f', "{name}": ['
    first = True
    for row in rows:
        yield ("\n" if first else ",\n") + json.dumps(row, ensure_ascii=False)
        first = False
    yield "\n]}\n"


def geojson_pieces(about: Row, rows: Iterable[Row]) -> Iterator[str]:
    """RFC 7946; a row without a point is a feature without a geometry."""
    return json_pieces({"type": "FeatureCollection", **about}, "features", map(_feature, rows))


def _feature(row: Row) -> Row:
    rest = {name: value for name, value in row.items() if name not in {"lat", "lon"}}
    located = row.get("lat") is not None
    point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if located else None
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": rest}
