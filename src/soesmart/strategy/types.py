# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from soesmart.kernel.words import LocalText

Role = Literal["goal", "across", "indicator", "project"]
"""What stands on a rung: goals below one another, goals across all of them, Kennzahlen, projects."""
ROLES: tuple[Role, ...] = ("goal", "across", "indicator", "project")

IndicatorClass = Literal["input", "output", "outcome", "impact"]
CLASSES: tuple[IndicatorClass, ...] = ("input", "output", "outcome", "impact")

Direction = Literal["up", "down", "none"]
"""Which way is better. "none": the number only describes (inhabitants)."""
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "none")

Resolution = Literal["day", "week", "month", "quarter", "half-year", "year", "two years", "irregular"]
RESOLUTIONS: Mapping[Resolution, int] = {
    "day": 1,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "half-year": 184,
    "year": 366,
    "two years": 731,
    "irregular": 0,
}
"""How often a number is measured, and the longest such step in days; 0 = no promise."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read. `url` is empty for what is only printed."""

    label: str
    url: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known: since when the town is asked, and who could know."""

    asked_at: date
    whom: LocalText


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One rung of the ladder, as the town calls it. `expected`: so many were decided."""

    slug: str
    position: int
    name: LocalText
    plural: LocalText
    role: Role
    expected: int | None = None
    unknown: Unknown | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class StrategyRow:
    """What the strategy is called and where that was read."""

    title: LocalText
    text: LocalText | None
    sources: tuple[Source, ...]
    as_of: str
    example: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A named set of revisions with the decision that made it count."""

    slug: str
    name: LocalText
    decided_on: date | None
    decision: str
    oparl_url: str
    goals: int
    indicators: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of any rung. `level` is the slug of the rung, `parent` the goal it belongs to."""

    id: UUID
    slug: str
    title: LocalText
    level: str
    parent: UUID | None
    url: str
    text: LocalText | None = None
    sources: tuple[Source, ...] = ()
    as_of: str = ""
    unknown: Unknown | None = None
    sdgs: tuple[int, ...] = ()
    charta: tuple[str, ...] = ()
    example: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """The number should be `value` on this day."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the way begins from."""

    on: date
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Newest:
    """One of the last two numbers of an indicator."""

    period_start: date
    period_end: date
    period_label: str
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A number the town watches, and everything that must be known to read it right."""

    id: UUID
    slug: str
    title: LocalText
    goal: UUID | None
    main: bool
    """Whether it is *the* Kennzahl of its goal."""
    unit: str
    unit_one: str
    kind: IndicatorClass
    direction: Direction
    resolution: Resolution
    geography: str
    source: Source
    url: str
    baseline: Baseline | None = None
    target: tuple[TargetPoint, ...] = ()
    texts: Mapping[str, LocalText] | None = None
    """"formula", "method", "limits", "quality": what is missing is not known."""
    words: tuple[str, ...] = ()
    example: bool = False
    version: int = 1
    newest: tuple[Newest, ...] = ()
    """The last two numbers that count, newest first."""


@dataclass(frozen=True, slots=True)
class Value:
    """One measured number for one period. Nothing is ever overwritten: see `Correction`."""

    period_start: date
    period_end: date
    period_label: str
    value: Decimal
    lower: Decimal | None
    upper: Decimal | None
    source: str
    entered_at: datetime
    number: int = 1
    """The how many-eth statement about this period; above 1 it is a correction."""
    reason: str = ""


Snapshot = Mapping[str, Any]


class Refused(Exception):
    """A rule of this room forbids it; `text` says which and what to do instead."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
