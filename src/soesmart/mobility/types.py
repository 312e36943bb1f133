# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of the room."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


class Refused(Exception):
    """Not possible, and why, in words for people."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Ambiguous(Refused):
    """Several may be meant. `choices`: (in words, what to type for that one). `field`: where it was typed."""

    def __init__(self, text: str, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__(text)
        self.choices = choices
        self.field = ""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One version of the timetable."""

    id: UUID
    name: str
    state: str
    example: bool
    since: date | None
    until: date | None
    streets: str
    summary: dict[str, Any]
    problems: tuple[str, ...]
    imported_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A saved what-if."""

    id: UUID
    title: str
    text: str
    origin: str
    monday: date
    cost_cents: int | None
    figures: dict[str, Any]
    example: bool
    question: UUID | None
    made_at: datetime
    url: str
