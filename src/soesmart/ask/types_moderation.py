# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door about moderation. No Django here."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class What(StrEnum):
    """What a moderator decided."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    RESTORED = "restored"
    REDACTED = "redacted"
    KEPT = "kept"
    """Reported, looked at, left as it is."""


class Ground(StrEnum):
    """On what a restriction rests (Digital Services Act, Art. 17)."""

    LAW = "law"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` is why somebody should look. `kind`: of personal data, "word" or "link"."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to decide, with everything needed for it. `taken`: minutes since another person took it."""

    target: str
    id: UUID
    question: UUID
    slug: str
    kind: str
    at: datetime
    title: str
    text: str
    waits: str
    place_name: str
    language: str
    marks: tuple[Mark, ...]
    taken: int | None
    photo: bool
    context: str
    """The question a comment or photo belongs to."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The case in hand, what comes after it, and how many wait in all."""

    case: Case | None
    following: tuple["Waiting", ...]
    total: int
    appeals: int
    notices: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue. `taken`: somebody else looks at it now."""

    target: str
    id: UUID
    at: datetime
    text: str
    waits: str
    taken: bool


@dataclass(frozen=True, slots=True)
class MyDecision:
    """A decision against something of mine, as its author reads it, with the words taken out while kept."""

    id: UUID
    target: str
    at: datetime
    what: What
    ground: Ground
    reason: str
    found_by: str
    removed: tuple[str, ...]
    kept_until: datetime | None
    appeal: "MyAppeal | None"


@dataclass(frozen=True, slots=True)
class MyAppeal:
    at: datetime
    due_at: datetime
    text: str
    decided_at: datetime | None
    upheld: bool
    answer: str
    same_person: bool


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal for the team. `own`: the reader made the decision, so somebody else should look."""

    id: UUID
    at: datetime
    due_at: datetime
    overdue: bool
    slug: str
    target: str
    what: What
    reason: str
    title: str
    content: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of moderation, counted from the rows themselves; hours are medians, None where nothing is."""

    year: int
    notices: tuple[tuple[str, int], ...]
    notices_open: int
    notices_removed: int
    notices_kept: int
    notice_hours: int | None
    decisions: tuple[tuple[str, str, int], ...]
    held_back: tuple[tuple[str, int], ...]
    held_hours: int | None
    appeals: int
    appeals_upheld: int
    appeals_open: int
    appeal_hours: int | None
