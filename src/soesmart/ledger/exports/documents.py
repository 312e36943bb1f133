# SPDX-License-Identifier: EUPL-1.2
"""One report, four files: what is shown in PDF, Excel and JSON is the same structure with the same cents."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from soesmart.kernel.cents import Cents, format_euros

_HERE = Path(__file__).parent
Cell = str | int
"""Text, or cents in a column of money."""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    money: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text and cents. `total` is the last line; empty without one."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `on` is the day it is about: built again later, it is the same byte for byte."""

    name: str
    title: str
    subtitle: str
    town: str
    on: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sums: dict[str, int] = field(default_factory=dict)
    notice: str = ""
    signature: bool = False


def pdf(document: Document) -> bytes:
    """Tagged PDF (PDF/UA-1), made without network and without the machine's own fonts."""
    import typst  # inline: ten megabytes that only documents need

    made = typst.compile(
        str(_HERE / "report.typ"),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_drawn(document), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(_moment(document.on).timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def _drawn(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "town": document.town,
        "year": document.on.year,
        "month": document.on.month,
        "day": document.on.day,
        "notice": document.notice,
        "facts": [list(fact) for fact in document.facts],
        "sections": [
            {
                "title": section.title,
                "paragraphs": list(section.paragraphs),
                "table": _table(section.table) if section.table else None,
            }
            for section in document.sections
        ],
        "signature": document.signature,
        "words": {
            "page": _("Seite"),
            "place": _("Ort, Datum"),
            "signed": _("Unterschrift"),
        },
    }


def _table(table: Table) -> dict[str, Any]:
    def drawn(row: Sequence[Cell]) -> list[Any]:
        return [_shown(cell, column) for cell, column in zip(row, table.columns, strict=True)]

    return {
        "columns": [{"title": c.title, "money": c.money, "wide": c.wide} for c in table.columns],
        "rows": [drawn(row) for row in table.rows],
        "total": drawn(table.total) if table.total else [],
        "size": 8 if len(table.columns) > 5 else 9.5,
    }


def _shown(cell: Cell, column: Column) -> str:
    return format_euros(Cents(cell)) if isinstance(cell, int) else cell


def xlsx(document: Document) -> bytes:
    """A workbook: one sheet of facts and sums, one for each table. Amounts are numbers."""
    import xlsxwriter  # inline: only documents need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": document.title,
            "author": document.town,
            "created": _moment(document.on).replace(tzinfo=None),
        }
    )
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": '#,##0.00 "€"'})
    sums = book.add_format({"bold": True, "num_format": '#,##0.00 "€"', "top": 1})
    sheet = book.add_worksheet(_("Übersicht"))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 60)
    sheet.write(0, 0, document.title, bold)
    lines: list[tuple[str, Any, Any]] = [(name, text, None) for name, text in document.facts]
    lines += [(name, cents / 100, money) for name, cents in document.sums.items()]
    lines += [(section.title, words, None) for section in document.sections for words in section.paragraphs]
    for at, (name, value, look) in enumerate(lines, start=2):
        sheet.write_string(at, 0, name)
        _write(sheet, at, 1, value, look)
    used: set[str] = set()
    for section in document.sections:
        if section.table:
            _sheet(book, _sheet_name(section.title, used), section.table, (bold, money, sums))
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, table: Table, looks: tuple[Any, Any, Any]) -> None:
    bold, money, sums = looks
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, 16 if column.money else 24)
        sheet.write_string(0, at, column.title, bold)
    lines = [(row, money) for row in table.rows] + ([(table.total, sums)] if table.total else [])
    for line, (row, look) in enumerate(lines, start=1):
        for at, cell in enumerate(row):
            value = cell / 100 if isinstance(cell, int) else cell
            _write(
                sheet, line, at, value, look if isinstance(cell, int) else (bold if look is sums else None)
            )


def _write(sheet: Any, line: int, at: int, value: Any, look: Any) -> None:
    """Text stays text: a cell that begins with an equals sign is no formula."""
    if isinstance(value, str):
        sheet.write_string(line, at, value, look)
    else:
        sheet.write_number(line, at, value, look)


def _sheet_name(title: str, used: set[str]) -> str:
    plain = "".join(" " if c in "[]:*?/\\'" else c for c in title)[:28].strip() or "Tabelle"
    name, number = plain, 2
    while name.casefold() in used:
        name, number = f"{plain} {number}", number + 1
    used.add(name.casefold())
    return name


def as_json(document: Document) -> bytes:
    """For programs: all amounts in cents."""
    content = {
        "name": document.name,
        "title": document.title,
        "town": document.town,
        "on": document.on.isoformat(),
        "unit": "EUR cents",
        "facts": dict(document.facts),
        "sums": document.sums,
        "texts": {s.title: list(s.paragraphs) for s in document.sections if s.paragraphs},
        "tables": {
            section.table.key: {
                "title": section.title,
                "columns": [column.title for column in section.table.columns],
                "rows": [list(row) for row in section.table.rows],
                "total": list(section.table.total),
            }
            for section in document.sections
            if section.table
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


FORMATS = {
    "pdf": ("application/pdf", pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
    "json": ("application/json", as_json),
}
