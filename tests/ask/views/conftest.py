# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.places.imports import import_places
from tests import once
from tests.places.conftest import SOEST


@once.fixture
def soest():
    import_places(SOEST)


@pytest.fixture(autouse=True)
def _easy(settings, soest):
    """Soest's places, and puzzles that cost no time."""
    settings.SOESMART = {**settings.SOESMART, "guard.bits": 1, "guard.writes": 1000, "town.name": "Soest"}
