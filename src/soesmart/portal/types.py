# SPDX-License-Identifier: EUPL-1.2
"""What the question box gives to pages and programs. No Django here."""

from dataclasses import dataclass
from typing import Literal

from soesmart.ask.types import OutcomeRow, Promise, QuestionRow
from soesmart.facts.types import Happening, Outcome
from soesmart.kernel.room import Card

Note = Literal["", "empty", "too-long"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the rooms know. `shown` are answers, `listed` may help; `note` says why there is nothing."""

    text: str
    shown: tuple[Card, ...] = ()
    listed: tuple[Card, ...] = ()
    note: Note = ""
    complete: bool = True

    @property
    def cards(self) -> tuple[Card, ...]:
        return (*self.shown, *self.listed)

    @property
    def may_be_kept(self) -> bool:
        """By the page cache, for the next who asks the same."""
        return self.complete and not any(card.discreet for card in self.cards)


@dataclass(frozen=True, slots=True)
class Home:
    """The home page's contents."""

    open_rows: tuple[QuestionRow, ...]
    asked_outcomes: tuple[OutcomeRow, ...]
    told_outcomes: tuple[Outcome, ...]
    dates: tuple[Happening, ...]
    promises: tuple[Promise, ...]

    @property
    def promised_days(self) -> int:
        """The one promise for all kinds; 0 when they differ."""
        days = {promise.working_days for promise in self.promises}
        return days.pop() if len(days) == 1 else 0
