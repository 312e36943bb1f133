# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door about downloads. No Django here."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    at: datetime
    role: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenComment:
    id: UUID
    at: datetime
    author: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A contribution with all that its page shows to everybody. `reason` is the newest public one."""

    id: str
    slug: str
    kind: str
    category: str
    title: str
    text: str
    language: str
    near: str
    place: str
    place_name: str
    lat: float | None
    lon: float | None
    asked_at: datetime
    author: str
    department: str
    state: str
    state_since: datetime
    due_at: datetime | None
    reason: str
    continued_at: str
    supports: int
    answers: tuple[OpenAnswer, ...]
    comments: tuple[OpenComment, ...]
    source: str
    as_of: date | None
