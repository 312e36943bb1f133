# SPDX-License-Identifier: EUPL-1.2
from soesmart.ask.engine.incoming.headings import field_of
from soesmart.kernel.tables.reading import MOST_BYTES
from soesmart.kernel.tables.reading import read_table as read_any
from soesmart.kernel.tables.table import Table

__all__ = ["MOST_BYTES", "read_table"]


def read_table(content: bytes) -> Table:
    """The table of a file whose headings may stand below a title."""
    return read_any(content, field_of)
