# SPDX-License-Identifier: EUPL-1.2
from soesmart.ask.engine.incoming.headings import field_of
<<<<<<< HEAD
from soesmart.ask.engine.incoming.objects import read_objects
from soesmart.kernel.tables import reading
from soesmart.kernel.tables.table import Table


def read_table(content: bytes) -> Table:
    """A table out of CSV, Excel, GeoJSON or JSON, told apart by what is inside, not by the file's name."""
    reading.refuse(content)
    if content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] in {b"{", b"["}:
        return read_objects(content)
    return reading.read_table(content, field_of)
=======
from soesmart.kernel.tables.reading import MOST_BYTES
from soesmart.kernel.tables.reading import read_table as read_any
from soesmart.kernel.tables.table import Table

__all__ = ["MOST_BYTES", "read_table"]


def read_table(content: bytes) -> Table:
    """The table of a file whose headings may stand below a title."""
    return read_any(content, field_of)
>>>>>>> room/strategy
