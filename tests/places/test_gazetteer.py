# SPDX-License-Identifier: EUPL-1.2
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from soesmart.kernel.folding import fold
from soesmart.places.engine.gazetteer import Gazetteer
from tests.places.conftest import NOT_MEANT, VILLAGES


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Osttönnen", "Ostönnen"),
        ("Ostoennen", "Ostönnen"),
        ("ostonnen", "Ostönnen"),
        ("OSTÖNNEN ", "Ostönnen"),
        ("ostö", "Ostönnen"),
        ("osttö", "Ostönnen"),
        ("altstadt", "Altstadt"),
        ("innestadt", "Altstadt"),
        ("bahnhof", "Bahnhof Soest"),
        ("Bahnhof Soest", "Bahnhof Soest"),
        ("mullingsen", "Müllingsen"),
        ("Muellingsen", "Müllingsen"),
        ("kirche", "Wiesenkirche"),
        ("Röllinksen", "Röllingsen"),
        ("Hattrop", "Hattrop"),
    ],
)
def test_a_name_is_found_as_people_type_it(gazetteer: Gazetteer, typed: str, meant: str):
    assert gazetteer.near(fold(typed))[0].key == meant


@pytest.mark.parametrize(
    "typed",
    ["Westönnen", "Westoennen", "westtönnen", "westonen", "Westö", "Bad Sassendorf", "Lippstadt", "", "x"],
)
def test_what_is_not_ours_is_not_offered(gazetteer: Gazetteer, typed: str):
    assert gazetteer.near(fold(typed)) == ()


def _mentions(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.key for mention in gazetteer.mentions(fold(text))]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Wie komme ich aus der altstadt nach osttoennen?", ["Altstadt", "Ostönnen"]),
        ("Wann fährt der Bus nach Ampn?", ["Ampen"]),
        ("bus von Meckingsn zum bahnhof", ["Meckingsen", "Bahnhof Soest"]),
        ("Ein Spielplatz in Paradiese fehlt", ["Paradiese"]),
        ("Wo liegt Paradiese?", ["Paradiese"]),
        ("paradiese", ["Paradiese"]),
        ("Hattrop und Hattropholsen", ["Hattrop", "Hattropholsen"]),
        ("Die Linie nach Westönnen soll über Ostönnen fahren", ["Westönnen", "Ostönnen"]),
        ("Radweg Müllingsen, Bergede", ["Müllingsen", "Bergede"]),
        ("Was macht Bad Berleburg?", ["Bad Berleburg"]),
    ],
)
def test_names_are_recognised_in_running_text(gazetteer: Gazetteer, text: str, meant: list[str]):
    assert _mentions(gazetteer, text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Die Ampel an der Kreuzung ist kaputt",
        "Ampeln und Lampen, Rampen und Wampen",
        "Die kleinen Paradiese der Kindheit, ein Paradies",
        "Das Zentrum der Debatte",
        "Ein bergendes Dach, Berge von Müll, in Bergen",
        "Bad Sassendorf hat ein Thermalbad",
        "sonst Most und Post",
        "Wir melden uns, wenden Sie sich an Menschen",
        "Blumenwiese und Kirche",
    ],
)
def test_ordinary_words_are_no_places(gazetteer: Gazetteer, text: str):
    assert _mentions(gazetteer, text) == []


def test_a_typo_as_near_to_a_foreign_place_is_left_open(gazetteer: Gazetteer):
    assert "Ostönnen" not in _mentions(gazetteer, "der Zug nach Estönnen")


def _one_slip(name: str) -> set[str]:
    """Every way to write a folded name with one slip after the first letter."""
    typos = set()
    for at in range(1, len(name)):
        typos |= {name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :], name[:at] + name[at + 1 :]}
        for letter in ascii_lowercase:
            typos |= {name[:at] + letter + name[at + 1 :], name[:at] + letter + name[at:]}
    # A slip that makes an umlaut spelt out ("ae") becomes a second one in folding.
    return {fold(typo) for typo in typos if OSA.distance(fold(typo), name) <= 1} - NOT_MEANT


@pytest.mark.parametrize("village", VILLAGES)
def test_one_slip_still_finds_the_place(gazetteer: Gazetteer, village: str):
    for typo in _one_slip(fold(village)):
        assert village in [hit.key for hit in gazetteer.near(typo, limit=20)], typo


@pytest.mark.parametrize("village", VILLAGES)
def test_one_slip_is_recognised_after_a_preposition(gazetteer: Gazetteer, village: str):
    name = fold(village)
    for typo in _one_slip(name):
        rivals = [hit for hit in gazetteer.near(typo) if hit.score >= 0.85]
        if len(typo) >= 5 and typo[0] == name[0] and len(rivals) == 1:
            assert _mentions(gazetteer, f"wann fährt ein bus nach {typo} heute") == [village], typo


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(gazetteer: Gazetteer, text: str):
    folded = fold(text)
    gazetteer.near(folded)
    for mention in gazetteer.mentions(folded):
        assert 0 <= mention.start < mention.end <= len(folded.split())


def test_switched_off_only_exact_names_count(gazetteer: Gazetteer):
    assert gazetteer.near("osttonen", fuzzy=False) == ()
    assert gazetteer.mentions("nach ampn und ostonnen", fuzzy=False)[0].key == "Ostönnen"
