# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.facts.engine.compounds import split
from soesmart.facts.engine.lexicon import Lexicon
from soesmart.facts.engine.stem import stem

LEXICON = Lexicon([("bigmonster", ["Big Monster"], False), ("away", ["Werl", "Westönnen"], True)])


def named(text):
    return {key for key, strength in LEXICON.named(text).items() if strength >= 0.35}


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Nachtbus", {"night", "bus"}),
        ("Nacht-Bus", {"night", "bus"}),
        ("nachtbuss", {"night", "bus"}),
        ("Bus in der Nacht", {"night", "bus"}),
        ("Fördergeld", {"funding"}),
        ("foerdergelt", {"funding"}),
        ("Fördermittel", {"funding"}),
        ("Radwegbeleuchtung", {"cyclepath", "light"}),
        ("Kirmess", {"kirmes"}),
        ("big monstr", {"bigmonster"}),
        ("BigMonster", {"bigmonster"}),
        ("smart city", {"smartcity"}),
    ],
)
def test_words_mean_their_concepts_however_they_are_spelt(text, concepts):
    assert concepts <= named(text)


@pytest.mark.parametrize("text", ["Hundesteuer", "Personalausweis", "Müllabfuhr", "Busfahrkarte"])
def test_matters_of_other_offices_are_known_as_such(text):
    assert [unit.kind for unit in LEXICON.units(text)] == ["other"]


def test_places_elsewhere_are_not_taken_for_ours():
    assert [unit.kind for unit in LEXICON.units("Westönnen")] == ["elsewhere"]


def test_stop_words_say_nothing():
    assert LEXICON.units("Wie ist das denn so?") == ()


@pytest.mark.parametrize(
    ("word", "parts", "whole"),
    [
        ("radwegbeleuchtung", ("radweg", "beleuchtung"), True),
        ("klimaziele", ("klima", "ziele"), True),
        ("quarkbeleuchtung", ("beleuchtung",), False),
        ("bus", (), False),
    ],
)
def test_compounds_fall_into_known_parts(word, parts, whole):
    assert split(word, frozenset({"radweg", "beleuchtung", "klima", "ziele"})) == (parts, whole)


def test_stems_meet_and_keep_nacht_apart_from_nach():
    assert stem("gebauden") == stem("gebaude") and stem("nacht") != stem("nach")


@given(st.text(max_size=300))
def test_any_text_is_understood_without_breaking(text):
    for unit in LEXICON.units(text):
        assert unit.keys and all(0 < strength <= 1 for strength in unit.keys.values())
