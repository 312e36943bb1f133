# SPDX-License-Identifier: EUPL-1.2
"""GeoJSON, and lists of JSON objects, as a table. The line is the number of the object."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from soesmart.kernel.tables.letters import decoded
from soesmart.kernel.tables.table import MOST_COLUMNS, MOST_ROWS, Table, Unreadable

X, Y = "geometry x", "geometry y"
"""Headings under which the place of a GeoJSON object stands."""
_EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)
_LISTS = ("features", "service_requests", "requests", "data", "items", "results", "records")


def read_objects(content: bytes) -> Table:
    text, _ = decoded(content)
    document = _parsed(text.strip())
    grid, found = 0, document
    if isinstance(document, dict):
        grid = _grid(document)
        name = next((name for name in _LISTS if isinstance(document.get(name), list)), "")
        found = document[name] if name else [document]
    if not isinstance(found, list) or not found:
        raise Unreadable("Die Datei enthält keine Liste von Einträgen.")
    if len(found) > MOST_ROWS:
        raise Unreadable(f"Mehr als {MOST_ROWS} Einträge. Bitte teilen Sie die Datei.")
    return _table(found, grid)


def table_of(rows: list[Any]) -> Table:
    """JSON objects that were already read."""
    if not rows:
        raise Unreadable("Die Datei enthält keine Liste von Einträgen.")
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"Mehr als {MOST_ROWS} Einträge. Bitte teilen Sie die Datei.")
    return _table(rows, 0)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=lambda word: None)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if len(lines) > 1 and error.msg == "Extra data":
            return [_line(line, number) for number, line in enumerate(lines, 1) if line.strip()]
        raise Unreadable(f"Kein lesbares JSON (Zeichen {error.colno}).", error.lineno) from None
    except (RecursionError, ValueError):
        raise Unreadable("Das JSON ist zu tief verschachtelt oder enthält riesige Zahlen.") from None


def _line(text: str, number: int) -> Any:
    try:
        return json.loads(text, parse_constant=lambda word: None)
    except (ValueError, RecursionError):
        raise Unreadable("Diese Zeile ist kein lesbares JSON.", number) from None


def _grid(document: Mapping[str, Any]) -> int:
    crs = document.get("crs")
    named = crs.get("properties", {}) if isinstance(crs, dict) else {}
    match = _EPSG.search(str(named.get("name", ""))) if isinstance(named, dict) else None
    return int(match[1]) if match else 0


def _table(found: list[Any], grid: int) -> Table:
    headings: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    faults: list[tuple[int, str]] = []
    for number, item in enumerate(found, start=1):
        cells: dict[str, str] = {}
        if isinstance(item, dict):
            cells = dict(_cells(item))
        else:
            faults.append((number, "Hier gehört ein Objekt hin."))
        headings.update(dict.fromkeys(cells))
        if len(headings) > MOST_COLUMNS:
            raise Unreadable(f"Mehr als {MOST_COLUMNS} verschiedene Felder.", number)
        rows.append(cells)
    if not headings:
        raise Unreadable("Die Einträge der Datei sind leer.")
    names = tuple(headings)
    lines: list[tuple[int, Sequence[str]]] = [
        (n, [cells.get(name, "") for name in names]) for n, cells in enumerate(rows, 1)
    ]
    return Table(names, lines, "GeoJSON" if X in headings else "JSON", grid, faults)


def _cells(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    properties = item.get("properties")
    if item.get("type") == "Feature" or isinstance(properties, dict):
        point = _point(item.get("geometry"))
        if point:
            yield X, repr(point[0])
            yield Y, repr(point[1])
        if isinstance(item.get("id"), str | int):
            yield "id", _text(item["id"])
        item = properties if isinstance(properties, dict) else {}
    for name, value in item.items():
        if isinstance(value, dict) and value.get("type") == "Point":
            point = _point(value)
            if point:
                yield X, repr(point[0])
                yield Y, repr(point[1])
            continue
        yield str(name)[:120] or "Spalte", _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _point(geometry: Any) -> tuple[float, float] | None:
    """Where it is: the point, or the middle of the corners of a line or area."""
    if not isinstance(geometry, dict):
        return None
    corners: list[tuple[float, float]] = []
    waiting: list[Any] = [geometry.get("coordinates")]
    while waiting and len(corners) < 10_000:
        at = waiting.pop()
        if not isinstance(at, list) or not at:
            continue
        if isinstance(at[0], int | float) and not isinstance(at[0], bool):
            pair = _pair(at)
            if pair:
                corners.append(pair)
        else:
            waiting.extend(at)
    if not corners:
        return None
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def _pair(at: list[Any]) -> tuple[float, float] | None:
    try:
        x, y = float(at[0]), float(at[1])
    except (IndexError, TypeError, ValueError, OverflowError):
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None
