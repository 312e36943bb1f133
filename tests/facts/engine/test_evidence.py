# SPDX-License-Identifier: EUPL-1.2
import math
from collections import Counter

import pytest

from soesmart.facts.engine.evidence import Evidence, signs

SAID = [
    (0, {"bus": 1.0, "nacht": 1.0, "wo": 1.0}),
    (0, {"bus": 2.0, "linie": 1.0}),
    (1, {"kirmes": 1.0, "wo": 1.0, "bus": 1.0}),
    (1, {"kirmes": 1.0, "linie": 1.0}),
]


def by_hand(said, asked, facts):
    """The formula once more, one sum at a time."""
    seen = Counter(sign for _fact, text in said for sign in text)
    rarity = {sign: math.log(len(said) / n) for sign, n in seen.items() if n > 1}

    def weighed(text):
        values = {sign: value * rarity[sign] for sign, value in text.items() if sign in rarity}
        length = math.sqrt(sum(value**2 for value in values.values())) or 1.0
        return {sign: value / length for sign, value in values.items()}

    mine = [dict.fromkeys(rarity, 0.1) for _ in range(facts)]
    rest = [dict.fromkeys(rarity, 0.1) for _ in range(facts)]
    for fact, text in said:
        for sign, value in weighed(text).items():
            for other in range(facts):
                (mine if other == fact else rest)[other][sign] += value
    return [
        sum(
            value
            * (
                math.log(mine[fact][sign] / sum(mine[fact].values()))
                - math.log(rest[fact][sign] / sum(rest[fact].values()))
            )
            for sign, value in weighed(asked).items()
        )
        for fact in range(facts)
    ]


@pytest.mark.parametrize("asked", [{"bus": 1.0}, {"kirmes": 1.0, "linie": 3.0, "nie": 1.0}, {"wo": 1.0}])
def test_is_the_formula(asked):
    assert list(Evidence(SAID, 2).of(asked)) == pytest.approx(by_hand(SAID, asked, 2), rel=1e-5)


def test_says_nothing_where_no_sign_is_known():
    assert list(Evidence(SAID, 2).of({"nie": 1.0, "gehoert": 1.0})) == [0.0, 0.0]
    assert list(Evidence([], 0).of({"nie": 1.0})) == []


def test_a_misspelt_word_leaves_signs():
    said = [(0, signs("Wann fährt der Nachtbus?", {})), (0, signs("Gibt es einen Nachtbus?", {}))]
    said += [(1, signs("Wann ist Kirmes?", {})), (1, signs("Gibt es eine Kirmes?", {}))]
    bus, fair = Evidence(said, 2).of(signs("nachtbsu", {}))
    assert bus > 0 > fair


def test_signs_are_letters_words_neighbours_and_meaning():
    found = signs("Am Bus", {"bus": 0.5})
    assert {" am ", "am b", "w:am", "w:bus", "p:am bus"} <= set(found)
    assert found["m:bus"] == 1.5
