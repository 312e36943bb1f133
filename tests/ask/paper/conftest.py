# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.places.actions import enter_places


@pytest.fixture
def places(db) -> list[str]:
    names = ("Ampen", "Bergede", "Ostönnen")
    rows = [{"slug": name.lower().replace("ö", "oe"), "name": name, "kind": "village"} for name in names]
    enter_places(rows)
    return [row["slug"] for row in rows]
