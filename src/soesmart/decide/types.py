# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from soesmart.decide.engine.box.ballots import Form, Sheet
from soesmart.kernel.words import LocalText


class Phase(StrEnum):
    """In this order, never back."""

    COLLECT = "collect"
    CHECK = "check"
    VOTE = "vote"
    COUNT = "count"
    RESULT = "result"
    FOLLOW_UP = "follow_up"


PHASES = tuple(Phase)


class Way(StrEnum):
    ONLINE = "online"
    STALL = "stall"
    PAPER = "paper"


class Council(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"
    CHANGED = "changed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class OptionView:
    """A project on the ballot. Money in cents."""

    number: str
    title: LocalText
    text: LocalText
    cost: int
    place: str
    category: str
    origin_kind: str
    origin_id: UUID | None
    outcome: str
    outcome_text: LocalText


@dataclass(frozen=True, slots=True)
class VoteView:
    id: UUID
    slug: str
    title: LocalText
    lede: LocalText
    eligible: LocalText
    phase: Phase
    form: Form
    budget: int
    purse: int
    most: int
    rule: Mapping[str, str]
    options: tuple[OptionView, ...]
    collect_until: datetime | None
    opens_at: datetime
    closes_at: datetime
    late_until: datetime
    example: bool
    roll_size: int
    roll_root: str
    seed: str
    box_key: str
    by_village: bool
    mail_codes: bool
    sms_codes: bool
    message_codes: int
    frozen: bool
    box_root: str
    result: Mapping[str, Any]
    council: Council
    council_at: date | None
    council_text: LocalText
    council_url: str

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.form, tuple(option.number for option in self.options), self.purse, self.most)


@dataclass(frozen=True, slots=True)
class NewBallot:
    """A ballot as it comes in. `attempt` is the same when the same ballot is sent again."""

    code: str
    choices: Mapping[str, Any] = field(repr=False)
    attempt: str
    way: Way = Way.ONLINE
    batch: str = ""
    village: str = ""
    first_wins: bool = False
    cast_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CastReceipt:
    """`changed`: an earlier ballot of the same code gave way."""

    receipt: str
    mark: str
    choices: Mapping[str, int]
    changed: bool


class Refused(Exception):
    """A rule of this room forbids it; the text says which and what to do. `field` is the one at fault."""

    def __init__(self, code: str, text: str, field: str = "", wait: int = 0) -> None:
        super().__init__(code)
        self.code, self.text, self.field, self.wait = code, text, field, wait


class KeysMissing(Exception):
    """The vote's keys are not on this machine: nothing can be cast or counted until they are put back."""
