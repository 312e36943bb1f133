# SPDX-License-Identifier: EUPL-1.2
"""Which column means what: guessed from headings and values, corrected by a person, saved by name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from soesmart.ask.engine.incoming.headings import FIELDS, rank_of
from soesmart.ask.engine.incoming.values import looks_like_date
from soesmart.kernel.tables.objects import X, Y
from soesmart.kernel.tables.table import Table

_LOOKED_AT = 200
_PICTURE = re.compile(r"media|image|photo|foto|bild|imagen|avatar|logo", re.IGNORECASE)


class BadMapping(ValueError):
    """A saved mapping that this version cannot use."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`columns`: field → headings. Empty values mean: find out."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kind: str = ""
    language: str = ""
    grid: int = 0
    base_url: str = ""
    asked: str = ""
    """The day on which everything was asked, for files without dates."""
    categories: Mapping[str, str] = field(default_factory=dict)
    """Category words of the source → slugs of the town's own."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(document: Any) -> Plan:
    """Raises BadMapping naming what does not fit."""
    if not isinstance(document, dict):
        raise BadMapping("Eine Zuordnung ist ein Verzeichnis mit „columns“.")
    columns = document.get("columns", {})
    if not isinstance(columns, dict) or not set(columns) <= set(FIELDS):
        raise BadMapping(f"„columns“ kennt nur: {', '.join(FIELDS)}.")
    named = {
        name: (given,) if isinstance(given, str) else tuple(map(str, given or ()))
        for name, given in columns.items()
        if isinstance(given, str | list | tuple)
    }
    words = {name: document.get(name, "") for name in ("kind", "language", "base_url", "asked")}
    grid, categories = document.get("grid", 0), document.get("categories", {})
    if not all(isinstance(word, str) for word in words.values()) or not isinstance(categories, dict):
        raise BadMapping("„kind“, „language“ und „base_url“ sind Wörter, „categories“ ein Verzeichnis.")
    if not isinstance(grid, int) or isinstance(grid, bool):
        raise BadMapping("„grid“ ist die Nummer eines Koordinatensystems, zum Beispiel 25832.")
    if words["kind"] not in {"", "question", "problem", "idea"}:
        raise BadMapping("„kind“ ist question, problem oder idea.")
    pairs = {str(word): str(slug) for word, slug in categories.items()}
    return Plan(named, grid=grid, categories=pairs, **words)


def guess(table: Table) -> Plan:
    """The best guess: headings first, then what the values look like."""
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for position, heading in enumerate(table.headings):
        found = rank_of(heading)
        if found and _fits(table, position, found[0]):
            ranked.setdefault(found[0], []).append((found[1], position, heading))
    # Several columns of one rank are one thing in several languages: the first with content counts.
    columns = {
        name: tuple(heading for rank, _position, heading in sorted(found) if rank == min(found)[0])
        for name, found in ranked.items()
    }
    if X in table.headings:
        columns |= {"x": (X,), "y": (Y,)}
        for name in ("lat", "lon", "point"):
            columns.pop(name, None)
    _by_values(table, columns)
    _settle(columns)
    return Plan({name: columns[name] for name in FIELDS if name in columns}, kind=_kind(columns))


def _column(table: Table, position: int) -> list[str]:
    rows = table.rows[:: max(1, len(table.rows) // _LOOKED_AT)]
    return [
        cells[position].strip() for _line, cells in rows if position < len(cells) and cells[position].strip()
    ]


def _fits(table: Table, position: int, name: str) -> bool:
    """A heading alone can mislead: "Ort" over numbers is no place, "part" must say title or text."""
    values = _column(table, position)
    if name == "part":
        return bool(values) and {value.casefold() for value in values} <= {"title", "text", "titel"}
    if name in {"lat", "lon", "x", "y"}:
        return sum(any(c.isdigit() for c in value) for value in values) >= 0.5 * len(values)
    if name in {"title", "text", "place"} and values:
        return not all(value.replace(".", "").replace(",", "").isdigit() for value in values)
    if name == "url" and values:
        return sum("/" in value for value in values) >= 0.5 * len(values)
    if name == "asked" and values:
        return sum(any(c.isdigit() for c in value) for value in values) >= 0.5 * len(values)
    return True


def _by_values(table: Table, columns: dict[str, tuple[str, ...]]) -> None:
    taken = {heading for headings in columns.values() for heading in headings}
    free = [(p, h) for p, h in enumerate(table.headings) if h not in taken]
    pages = [(p, h) for p, h in free if not _PICTURE.search(h)]
    samples = {h: _column(table, p) for p, h in free}
    if "asked" not in columns:
        _take(columns, "asked", (h for _, h in free if _share(samples[h], looks_like_date) > 0.8))
    if "url" not in columns:
        _take(columns, "url", (h for _, h in pages if _share(samples[h], _is_address) > 0.8))
    if "text" not in columns:
        lengths = {h: sum(map(len, samples[h])) / max(1, len(samples[h])) for _, h in free}
        longest = [h for h in sorted(lengths, key=lambda h: -lengths[h]) if lengths[h] > 25]
        _take(columns, "text", (h for h in longest if not _share(samples[h], _is_address)))


def _take(columns: dict[str, tuple[str, ...]], name: str, found: Iterable[str]) -> None:
    first = next(iter(found), None)
    if first is not None:
        columns[name] = (first,)


def _share(values: Sequence[str], test: Any) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _settle(columns: dict[str, tuple[str, ...]]) -> None:
    """Half a pair is none; lines that belong together are known by their group, not by their own id."""
    for one, other in (("lat", "lon"), ("x", "y")):
        if (one in columns) != (other in columns):
            columns.pop(one, None)
            columns.pop(other, None)
    if "lat" in columns:
        columns.pop("x", None)
        columns.pop("y", None)
    if "lat" in columns or "x" in columns:
        columns.pop("point", None)
    if "group" in columns and "part" in columns:
        columns["id"] = columns["group"]
    else:
        columns.pop("group", None)
        columns.pop("part", None)


def _kind(columns: Mapping[str, Any]) -> str:
    """What most contributions of such a file are, where no column says so."""
    if "category" in columns and ("lat" in columns or "x" in columns or "state" in columns):
        return "problem"
    return "idea"
