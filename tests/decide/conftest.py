# SPDX-License-Identifier: EUPL-1.2
"""Votes to cast in, at any hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from soesmart.accounts.facade import Actor, Held
from soesmart.decide.actions import opening, phases, preparing, printing, tallying
from soesmart.decide.actions.casting import cast
from soesmart.decide.actions.preparing import NewOption, NewVote
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Vote
from soesmart.decide.types import CastReceipt, NewBallot
from soesmart.kernel import clock

TEAM = Actor(account_id=1, grants=(Held("team"),))
COSTS = {"1": 400_000_00, "2": 300_000_00, "3": 900_000_00, "4": 100_000_00}


@dataclass
class Box:
    """An open vote with its codes."""

    vote: Vote
    codes: tuple[str, ...]

    def cast(self, at: int, choices: dict[str, Any], attempt: str = "attempt-1", **more: Any) -> CastReceipt:
        return cast(self.vote.pk, NewBallot(self.codes[at], choices, attempt, **more))

    def row(self) -> Vote:
        return Vote.objects.get(pk=self.vote.pk)

    def finish(self) -> Vote:
        """To the end: closed, opened, counted."""
        phases.note_end(self.vote.pk)
        opening.open_due()
        tallying.run(self.vote.pk)
        return self.row()


@dataclass
class Clock:
    now: datetime

    def later(self, **much: int) -> None:
        self.now += timedelta(**much)


@pytest.fixture
def hour(monkeypatch) -> Clock:
    held = Clock(clock.now())
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def new_vote(hour) -> Callable[..., Vote]:
    def make(**more: Any) -> Vote:
        given: dict[str, Any] = {
            "title": {"de": "Parcours"},
            "eligible": {"de": "alle ab 14"},
            "budget": 1_000_000_00,
            "form": Form.MONEY,
            "purse": 1_000_000_00,
            "opens_at": hour.now + timedelta(hours=1),
            "closes_at": hour.now + timedelta(days=2),
        }
        vote = preparing.prepare(TEAM, NewVote(**{**given, **more}))
        options = [NewOption(number, {"de": f"Projekt {number}"}, cost) for number, cost in COSTS.items()]
        preparing.set_options(TEAM, vote.pk, options)
        return vote

    return make


@pytest.fixture
def box(new_vote, hour) -> Callable[..., Box]:
    def make(codes: int = 40, **more: Any) -> Box:
        vote = new_vote(**more)
        made = printing.new_codes(TEAM, vote.pk, codes)
        hour.later(hours=1)
        phases.advance()
        return Box(Vote.objects.get(pk=vote.pk), made)

    return make
