# SPDX-License-Identifier: EUPL-1.2
"""What the question box says about votes: where one can vote now, and what came of one that is over."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from soesmart.decide.answers import answer
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question

pytestmark = pytest.mark.django_db


def asked(text, language="de"):
    return list(answer(Question(text, fold(text), language, date(2026, 11, 28))))


@pytest.mark.parametrize(
    "text",
    [
        "Wo kann ich abstimmen?",
        "Was ist das Bürgerbudget?",
        "wo gebe ich meinen stimmzettel ab",
        "Can I vote?",
    ],
)
def test_a_running_vote_is_named_with_its_end_and_its_page(box, text):
    urn = box()
    (card,) = asked(text)
    assert (card.url, card.open) == (f"/mitentscheiden/{urn.vote.slug}/", True)
    assert card.confidence >= 0.6 and "bis" in card.text and card.title == "Parcours"


@pytest.mark.parametrize("text", ["Wann fährt der Bus?", "Meine Tonne wurde nicht geleert", ""])
def test_nothing_is_said_to_other_questions(box, text):
    box()
    assert asked(text) == []


def test_before_the_beginning_it_says_when(new_vote):
    new_vote()
    (card,) = asked("Wo kann ich abstimmen?")
    assert card.text.startswith("Abstimmen können Sie ab ")


def test_a_result_is_told_when_there_is_one_and_not_before(box, hour):
    rule = {"method": "equal-shares", "utility": "points", "completion": "none"}
    urn = box(rule=rule)
    assert asked("Wie ist die Abstimmung ausgegangen?") == []
    urn.cast(0, {"4": 100_000_00})
    hour.now = urn.vote.closes_at + timedelta(days=30)
    urn.finish()
    (card,) = asked("Wie ist die Abstimmung ausgegangen?")
    assert card.url == f"/mitentscheiden/{urn.vote.slug}/ergebnis/"
    assert card.text == "1 Projekt wird empfohlen. Der Rat entscheidet." and not card.open


def test_an_example_is_never_told_as_fact(box, hour):
    rule = {"method": "equal-shares", "utility": "points", "completion": "none"}
    urn = box(rule=rule, example=True)
    urn.cast(0, {"4": 100_000_00})
    hour.now = urn.vote.closes_at + timedelta(days=30)
    urn.finish()
    (card,) = asked("Ergebnis der Abstimmung?")
    assert card.confidence < 0.6


def test_plain_words_for_plain_language(box):
    box()
    with translation.override("de"):
        (card,) = asked("Wo kann ich abstimmen?", "de-simple")
    assert card.text.startswith("Sie können abstimmen bis ")
    assert asked("Where can I vote?", "en")[0].text.startswith("You can vote")


def test_it_can_be_switched_off(box, monkeypatch):
    box()
    monkeypatch.setattr("soesmart.decide.answers.permit", lambda *_: False)
    assert asked("Wo kann ich abstimmen?") == []


@pytest.mark.parametrize("text", ["Wie groß ist das Budget des Radwegs?", "Wann sind Wahlen?"])
def test_of_words_that_may_mean_something_else_it_is_not_sure(box, text):
    box()
    assert all(card.confidence < 0.6 for card in asked(text))
