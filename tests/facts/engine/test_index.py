# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.facts.engine.index import Entry, Index

ENTRIES = [
    Entry(
        "kirmes",
        ("Wann Kirmes ist",),
        ("Mittwoch bis Sonntag.",),
        ("Wann ist Kirmes?",),
        needs=(frozenset({"kirmes"}),),
        unless=frozenset({"horse"}),
    ),
    Entry(
        "pferde",
        ("Pferdemarkt",),
        ("Am Donnerstag.",),
        ("Wann ist Pferdemarkt?",),
        needs=(frozenset({"horse"}),),
    ),
    Entry(
        "geld",
        ("Das Geld",),
        ("Vom Bund.",),
        ("Woher kommt das Geld?",),
        needs=(frozenset({"money", "funding"}), frozenset({"origin"})),
    ),
]
INDEX = Index(ENTRIES)


def first(text):
    """The best fact that names all it needs; others are at most listed."""
    return next((match.slug for match in INDEX.match(text) if not match.features.unmet), None)


def test_the_nearest_fact_comes_first():
    assert first("Ab wann ist wieder Kirmes?") == "kirmes"
    assert first("Woher stammt die Kohle?") == "geld"


def test_what_must_be_named_must_be_named():
    assert first("Wann ist Weihnachten?") is None
    assert first("Wie viel Geld hast du?") is None
    unnamed = [match for match in INDEX.match("Welches Geld?") if match.features.unmet]
    assert "geld" in [match.slug for match in unnamed]
    assert all(match.confidence < 0.6 for match in unnamed), "listed, never put forward"


def test_a_concept_that_means_something_else_rules_a_fact_out():
    found = [match.slug for match in INDEX.match("Ist auf der Kirmes Pferdemarkt?")]
    assert found[0] == "pferde" and "kirmes" not in found


def test_a_long_story_is_read_sentence_by_sentence():
    story = "Wir kommen aus dem Urlaub und haben wenig Zeit. Die Kinder lieben die Kirmes. Wann ist die?"
    assert first(story) == "kirmes"


def test_words_known_to_be_meant_count_as_named():
    named = [m.slug for m in INDEX.match("Wann ist das?", ["Kirmes"]) if not m.features.unmet]
    assert named == ["kirmes"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=500))
def test_confidences_are_probabilities_for_any_text(text):
    found = INDEX.match(text)
    assert all(0 <= match.confidence <= 1 for match in found)
    assert list(found) == sorted(found, key=lambda match: (-match.confidence, match.slug))
