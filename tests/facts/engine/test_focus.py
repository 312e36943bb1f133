# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.facts.engine.focus import places, subjects
from soesmart.kernel.folding import fold, words

STOP = frozenset(fold("es die das ein in der").split())


@pytest.mark.parametrize(
    ("text", "names", "asked"),
    [
        ("Wie viele Brunnen gibt es?", {"brunnen"}, ["brunnen"]),
        ("Welche offenen Daten hat Soest?", {"daten", "soest"}, ["daten"]),
        ("welche daten hat soest", set(), ["daten"]),
        ("Gibt es in Soest LoRaWAN?", {"soest", "lorawan"}, ["lorawan"]),
        ("Was kostet das Karussell?", {"karussell"}, ["karussell"]),
        ("Wann ist das?", set(), []),
        ("Ich mag Brunnen", {"brunnen"}, []),
        ("Wie viele 5?", set(), []),
        ("welche", set(), []),
    ],
)
def test_what_is_asked_for(text, names, asked):
    assert [*subjects(words(fold(text)), frozenset(names), STOP)] == asked


def test_words_where_a_place_stands():
    assert [*places(words(fold("Kirmes in Werl, Bus nach Hamm")))] == ["werl", "hamm"]
