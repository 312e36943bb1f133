# SPDX-License-Identifier: EUPL-1.2
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.folding import fold, grams, words


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


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_folded_text_has_one_alphabet_whatever_comes_in(text):
    folded = fold(text)
    assert re.fullmatch(r"(?:[0-9a-z\u0400-\u04ff\u0600-\u06ff]+(?: |$))*", folded)
    assert fold(text.upper()) == fold(text.upper().lower())


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_the_quick_way_folds_like_the_thorough_one(text):
    def thorough(text):
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
        for letter, base in {"æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d"}.items():
            letters = letters.replace(letter, base)
        spelt = re.sub(r"(?<![aeiou])([aou])e", r"\1", letters)
        return re.sub(r"[^0-9a-z\u0400-\u04ff\u0600-\u06ff]+", " ", spelt).strip()

    assert fold(text) == thorough(text)


@given(st.sampled_from("äöüÄÖÜ"), st.text("bcdfgklmnrst", min_size=1, max_size=5))
def test_umlaut_two_letters_and_base_letter_meet(umlaut, rest):
    base = unicodedata.normalize("NFKD", umlaut)[0]
    assert fold(f"{rest}{umlaut}{rest}") == fold(f"{rest}{base}e{rest}") == fold(f"{rest}{base}{rest}")


def test_words_come_in_order():
    assert words(fold("Wie schützen wir?")) == ("wie", "schutzen", "wir")
