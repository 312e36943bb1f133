# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from soesmart.kernel.folding import fold
from soesmart.kernel.room import Card, Question
from soesmart.places.answers import answer
from soesmart.places.facade import recognise
from soesmart.places.imports import import_places
from tests import once
from tests.places.conftest import SOEST

pytestmark = pytest.mark.django_db


@once.fixture
def soest():
    import_places(SOEST)


@pytest.fixture(autouse=True)
def _named(soest, settings):
    settings.SOESMART = {**settings.SOESMART, "town.name": "Soest"}


def _ask(text: str) -> list[Card]:
    return list(answer(Question(text, fold(text), "de", date(2026, 11, 22), recognise(text))))


@pytest.mark.parametrize(
    ("text", "expected", "as_of"),
    [
        ("Wie viele Leute wohnen in Ostönnen?", "im Jahr 2017 1.067 Menschen", "2017"),
        ("wieviele einwohner hat osttoennen", "1.067", "2017"),
        ("Wie groß ist Ampen?", "1.533", "2023"),
        ("Wie viele Einwohner hat Soest?", "48.250", "2023"),
        ("Wie viele Menschen leben in Paradiese?", "65 Menschen (ohne Jahresangabe)", ""),
        ("Wie viele Leute wohnen in Röllingsen?", "wissen wir nicht", ""),
        ("Wo liegt Ampen?", "Ampen ist ein Ortsteil von Soest. Lage: 51,5528° Nord", ""),
        ("wo ist denn mullingsen", "Müllingsen ist ein Ortsteil", ""),
        ("Wo liegt Röllingsen?", "wissen wir noch nicht", ""),
        ("Wo liegt Westönnen?", "gehört nicht zu Soest, sondern zu Werl", ""),
        ("Gehört Westönnen zu Soest? Wo liegt das?", "nicht zu Soest", ""),
        ("Welche Dörfer gehören zu Soest?", "18 Ortsteile", ""),
        ("Wie viele Ortsteile hat Soest", "18 Ortsteile", ""),
        ("Ampen", "1.533", "2023"),
    ],
)
def test_questions_about_a_place_are_answered_with_source(text: str, expected: str, as_of: str):
    card = _ask(text)[0]
    assert expected in card.text
    assert card.as_of == as_of
    assert card.source
    assert card.confidence >= 0.6


def test_what_is_not_known_is_open():
    assert _ask("Wie viele Leute wohnen in Röllingsen?")[0].open
    assert _ask("Wo liegt Röllingsen?")[0].open
    assert not _ask("Wo liegt Ampen?")[0].open


@pytest.mark.parametrize(
    "text",
    [
        "Bus nach Ostönnen",
        "Wie komme ich aus der Altstadt nachts nach Osttönnen?",
        "Wie soll Soest 2030 aussehen?",
        "Wofür steht Soest?",
        "Wo kann ich in Soest mein Auto laden?",
        "Wie viele Fahrräder gibt es in Ampen?",
        "Wie viele Leute fahren in Soest mit dem Bus zur Arbeit?",
        "Wo ist in Ampen ein Spielplatz?",
        "Wer macht bei 5 für Südwestfalen mit?",
        "Was, wenn ich alt bin, Kinder habe, krank werde?",
        "Welche Jobs gibt es?",
        "Wo kommt das Fördergeld her?",
        "Was kostet das Leben in Soest?",
        "",
    ],
)
def test_questions_about_something_else_are_left_to_others(text: str):
    assert [card for card in _ask(text) if card.confidence >= 0.6] == []


def test_an_answer_leads_to_its_page():
    assert _ask("Wo liegt Ostönnen?")[0].url == "/orte/ostoennen/"
    assert _ask("Wo liegt Westönnen?")[0].url == "/orte/"
