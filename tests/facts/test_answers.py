# SPDX-License-Identifier: EUPL-1.2
"""The questions the box must answer, each in several spellings."""

import time
from datetime import date
from pathlib import Path

import pytest
from django.urls import set_script_prefix

import soesmart
from soesmart.facts import facade, imports
from soesmart.facts.actions import publish
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from tests import once

FACTS = Path(soesmart.__file__).parent / "towns" / "soest" / "facts.toml"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

MUST = {
    "soest-2030": (
        "Wie soll Soest 2030 aussehen?", "wie sol soest 2030 ausehen", "Wie wird Soest 2030?",
        "SOEST 2030 ???", "wie soll sost 2030 ausehn",
    ),
    "wofuer-soest-steht": (
        "Wofür steht Soest?", "wofuer steht soest", "Wofür steht unsere Stadt?", "für was steht soest",
        "wofür stet soest",
    ),
    "jobs": ("Welche Jobs gibt es?", "welche jops gibt es", "Jobs?", "welche Job's gibts",
             "was für jobs gibt es hier"),
    "nachts-nach-ostoennen": (
        "Wie komme ich aus der Altstadt nachts nach Osttönnen?", "wie komm ich nachts nach ostoennen",
        "nachts altstadt ostönnen", "Wie kome ich aus der altstadt nachts nach Ostonnen",
        "nachtbuss osttönnen", "Bus in der Nacht von der Altstadt nach Ostönnen",
    ),
    "alter-kinder-krankheit": (
        "Was, wenn ich alt bin, Kinder habe, krank werde?", "was wenn ich alt bin kinder habe krank werde",
        "was wen ich alt bin", "Was, wenn ich krank werde?",
        "wenn ich alt bin kinder hab oder krank werd was dann",
    ),
    "lebensmittel": (
        "Wo kommen meine Lebensmittel her?", "wo komen meine lebensmittel her",
        "Woher kommen meine Lebensmittel",
        "wo kommen meine lebens mittel her", "lebensmitel woher",
    ),
    "big-monster": (
        "Ist das Big Monster noch auf der Kirmes?", "big monster kirmes?", "bigmonster kirmess",
        "is das Big Monstr noch auf der Kirmes", "Ist das Big-Monster noch auf der Allerheiligenkirmes?",
    ),
    "foerdergeld": (
        "Wo kommt das Fördergeld her?", "wo kommt das foerdergeld her", "Woher kommen die Fördermittel?",
        "wo komt das fördergelt her", "Wo kommt der Zuschuss her?",
    ),
    "fuenf-staedte": (
        "Wer macht bei 5 für Südwestfalen mit?", "wer macht bei fünf für südwestfalen mit",
        "5 fuer suedwestfalen wer macht mit", "wer is bei 5 für südwestfahlen dabei",
        "Wer macht mit bei 5 für Südwestfalen",
    ),
    "klima-schuetzen": (
        "Wie schützen wir das Klima?", "wie schuetzen wir das klima", "wie schüzen wir das klima",
        "Wie schützt Soest das Klima", "klima schützen wie",
    ),
}  # fmt: skip


@once.fixture
def town():
    imports.run("fact", FACTS)


def ask(text, language="de"):
    return facade.answer(Question(text, fold(text), language, date(2026, 11, 22)))


def slug(card):
    return card.url.rstrip("/").rsplit("/", 1)[-1]


def test_the_question_leads_to_its_card_in_every_spelling():
    for expected, text in ((slug, text) for slug, spellings in MUST.items() for text in spellings):
        cards = ask(text)
        assert cards and slug(cards[0]) == expected, text
        assert cards[0].confidence >= 0.6, (text, cards[0].confidence)
        assert cards[0].source and cards[0].as_of
        assert all(card.confidence < 0.6 for card in cards[1:]), text


def test_night_trip_says_what_is_known_and_whom_to_ask():
    card = ask("Wie komme ich aus der Altstadt nachts nach Osttönnen?")[0]
    for words in ("C5", "Stand 2012", "Kirmeswoche", "AST", "Gefragt am 22. November 2026", "RLG"):
        assert words in card.text
    assert card.open and card.as_of == "2012" and card.source.startswith("https://www.dorfinfo.de/")


def test_grant_card_says_that_the_total_includes_the_towns_share():
    text = ask("Wo kommt das Fördergeld her?")[0].text
    assert "3,3 Millionen" in text and "schon enthalten" in text and "1,155" in text and "2,145" in text


def test_what_the_facts_do_not_answer_gets_no_sure_card():
    for text in (
        "Personalausweis verlängern",
        "Wann kommt die Müllabfuhr?",
        "Hundesteuer",
        "Öffnungszeiten Bürgerbüro",
        "Wie wird das Wetter?",
        "Kita-Platz",
        "Parkausweis",
        "Baustelle",
        "Bundesliga",
        "Busse in Werl",
        "nachts nach Westönnen",
        "",
        "???",
        "x" * 400,
    ):
        assert all(card.confidence < 0.6 for card in ask(text)), text


def test_cards_come_in_the_language_and_under_the_address_asked_for():
    ask("Is the Big Monster still at the fair?")
    set_script_prefix("/en/")
    try:
        card = ask("Is the Big Monster still at the fair?", "en")[0]
    finally:
        set_script_prefix("/")
    assert card.language == "en" and card.title == "Is the “Big Monster” still at the fair?"
    assert card.url == "/en/wissen/big-monster/"


def test_a_published_change_is_in_the_next_answer():
    assert slug(ask("Wann ist Pferdemarkt?")[0]) == "pferdemarkt"
    publish([("fact", [{"slug": "pferdemarkt", "withdrawn": True}])])
    assert all(slug(card) != "pferdemarkt" for card in ask("Wann ist Pferdemarkt?"))


def test_switched_off_a_plain_word_search_answers(settings):
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["facts.match"]}
    assert {slug(card) for card in ask("Pferdemarkt Donnerstag")} == {"pferdemarkt"}
    assert all(card.confidence == 0.5 for card in ask("Pferdemarkt"))
    assert ask("Wann findet dat statt?") == ()


def test_answers_take_a_fraction_of_the_time_allowed():
    ask("Warm werden")
    started = time.perf_counter()
    for spellings in MUST.values():
        ask(spellings[0])
    assert (time.perf_counter() - started) / len(MUST) < 0.1
