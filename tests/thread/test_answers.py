# SPDX-License-Identifier: EUPL-1.2
"""What became of it: only where the topic really agrees, and only from what is linked."""

from datetime import date

import pytest

from soesmart.kernel.folding import fold
from soesmart.kernel.room import NodeKind, Question
from soesmart.thread import facade as thread
from soesmart.thread.answers import SURE, UNSURE, answer
from soesmart.thread.engine.topic import agrees, asked_about


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Was wurde aus dem Nachtbus?", ("nachtbus",)),
        ("Was ist eigentlich aus der Radwegbeleuchtung geworden?", ("radwegbeleuchtung",)),
        ("Nachtbus was ist draus geworden", ("nachtbus",)),
        ("What became of the night bus?", ("night", "bus")),
        ("Was ist mit dem Hallenbad passiert?", ("hallenbad",)),
        ("Wann fährt der Nachtbus?", ()),
        ("Gibt es einen Nachtbus?", ()),
        ("Was wurde aus der Idee?", ()),
        ("Was kostet ein Parkplatz?", ()),
    ],
)
def test_only_questions_about_an_outcome_have_a_topic(text, topic):
    assert asked_about(fold(text)) == topic


def test_every_word_of_the_topic_must_be_in_the_title():
    assert agrees(("nachtbus",), fold("Smarter Soester Nachtbus"))
    assert agrees(("radwege",), fold("Licht auf dem Radweg"))
    assert agrees(("beleuchtung",), fold("Smarte Radwegbeleuchtung"))
    assert not agrees(("nachtbus", "ampen"), fold("Smarter Soester Nachtbus"))
    assert not agrees(("rad",), fold("Radwegbeleuchtung"))
    assert not agrees((), fold("Nachtbus"))


@pytest.fixture
def searched(town, settings):
    """The test's room lets its projects and questions be found."""
    room = town.room()
    kinds = tuple(
        NodeKind(
            kind.name,
            kind.stop,
            kind.describe,
            known=kind.known,
            candidates=lambda text, name=kind.name: [k for k, (n, _t) in town.public.items() if n == name],
        )
        for kind in room.node_kinds
    )
    settings.SOESMART_ROOMS = (
        *settings.SOESMART_ROOMS[:-1],
        type(room)(name="test", app="tests.thread", node_kinds=kinds),
    )
    return town


def asked(text: str):
    return answer(Question(text, fold(text), "de", date(2026, 11, 28)))


@pytest.mark.django_db
def test_the_thread_says_where_it_stands(searched, team):
    question, project = (
        searched.make("question", "Fährt ein Nachtbus?"),
        searched.make("project", "Nachtbus am Wochenende"),
    )
    trial = searched.make("trial", "Sechs Nächte")
    searched.make("project", "Hallenbad")
    thread.link(team, question, "leads_to", project)
    thread.link(team, project, "tests", trial)
    card, second = asked("Was wurde aus dem Nachtbus?")
    assert card.confidence == SURE and card.open
    assert "Versuch: Sechs Nächte. Noch kein Ergebnis." in card.text
    assert second.confidence == UNSURE
    assert asked("Was wurde aus dem Hallenbad?") == (), "nothing is linked: nothing to tell"
    assert asked("Wann fährt der Nachtbus?") == asked("Was wurde aus dem Nachtbus in Ampen?") == ()


@pytest.mark.django_db
def test_several_that_agree_are_offered_not_put_forward(searched, team):
    for number in range(2):
        goal = searched.make("goal", f"Ziel {number}")
        thread.link(team, goal, "leads_to", searched.make("project", f"Nachtbus {number}"))
    assert [card.confidence for card in asked("Was wurde aus dem Nachtbus?")] == [UNSURE, UNSURE]


@pytest.mark.django_db
def test_switched_off_nothing_is_said(searched, team, settings):
    thread.link(team, searched.make("goal", "Ziel"), "leads_to", searched.make("project", "Nachtbus"))
    assert asked("Was wurde aus dem Nachtbus?")
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["thread.outcome"]}
    assert asked("Was wurde aus dem Nachtbus?") == ()
