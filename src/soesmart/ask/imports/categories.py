# SPDX-License-Identifier: EUPL-1.2
"""The town's categories from a CSV file. All lines are checked first, then all are stored."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from soesmart.ask import checks
from soesmart.ask.actions.categorising import enter_categories
from soesmart.ask.engine.question_table import KINDS, YES_NO
from soesmart.ask.imports.files import Unreadable, numbered_lines, text_of
from soesmart.ask.models import LABEL
from soesmart.ask.types import Refused
from soesmart.kernel.room import ImportReport, Problem

_COLUMNS = {
    "slug": ("slug", "kürzel"),
    "name": ("name",),
    "description": ("description", "beschreibung"),
    "department": ("department", "amt"),
    "kind": ("kind", "art"),
    "active": ("active", "offen"),
}
_LONGEST = {"slug": 60, "name": LABEL, "description": 300, "department": 60}


def import_categories(path: Path) -> ImportReport:
    """Enter every category by its slug (made from the name where it is missing)."""
    records: list[dict[str, Any]] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    try:
        lines = numbered_lines(text_of(path))
        columns = _columns(next(lines, (1, []))[1])
        for line, cells in lines:
            values = _read(dict(zip(columns, cells, strict=False)), line, problems)
            if values["slug"] in seen:
                problems.append(Problem(line, "slug", f"Steht schon in Zeile {seen[values['slug']]}."))
            seen.setdefault(values["slug"], line)
            records.append(values)
    except Unreadable as error:
        return ImportReport(0, 0, (Problem(1, "", str(error)),))
    if problems:
        return ImportReport(0, 0, tuple(problems[:50]))
    return ImportReport(*enter_categories(records))


def _columns(headings: list[str]) -> list[str]:
    found = []
    for heading in headings:
        word = heading.strip().lower()
        column = next((name for name, words in _COLUMNS.items() if word in words), "")
        if not column:
            raise Unreadable(f"Die Spalte „{heading}“ kennen wir nicht. Bekannt: {', '.join(_COLUMNS)}.")
        found.append(column)
    if "name" not in found or len(set(found)) < len(found):
        raise Unreadable("In der ersten Zeile fehlt „name“, oder eine Spalte steht doppelt.")
    return found


def _read(cells: Mapping[str, str], line: int, problems: list[Problem]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, longest in _LONGEST.items():
        values[column] = ""
        try:
            values[column] = checks.clean_text(
                cells.get(column, ""), column, longest, required=column == "name", lines=False
            )
        except Refused as refused:
            problems.append(Problem(line, column, refused.text))
    for column, known in (("kind", {"": "", **KINDS}), ("active", YES_NO | {"": True})):
        word = cells.get(column, "").strip().lower()
        if word not in known:
            problems.append(Problem(line, column, f"„{word}“ kennen wir nicht. Möglich: {', '.join(known)}."))
        values[column] = known.get(word)
    values["slug"] = slugify(values["slug"] or values["name"])[:60]
    if values["name"] and not values["slug"]:
        problems.append(Problem(line, "slug", "Hier gehört ein Kürzel aus Buchstaben hin."))
    return values
