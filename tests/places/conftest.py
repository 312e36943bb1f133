# SPDX-License-Identifier: EUPL-1.2
import csv
from pathlib import Path

import pytest

import soesmart
from soesmart.kernel.folding import fold
from soesmart.places.engine.gazetteer import Entry, Gazetteer
from soesmart.places.engine.spellings import spellings

SOEST = Path(soesmart.__file__).parent / "towns" / "soest" / "places.csv"


def _rows() -> list[dict[str, str]]:
    with SOEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _folded(cell: str) -> frozenset[str]:
    return frozenset(fold(word) for word in cell.split(";") if word)


VILLAGES = [row["name"] for row in _rows() if row["kind"] == "village"]
NOT_MEANT = frozenset().union(*(_folded(row["not_meant"]) for row in _rows()))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Soest's places; the key is the name."""
    return Gazetteer(
        Entry(
            key=row["name"],
            names=spellings(row["name"], row["aliases"].split(";"), "Soest"),
            not_meant=_folded(row["not_meant"]),
            also_words=_folded(row["also_words"]),
            with_article=row["kind"] in {"quarter", "landmark"},
            foreign=row["kind"] == "elsewhere",
        )
        for row in _rows()
    )
