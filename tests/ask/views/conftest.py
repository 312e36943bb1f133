# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.places.imports import import_places
from tests.places.conftest import SOEST


@pytest.fixture(autouse=True)
def _easy(settings, db):
    """Soest's places, and puzzles that cost no time."""
    settings.SOESMART = {**settings.SOESMART, "guard.bits": 1, "guard.writes": 1000, "town.name": "Soest"}
    import_places(SOEST)
