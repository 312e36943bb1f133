# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.kernel.folding import fold, grams


@pytest.mark.parametrize("spelling", ["Ostönnen", "Ostoennen", "ostonnen", "OSTÖNNEN", "Osto\u0308nnen"])
def test_spellings_of_one_village_fold_to_one_word(spelling):
    assert fold(spelling) == "ostonnen"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("neue Bäume!", "neue baume"),
        ("  Wie – schützen wir?", "wie schutzen wir"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_grams_pad_each_word():
    assert grams("ab c") == {" ab", "ab ", " c "}
