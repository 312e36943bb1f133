# SPDX-License-Identifier: EUPL-1.2
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.test import override_settings

import soesmart.towns
from soesmart.facts.imports import run as import_facts
from soesmart.kernel import clock
from soesmart.mobility import queries
from soesmart.mobility.imports import import_example
from soesmart.places.imports import import_places
from tests import once

TOWNS = Path(soesmart.towns.__path__[0])
EXAMPLE = {"town.example": True, "town.name": "Musterstadt"}
SATURDAY = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)


@pytest.fixture
def saturday(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: SATURDAY)
    settings.MEDIA_ROOT = tmp_path / "media"


@once.fixture
def musterstadt(tmp_path_factory) -> Path:
    """The rows of the sandbox; the folder of its timetable's artefact."""
    media = tmp_path_factory.mktemp("sandbox") / "media"
    with override_settings(SOESMART={**conf.SOESMART, **EXAMPLE}, MEDIA_ROOT=media):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: SATURDAY)
            import_places(TOWNS / "musterstadt/places.csv")
            import_facts("fact", TOWNS / "musterstadt/facts.toml")
            report = import_example(TOWNS / "musterstadt/timetable.csv")
        assert (report.created, report.problems) == (1, ())
        return queries.artefacts()


@pytest.fixture
def sandbox(musterstadt, saturday, settings):
    settings.SOESMART = {**settings.SOESMART, **EXAMPLE}
    shutil.copytree(musterstadt, queries.artefacts())
