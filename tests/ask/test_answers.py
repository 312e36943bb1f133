# SPDX-License-Identifier: EUPL-1.2
"""Cards of this room for the question box, over the example town's questions."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

import soesmart
from soesmart.ask import facade
from soesmart.ask.imports.categories import import_categories
from soesmart.ask.imports.questions import import_questions
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from soesmart.places.imports import import_places
from tests import once

pytestmark = pytest.mark.django_db
TOWN = Path(soesmart.__file__).parent / "towns" / "musterstadt"

SAME = {
    "Wie komme ich abends nach Ahornhausen?": "abends nach Ahornhausen",
    "wie kome ich abends nach ahornhausn": "abends nach Ahornhausen",
    "Wann öffnet das Hallenbad wieder?": "Hallenbad",
    "wann wird das hallenbat wieder geöffnet": "Hallenbad",
    "Wo sind öffentliche Toiletten in der Altstadt?": "Toiletten",
    "Wo gibt es in der Altstadt eine öffentliche Toilette?": "Toiletten",
    "Gibt es WLAN in der Bücherei?": "freies WLAN in der Stadtbücherei",
    "Solaranlage auf Denkmal erlaubt?": "Solaranlage",
    "Wird es wieder Ferienbetreuung geben?": "Ferienbetreuung",
    "Was passiert mit meinen WLAN-Daten?": "Daten aus dem WLAN",
    "Warum ist der Wochenmarkt nur dienstags?": "Wochenmarkt",
    "Wie viel Strom spart die Straßenbeleuchtung?": "Straßenbeleuchtung",
    "Karte mit kühlen Orten": "kühlen Orten",
    "Bürgerbus für kleine Dörfer": "Bürgerbus",
}
OTHER = (
    "Wann ist der Rat gewählt worden?",
    "Wie beantrage ich einen Personalausweis?",
    "Wo kann ich meinen Hund anmelden?",
    "Wie spät ist es?",
    "Wer ist Bürgermeister?",
    "Wann kommt die Müllabfuhr?",
    "Gibt es eine Ausbildung bei der Stadt?",
    "Was kostet ein Führerschein?",
    "Wie wird das Wetter morgen?",
    "Wo ist das Krankenhaus?",
    "Wo finde ich einen Kinderarzt?",
    "Wann fährt der Bus zum Flughafen?",
    "Wie hoch ist die Hundesteuer?",
    "Wo kommen meine Lebensmittel her?",
    "Wie soll die Stadt 2030 aussehen?",
    "Wie schützen wir das Klima?",
    "Welche Jobs gibt es?",
    "Wo kommt das Fördergeld her?",
    "asdf qwertz",
    "Hallo",
)


EXAMPLE = {"town.example": True}


@once.fixture
def questions():
    import_places(TOWN / "places.csv")
    import_categories(TOWN / "categories.csv")
    with override_settings(SOESMART={**settings.SOESMART, **EXAMPLE}):
        assert not import_questions(TOWN / "questions.csv").problems


@pytest.fixture(autouse=True)
def town(questions, settings):
    settings.SOESMART = {**settings.SOESMART, **EXAMPLE}


def _cards(text: str):
    return facade.answer_box(Question(text, fold(text), "de", date(2026, 11, 22)))


def test_the_same_question_is_found_and_another_is_not_claimed():
    first = {text: next(iter(_cards(text)), None) for text in SAME}
    missed = [text for text, card in first.items() if card is None or SAME[text] not in card.title]
    hesitant = [text for text, card in first.items() if card and card.confidence < 0.6]
    claimed = [
        (text, card.title, card.confidence)
        for text in OTHER
        for card in _cards(text)
        if card.confidence >= 0.6
    ]
    wrong = [
        (text, card.title, card.confidence)
        for text, part in SAME.items()
        for card in _cards(text)
        if card.confidence >= 0.6 and part not in card.title
    ]
    assert (missed, claimed, wrong) == ([], [], [])
    assert len(hesitant) <= 2, hesitant


def test_an_official_answer_speaks_and_an_open_question_says_so():
    card = _cards("Wo sind öffentliche Toiletten in der Altstadt?")[0]
    assert card.text.startswith("In der Altstadt gibt es vier") and not card.open
    assert card.source == "Ordnungsamt (Beispiel)" and card.url.startswith("/fragen/")
    card = _cards("Wann öffnet das Hallenbad wieder?")[0]
    assert card.open and card.text.startswith("Gefragt am") and "neu" in card.text


def test_switched_off_it_still_finds_the_same_words(settings):
    settings.SOESMART = dict(settings.SOESMART) | {"algorithms_off": ["ask.similar", "ask.search"]}
    cards = _cards("hallenbad wieder")
    assert [card.confidence < 0.6 for card in cards] == [True]
    assert [row.title for row in facade.similar("Toiletten Altstadt")] == [
        "Wo finde ich öffentliche Toiletten in der Altstadt?"
    ]
    assert len(facade.search("Toiletten").rows) == 1
