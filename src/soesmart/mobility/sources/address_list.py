# SPDX-License-Identifier: EUPL-1.2
"""A town's own list of addresses: CSV with street, number, lon, lat and, if known, place and postcode."""

import csv
from pathlib import Path

from soesmart.mobility.engine.address_table import Addresses, House, Named, address_table

NEEDED = ("street", "number", "lon", "lat")


class UnreadableList(ValueError):
    """The file lacks a column, or a row its position."""


def read_list(path: Path) -> Addresses | None:
    """Lines that begin with # are skipped."""
    named = Named()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        if not set(NEEDED) <= set(rows.fieldnames or ()):
            raise UnreadableList(f"{path.name}: nötig sind die Spalten {', '.join(NEEDED)}.")
        for row in rows:
            try:
                lat, lon = float(row["lat"]), float(row["lon"])
            except (TypeError, ValueError):
                raise UnreadableList(f"{path.name}, Zeile {rows.line_num}: lon oder lat fehlt.") from None
            named.houses.append(
                House(
                    row["street"], row["number"], lat, lon, row.get("place") or "", row.get("postcode") or ""
                )
            )
    return address_table(named)
