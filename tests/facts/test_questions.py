# SPDX-License-Identifier: EUPL-1.2
"""The held-out questions keep their bounds at every change, those it was tuned on in ./run test --full;
`./run bench ask` asks the whole box."""

import pytest

from soesmart.facts.engine.index import Index
from soesmart.portal.queries import NEAREST
from tools.workshop.fit import TUNING, town_index
from tools.workshop.questions import read

pytestmark = pytest.mark.slow

HELD_OUT = ("held_out", "held_out_second")
SETS = [
    pytest.param(TUNING, id="tuning", marks=pytest.mark.full),
    *(pytest.param((name,), id=name) for name in HELD_OUT),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return town_index()


@pytest.mark.parametrize("names", SETS)
def test_right_cards_in_the_top_three_and_hardly_a_false_one(index, names):
    questions = [question for name in names for question in read(name)]
    hits = false = 0
    for question in questions:
        found = [m for m in index.match(question.text) if m.confidence >= NEAREST]
        hits += any(m.slug in question.expected for m in found[:3])
        false += any(m.confidence >= 0.6 and m.slug not in question.expected for m in found)
    assert hits / sum(1 for q in questions if q.expected) >= 0.95
    assert false / len(questions) <= 0.02


def test_the_sets_are_large_enough_and_apart():
    tuning = {q.text for name in TUNING for q in read(name)}
    held = {q.text for name in HELD_OUT for q in read(name)}
    assert sum(1 for name in (*TUNING, *HELD_OUT) for q in read(name) if q.expected) >= 200
    assert len(held & tuning) <= 5
