# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import RequestFactory

from soesmart.kernel import clock
from soesmart.kernel.guard import admission, puzzle, token
from soesmart.kernel.guard.errors import NotProven, TokenInvalid, TokenSpent, TooMany
from soesmart.kernel.guard.models import Knock, SpentToken

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture(autouse=True)
def easy(monkeypatch):
    values = dict(settings.SOESMART) | {"guard.bits": 3, "guard.writes": 3}
    monkeypatch.setattr(settings, "SOESMART", values)


def post(**headers: str):
    return RequestFactory().post("/", headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_solved_comes_in_at_once_unsolved_waits_for_a_person():
    form = token.issue("ask.new")
    solution = puzzle.solve(form.nonce, form.bits)
    assert admission.admit(post(), "ask.new", form.text, solution).proven
    assert not admission.admit(post(), "ask.new", token.issue("ask.new").text).proven


def test_who_fills_the_hidden_field_waits():
    form = token.issue("ask.new")
    solution = puzzle.solve(form.nonce, form.bits)
    assert not admission.admit(post(), "ask.new", form.text, solution, trap="https://example.org").proven


def test_a_second_click_learns_what_came_of_the_first():
    form = token.issue("ask.new")
    admission.note_result(admission.admit(post(), "ask.new", form.text), "abc")
    with pytest.raises(TokenSpent) as spent:
        admission.admit(post(), "ask.new", form.text)
    assert spent.value.result == "abc"


def test_a_write_that_failed_may_be_repeated():
    form = token.issue("ask.new")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        admission.admit(post(), "ask.new", form.text)
        raise ZeroDivisionError
    admission.admit(post(), "ask.new", form.text)


def test_a_flood_from_one_address_is_asked_to_wait_and_may_then_go_on(monkeypatch):
    for _ in range(3):
        admission.admit(post(), "ask.new", token.issue("ask.new").text)
    with pytest.raises(TooMany) as refused:
        admission.admit(post(), "ask.new", token.issue("ask.new").text)
    assert 0 < refused.value.wait <= 601
    later = clock.now() + timedelta(seconds=refused.value.wait)
    monkeypatch.setattr(clock, "now", lambda: later)
    admission.admit(post(), "ask.new", token.issue("ask.new").text)


def test_programs_must_solve_the_puzzle():
    form = token.issue("ask.new")
    solved = f"{form.text} {puzzle.solve(form.nonce, form.bits)}"
    with pytest.raises(NotProven):
        admission.admit_program(post(), "ask.new")
    with pytest.raises(NotProven):
        admission.admit_program(post(Proof_Of_Work=f"{form.text} 1.2.3"), "ask.new")
    with pytest.raises(TokenInvalid):
        admission.admit_program(post(Proof_Of_Work=solved), "ask.comment")
    assert admission.admit_program(post(Proof_Of_Work=solved), "ask.new").proven


def test_addresses_are_forgotten_after_minutes_and_tokens_when_they_expire(monkeypatch):
    admission.admit(post(), "ask.new", token.issue("ask.new").text)
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + admission.WINDOW + timedelta(seconds=1))
    admission.forget()
    assert (Knock.objects.count(), SpentToken.objects.count()) == (0, 1)
    monkeypatch.setattr(clock, "now", lambda: start + token.LIFETIME + timedelta(minutes=1))
    admission.forget()
    assert SpentToken.objects.count() == 0
