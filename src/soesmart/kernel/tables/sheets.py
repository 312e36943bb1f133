# SPDX-License-Identifier: EUPL-1.2
"""The first filled sheet of an Excel workbook as a table.

Read with openpyxl, which goes through a sheet row by row: a stray cell in the last row costs a moment, not
the memory of a billion cells. Formulas count by their last value. Before it sees the file every member is
unpacked once without keeping it: a small file that becomes a huge one is refused, whatever it declares.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from soesmart.kernel.tables.table import MOST_COLUMNS, MOST_ROWS, Table, Unreadable, table_from

_UNPACKED = 400_000_000
_MEMBERS = 2_000
_EMPTY_ROWS = 5_000
_PIECE = 1 << 16


def read_sheet(content: bytes, knows: Callable[[str], object] = lambda _: False) -> Table:
    _unpack(content)
    import openpyxl  # inline: half a second that only Excel files need

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                lines = list(_lines(sheet))
                if lines:
                    return table_from(lines, f"Excel, Blatt „{sheet.title}“", knows)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises what it stumbles over: KeyError, ValueError, ParseError …
        raise Unreadable(f"Die Excel-Datei ist beschädigt ({type(error).__name__}).") from error
    raise Unreadable("Die Excel-Datei enthält kein Blatt mit Inhalt.")


def _unpack(content: bytes) -> None:
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS:
                raise Unreadable("Die Excel-Datei enthält zu viele Teile.")
            for member in members:
                with archive.open(member) as file:
                    beginning = file.read(_PIECE)
                    piece = beginning
                    while piece:
                        total += len(piece)
                        if total > _UNPACKED:
                            raise Unreadable("Ausgepackt ist die Excel-Datei größer als 400 MB.")
                        piece = file.read(_PIECE)
                if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
                    raise Unreadable("Die Excel-Datei enthält Vereinbarungen, die nicht hineingehören.")
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as e:
        if isinstance(e, Unreadable):
            raise
        raise Unreadable("Das ist keine lesbare Excel-Datei (.xlsx).") from e


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    empty = found = 0
    for line, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1):
        cells = [_text(value) for value in row]
        if not any(cells):
            empty += 1
            if empty > _EMPTY_ROWS:  # formatted down to the last row
                return
            continue
        empty, found = 0, found + 1
        if found > MOST_ROWS + 50:
            return
        yield line, cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
