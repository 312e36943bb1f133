# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import soesmart
from soesmart.places.imports import import_places
from soesmart.projects.imports import import_projects
from tests import once

TOWNS = Path(soesmart.__file__).parent / "towns"


def load(town: str) -> None:
    """Places and projects of an example town."""
    assert not import_places(TOWNS / town / "places.csv").problems
    assert not import_projects(TOWNS / town / "projects.toml").problems


@once.fixture
def musterstadt() -> None:
    load("musterstadt")


@once.fixture
def soest() -> None:
    load("soest")


@pytest.fixture
def document() -> Callable[..., dict[str, Any]]:
    """A small project as a file tells it."""

    def made(**more: Any) -> dict[str, Any]:
        return {
            "slug": "bank",
            "title": {"de": "Eine Bank am Bach"},
            "summary": {"de": "Wer zu Fuß geht, kann sich setzen."},
            "status": "running",
            "as_of": "2026",
            "example": True,
        } | more

    return made
