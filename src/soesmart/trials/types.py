# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from soesmart.kernel.words import LocalText


class Stage(StrEnum):
    PLANNED = "planned"
    """Not registered, or not begun."""
    RUNNING = "running"
    FINISHED = "finished"


class Choice(StrEnum):
    """What the town does after the result."""

    CONTINUE = "continue"
    ADAPT = "adapt"
    STOP = "stop"


class Works(StrEnum):
    """The lesson in a word."""

    YES = "yes"
    NO = "no"
    CONDITIONS = "conditions"
    UNKNOWN = "unknown"


class Group(StrEnum):
    RESIDENTS = "residents"
    COUNCIL = "council"
    TEAM = "team"


class NotFound(LookupError):
    """No such trial, analysis or lesson here."""


class Refused(Exception):
    """A person can mend it: the field and what to do."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed before the start. `start` and `horizon` in the periods of the indicator.

    `better`: "up" or "down". `bound`: effects smaller than this do not matter.
    """

    hypothesis: LocalText
    indicator: str
    unit: str
    better: str
    start: str
    horizon: int
    method: str
    threshold: float
    stop_rule: LocalText
    bound: float | None = None
    design: str = "series"
    family: int = 1
    family_name: str = ""
    """Trials registered under the same name are judged together."""
    lot: Mapping[str, Any] | None = None
    """The order of a rollout: seed, periods, order."""
    towns: int = 1
    """How many towns are judged together, from sums alone."""


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    number: int
    at: datetime
    plan: Plan
    late: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Forecasts of one group: how many, the mean probability, the Brier score once the result is known."""

    group: Group
    number: int
    mean: float
    brier: float | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A finished analysis. `told` is the engine's answer as plain data."""

    id: UUID
    trial: UUID
    slug: str
    at: datetime
    verdict: str
    grade: str
    told: Mapping[str, Any]
    registration: int


@dataclass(frozen=True, slots=True)
class LessonRow:
    id: UUID
    trial: UUID
    slug: str
    works: Works
    text: LocalText
    at: datetime


@dataclass(frozen=True, slots=True)
class TrialRow:
    id: UUID
    slug: str
    title: LocalText
    question: LocalText
    stage: Stage
    start: date | None
    url: str
    project: UUID | None
    goal: UUID | None
    indicator: UUID | None
    example: bool
    verdict: str = ""
    grade: str = ""
    result: UUID | None = None
    works: Works | None = None
