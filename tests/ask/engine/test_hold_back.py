# SPDX-License-Identifier: EUPL-1.2
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask.engine.hate import hateful
from soesmart.ask.engine.hold_back import hit


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["Idiot"], "So viele IDIOTEN!", "idioten"),
        (["Idiot"], "Ein Patriot", ""),
        (["Sau"], "Die Milch ist sauer, es saute alles ein", ""),
        (["Sau"], "Du Sau!", "sau"),
        (["depp*"], "Deppenhafte Planung", "deppenhafte"),
        (["*pack"], "Dieses Lumpenpack", "lumpenpack"),
        (["*pack"], "Ein Packhaus", ""),
        (["*hetze*"], "Die Volkshetzer", "volkshetzer"),
        (["Blödmänner"], "lauter Bloedmaenner", "blodmanner"),
        (["wir kriegen dich"], "Wir  kriegen\nDICH.", "wir kriegen dich"),
        (["", " ", "*", "!"], "irgendetwas", ""),
        ([], "irgendetwas", ""),
        (["сука"], "Сука!", "сука"),
    ],
)
def test_words_of_the_towns_choice(words, text, found):
    assert hit(text, words) == found


@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=100))
def test_any_list_and_text(words, text):
    hit(text, words)


@pytest.mark.parametrize(
    "text", ["Ausländer raus!", "Ihr gehört vergast", "du Arschloch", "Ich weiß, wo du wohnst"]
)
def test_hate_waits(text):
    assert hateful(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gab es in Soest Juden, die vor den Nazis fliehen mussten?",
        "Wie viele Ausländer wohnen in Soest?",
        "Der Bus rast wie verrückt.",
        "Negerküsse heißen heute Schaumküsse, auch auf der Kirmes?",
        "Mongolische Jurten auf der Kirmes?",
    ],
)
def test_questions_do_not(text):
    assert not hateful(text)


def test_no_real_contribution_is_called_hate(shared: Path):
    folder = shared / "data" / "participation" / "cimt"
    for name in ("dataset_CDC.tsv", "dataset_CDM.tsv"):
        with (folder / name).open(encoding="utf-8") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            assert [row["content"] for row in rows if hateful(row["content"])] == []
