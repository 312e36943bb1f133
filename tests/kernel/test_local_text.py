# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.words import LocalText

TEXT = LocalText({"de": "Frage", "en": "question"})


def test_a_language_that_is_there_is_given():
    assert TEXT.in_language("en") == ("question", "en")


def test_a_language_that_is_missing_shows_the_source_and_says_so():
    assert TEXT.in_language("de-simple") == ("Frage", "de")
    assert LocalText({"en": "question"}, source_lang="en").in_language("de") == ("question", "en")
