# SPDX-License-Identifier: EUPL-1.2
import csv
from pathlib import Path

from soesmart.places.engine.table import COLUMNS
from soesmart.places.models import Place


def export_places(path: Path) -> int:
    """The gazetteer as the importer reads it: exporting and importing again changes nothing."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for place in Place.objects.order_by("id").iterator():
            writer.writerow([_cell(getattr(place, column)) for column in COLUMNS])
            count += 1
    return count


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)
