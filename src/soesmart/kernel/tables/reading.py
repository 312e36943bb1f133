# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

from soesmart.kernel.tables.objects import read_objects
from soesmart.kernel.tables.separated import read_separated
from soesmart.kernel.tables.sheets import read_sheet
from soesmart.kernel.tables.table import Table, Unreadable

MOST_BYTES = 150_000_000


def read_table(content: bytes, knows: Callable[[str], object] = lambda _: False) -> Table:
    """A table out of CSV, Excel, GeoJSON or JSON, told apart by what is inside, not by the file's name.

    `knows` says whether a cell is a heading the caller understands: the headings may stand further down.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"Die Datei ist größer als {MOST_BYTES // 1_000_000} MB. Bitte teilen Sie sie.")
    if content.startswith(b"PK\x03\x04"):
        return read_sheet(content, knows)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("Das ist eine alte Excel-Datei (.xls). Bitte speichern Sie sie als .xlsx oder CSV.")
    beginning = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if beginning[:1] in {b"{", b"["}:
        return read_objects(content)
    if beginning[:5].lower() in {b"<?xml", b"<html", b"<!doc"}:
        raise Unreadable("Das ist XML oder eine Webseite, keine Tabelle.")
    return read_separated(content, knows)
