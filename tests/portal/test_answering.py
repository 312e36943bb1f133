# SPDX-License-Identifier: EUPL-1.2
"""The box waits for nobody. Answerers here block on events, so nothing depends on how fast a machine is."""

import threading
import time
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils.translation import get_language

from soesmart.kernel.newest import Newest
from soesmart.kernel.room import Answerer, Card, Question
from soesmart.portal import answering

QUESTION = Question("Wo?", "wo", "de", date(2026, 5, 4))


def card(room: str, confidence: float = 0.9) -> Card:
    return Card(room, f"Antwort von {room}", "Text", "/", "Quelle", "2026", confidence)


@pytest.fixture(autouse=True)
def fresh_tally(monkeypatch):
    monkeypatch.setattr(answering, "tally", answering.Tally())
    monkeypatch.setattr(answering, "PATIENCE", 0.6)
    yield
    answering.close_pool()


@pytest.fixture
def stuck():
    """An answerer that does not come back before the test ends."""
    let_go = threading.Event()
    yield Answerer("stuck", lambda _question: let_go.wait(30) and ())
    let_go.set()


def broken(_question):
    raise RuntimeError("out of order")


@pytest.mark.django_db(transaction=True)
def test_the_pool_drops_who_is_late_and_keeps_the_rest(stuck):
    started = time.monotonic()
    found = answering.ask_all([stuck, Answerer("quick", lambda _q: [card("quick")])], QUESTION)
    assert [c.room for c in found.cards] == ["quick"]
    assert not found.complete
    assert time.monotonic() - started < 20  # far below the 30 s the other one would take
    assert answering.tally.counts == {("stuck", "late"): 1, ("quick", "answered"): 1}


@pytest.mark.django_db(transaction=True)
def test_who_never_comes_back_is_asked_no_more_until_let_go(monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 0.05)
    let_go = threading.Event()
    asked = []
    slow = Answerer("slow", lambda _q: asked.append(1) or (let_go.wait(30) and ()))
    for _ in range(answering.STRIKES + 2):
        answering.ask_all([slow], QUESTION)
    assert len(asked) == answering.STRIKES
    let_go.set()
    answering.close_pool()
    answering.ask_all([slow], QUESTION)
    assert len(asked) == answering.STRIKES + 1


@pytest.mark.django_db(transaction=True)
def test_late_because_of_the_crowd_is_no_strike(monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 0.0)
    late = Answerer("late", lambda _q: threading.Event().wait(0.01) or [card("late")])
    for _ in range(3 * answering.STRIKES):
        answering.ask_all([late], QUESTION)
        answering.close_pool()  # each call has come back before the next question
    monkeypatch.setattr(answering, "PATIENCE", 20.0)
    assert [c.room for c in answering.ask_all([late], QUESTION).cards] == ["late"]


@pytest.mark.django_db(transaction=True)
def test_a_broken_answerer_does_not_break_the_box(caplog):
    found = answering.ask_all(
        [Answerer("bad", broken), Answerer("good", lambda _q: [card("good")])], QUESTION
    )
    assert [c.room for c in found.cards] == ["good"]
    assert answering.tally.counts["bad", "broke"] == 1
    assert "bad broke" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_answerers_in_the_pool_speak_the_language_of_the_page(monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 20.0)  # the first address needs the whole address book
    seen = []
    spy = Answerer("a", lambda _q: seen.append((get_language(), reverse("home"))) or ())
    answering.ask_all([spy], replace(QUESTION, language="en"))
    assert seen == [("en", "/en/")]


@pytest.mark.django_db(transaction=True)
def test_an_ended_pool_leaves_no_open_connection():
    used = []

    def spy(_question):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        used.append(connections["default"])
        return ()

    answering.ask_all([Answerer("a", spy), Answerer("b", spy)], QUESTION)
    answering.close_pool()
    assert len(used) == 2
    # An in-memory database lives as long as its connections: Django does not close those.
    assert connection.vendor == "sqlite" or [wrapper.connection for wrapper in used] == [None, None]


def compute(seconds: float) -> list[Card]:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return [card("computing")]


@pytest.mark.django_db(transaction=True)
def test_who_computes_too_long_is_dropped(monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 20.0)
    slow = Answerer("slow", lambda _q: compute(1.5 * answering.LIMIT))
    assert answering.ask_all([slow], QUESTION).complete  # the first call builds what the others use
    found = answering.ask_all([slow], QUESTION)
    assert (found.cards, found.complete) == ((), False)
    assert answering.tally.counts == {("slow", "answered"): 1, ("slow", "overran"): 1}


@pytest.mark.django_db(transaction=True)
def test_an_index_made_anew_costs_no_answers(monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 20.0)
    index: Newest[str] = Newest()
    stamps = iter("aab")

    def answer(_question):
        return [card(index.of(next(stamps), lambda: compute(1.5 * answering.LIMIT) or "index"))]

    for _ in "aab":
        assert answering.ask_all([Answerer("index", answer)], QUESTION).complete
    assert answering.tally.counts == {("index", "answered"): 3}


@pytest.mark.django_db(transaction=True)
def test_a_busy_machine_makes_answers_late_and_not_fewer(monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 20.0)
    late = Answerer("late", lambda _q: threading.Event().wait(2 * answering.LIMIT) or [card("late")])
    assert [c.room for c in answering.ask_all([late], QUESTION).cards] == ["late"]


def test_inside_a_transaction_rooms_answer_in_the_same_thread(db):
    seen = []
    answering.ask_all([Answerer("a", lambda _q: seen.append(threading.current_thread()) or ())], QUESTION)
    assert seen == [threading.current_thread()]


def test_inside_a_transaction_an_overrun_is_dropped_too(db, monkeypatch):
    monkeypatch.setattr(answering, "LIMIT", -1.0)
    slow = Answerer("slow", lambda _q: [card("slow")])
    answering.ask_all([slow], QUESTION)
    assert answering.ask_all([slow], QUESTION).cards == ()
    assert answering.tally.counts == {("slow", "answered"): 1, ("slow", "overran"): 1}


def test_who_fails_again_and_again_rests(db):
    called = []
    bad = Answerer("bad", lambda _q: called.append(1) or broken(_q))
    for _ in range(answering.STRIKES + 3):
        answering.ask_all([bad], QUESTION)
    assert len(called) == answering.STRIKES
    assert answering.tally.counts["bad", "rested"] == 3
