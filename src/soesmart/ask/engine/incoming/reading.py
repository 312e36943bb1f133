# SPDX-License-Identifier: EUPL-1.2
from soesmart.ask.engine.incoming.objects import read_objects
from soesmart.ask.engine.incoming.separated import read_separated
from soesmart.ask.engine.incoming.sheets import read_sheet
from soesmart.ask.engine.incoming.table import Table, Unreadable

MOST_BYTES = 150_000_000


def read_table(content: bytes) -> Table:
    """A table out of CSV, Excel, GeoJSON or JSON, told apart by what is inside, not by the file's name."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"Die Datei ist größer als {MOST_BYTES // 1_000_000} MB. Bitte teilen Sie sie.")
    if content.startswith(b"PK\x03\x04"):
        return read_sheet(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("Das ist eine alte Excel-Datei (.xls). Bitte speichern Sie sie als .xlsx oder CSV.")
    beginning = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if beginning[:1] in {b"{", b"["}:
        return read_objects(content)
    if beginning[:5].lower() in {b"<?xml", b"<html", b"<!doc"}:
        raise Unreadable("Das ist XML oder eine Webseite, keine Tabelle.")
    return read_separated(content)
