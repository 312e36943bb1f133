# SPDX-License-Identifier: EUPL-1.2
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask.addresses import new_short, short_of, slug_of
from soesmart.ask.checks import clean_text
from soesmart.ask.engine.closeness import same_place
from soesmart.ask.engine.similar import Query, chosen_grams
from soesmart.ask.engine.titles import address_words, title_from
from soesmart.ask.types import Refused
from soesmart.kernel.folding import fold


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Wann kommt der Bus? Ich warte.", "Wann kommt der Bus?"),
        ("Das Haus Nr. 5 ist leer. Warum?", "Das Haus Nr. 5 ist leer."),
        ("Erste Zeile\nzweite Zeile", "Erste Zeile"),
        ("  Viele   Leerzeichen  ", "Viele Leerzeichen"),
        ("a" * 200, "a" * 139 + "…"),
        ("Wort " * 50, ("Wort " * 27).strip() + "…"),
    ],
)
def test_titles(text, title):
    assert title_from(text, 140) == title


@given(st.text(min_size=1), st.integers(10, 140))
def test_titles_are_short_and_on_one_line(text, longest):
    title = title_from(text, longest)
    assert len(title) <= longest and "\n" not in title


@given(st.text(max_size=200))
def test_addresses_find_their_question_whatever_the_title(title):
    short = new_short()
    slug = slug_of(title, short)
    assert short_of(slug) == short
    assert len(address_words(title)) <= 60 and slug.isascii()


@given(st.text(max_size=300))
def test_clean_texts_stay_clean(text):
    try:
        clean = clean_text(text, "text", 300)
    except Refused as refused:
        assert refused.field == "text" and refused.text
        return
    assert clean_text(clean, "text", 300) == clean
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in clean)
    clean.encode("utf-8")


def _match(query: str, title: str, text: str = ""):
    return Query(fold(query), {}).match(fold(title), fold(f"{title} {text}"))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Nachtbus nach Ostönnen", "Wie komme ich mit dem Nachtbus nach Ostönnen?"),
        ("Nachtbuss nach Osttönnen", "Wie komme ich mit dem Nachtbus nach Ostönnen?"),
        ("Radwege beleuchten", "Beleuchtung am Radweg"),
        ("Straßenlaterne defekt", "Defekte Laternen in der Straße"),
    ],
)
def test_the_same_matter_in_other_words(query, title):
    assert _match(query, title).score > 0.6


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Wann öffnet das Hallenbad?", "Wann kommt der Nachtbus?"),
        ("Wie kann ich das machen?", "Wie lauten die Ziele?"),
        ("", "Wie lauten die Ziele?"),
    ],
)
def test_another_matter(query, title):
    assert _match(query, title).score < 0.35


def test_a_known_name_equals_only_itself():
    names = frozenset({"ostonnen", "westonnen", "ampen"})

    def share(query: str, title: str) -> float:
        return Query(fold(query), {}, names).match(fold(title), fold(title)).query

    assert share("Westönnen", "Ostönnen") == 0
    assert share("Ampen", "neue Lampen") == 0
    assert share("Ostönnen", "Ostönnen") == pytest.approx(1)


@pytest.mark.parametrize(
    ("here", "others", "said", "same"),
    [
        ("ostoennen", "", "ostoennen", True),
        ("ostoennen", "", "", True),
        ("ostoennen", "", "ampen", False),
        ("", "werl", "", False),
        ("", "werl", "ostoennen", False),
        ("", "werl", "werl", True),
        ("", "", "ostoennen", True),
    ],
)
def test_a_text_about_another_place_is_no_answer(here, others, said, same):
    assert same_place(frozenset(here.split()), frozenset(others.split()), frozenset(said.split())) is same


@given(st.text(max_size=80), st.text(max_size=80))
def test_scores_are_shares(query, title):
    match = _match(query, title)
    assert 0 <= match.query <= 1.0001 and 0 <= match.title <= 1.0001


@given(st.text(min_size=1, max_size=80).filter(lambda text: fold(text)))
def test_a_text_matches_itself(text):
    assert _match(text, text).score == pytest.approx(1.0)


@given(st.dictionaries(st.text(min_size=3, max_size=3), st.integers(1, 9_000), max_size=60))
def test_chosen_grams_are_the_rarest(counts):
    chosen = chosen_grams(counts, 6_000)
    rest = [count for gram, count in counts.items() if gram not in chosen]
    assert not rest or max(counts[gram] for gram in chosen) <= min(rest)
    assert len(chosen) >= min(6, len(counts))
