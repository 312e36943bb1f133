# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime
from pathlib import Path

import pytest

import soesmart.towns
from soesmart.facts.imports import run as import_facts
from soesmart.kernel import clock
from soesmart.mobility.imports import import_example
from soesmart.places.imports import import_places

TOWNS = Path(soesmart.towns.__path__[0])
SATURDAY = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)


@pytest.fixture
def saturday(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: SATURDAY)
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def sandbox(saturday, settings):
    own = {"town.example": True, "town.name": "Musterstadt"}
    settings.SOESMART = {**settings.SOESMART, **own}
    import_places(TOWNS / "musterstadt/places.csv")
    import_facts("fact", TOWNS / "musterstadt/facts.toml")
    report = import_example(TOWNS / "musterstadt/timetable.csv")
    assert (report.created, report.problems) == (1, ())
