# SPDX-License-Identifier: EUPL-1.2
"""Over the town of Soest: a village of another town never brings what was asked about ours."""

from datetime import date
from pathlib import Path

import pytest

import soesmart
from soesmart.ask import facade
from soesmart.ask.imports.questions import import_questions
from soesmart.kernel import registry
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from soesmart.places.facade import recognise
from soesmart.places.imports import import_places
from tests import once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("soest")]
TOWN = Path(soesmart.__file__).parent / "towns" / "soest"


@once.fixture
def soest():
    import_places(TOWN / "places.csv")
    assert not registry.importers()["facts"].run(TOWN / "facts.toml").problems
    assert not import_questions(TOWN / "questions.csv").problems


def _titles(text: str) -> list[str]:
    asked = Question(text, fold(text), "de", date(2026, 11, 22), recognise(text))
    return [card.title for card in facade.answer_box(asked)]


@pytest.mark.parametrize("where", ["Ostönnen", "osttönnen", "Ostoennen"])
def test_the_village_however_it_is_written(where):
    assert "Wie komme ich nachts nach Ostönnen?" in _titles(f"Fährt nachts ein Bus nach {where}?")


@pytest.mark.parametrize("where", ["Westönnen", "westoennen", "Ampen", "Werl", "Lippstadt"])
def test_another_place_however_near_its_name(where):
    assert "Wie komme ich nachts nach Ostönnen?" not in _titles(f"Fährt nachts ein Bus nach {where}?")
