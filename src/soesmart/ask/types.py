# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from soesmart.thread.types import Stop


class Kind(StrEnum):
    QUESTION = "question"
    PROBLEM = "problem"
    IDEA = "idea"


class State(StrEnum):
    WAITING = "waiting"
    """Held back: somebody looks at it before it appears."""
    NEW = "new"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    DONE = "done"
    DROPPED = "dropped"
    MERGED = "merged"
    CONTINUED = "continued"
    UNKNOWN = "unknown"
    """Taken over from elsewhere; what became of it is not known."""
    HIDDEN = "hidden"
    DELETED = "deleted"


class Visibility(StrEnum):
    """State of a comment or photo."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    DELETED = "deleted"


class Near(StrEnum):
    """How exactly the place is known."""

    NOWHERE = ""
    PLACE = "place"
    SOMEWHERE = "somewhere"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the list, a point on the map, or both. `near` says what was meant."""

    near: Near = Near.NOWHERE
    place: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A picture as it was uploaded; it is checked, re-encoded and freed of its metadata."""

    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class NewContribution:
    """What a person sends. `proven`: a proof of work was checked, or the person is logged in.

    `token` makes a second click or a retry find the first; make one per form (uuid4).
    """

    text: str
    kind: Kind = Kind.QUESTION
    title: str = ""
    where: Where = Where()
    photo: NewPhoto | None = None
    email: str = ""
    language: str = "de"
    token: UUID | None = None
    proven: bool = False
    category: str = ""
    """Slug of one of the town's categories."""
    participant: UUID | None = None
    """The author when already known (logged in); otherwise a new one is made."""
    code: str = ""
    """A code the person was given before, at a stall or on paper: it becomes the receipt."""
    code_kinds: frozenset[str] = frozenset()
    """As what that code may have been reserved (`accounts.facade.reserve_receipts`)."""
    asked_at: datetime | None = None
    """When it was said, if not just now."""


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment on a question. `token` and `proven` as with a contribution."""

    text: str
    language: str = "de"
    token: UUID | None = None
    proven: bool = False
    participant: UUID | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """The receipt. `code` is shown once; `waits` says why it does not appear yet, or is empty."""

    id: UUID
    code: str
    url: str
    state: State
    waits: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Commented:
    id: UUID
    code: str
    state: Visibility
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Supported:
    """`added` is False when this person had said "ich auch" before. `id` is the merge target's if merged."""

    id: UUID
    supports: int
    added: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One line of a list. `title` is empty only for a deleted text."""

    id: UUID
    slug: str
    kind: Kind
    title: str
    state: State
    asked_at: datetime
    state_since: datetime
    place: str
    place_name: str
    near: Near
    department: str
    due_at: datetime | None
    overdue: bool
    supports: int
    comments: int
    photo: bool
    language: str
    author_label: str
    category: str = ""
    category_name: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows; `next_cursor` is empty at the end."""

    rows: tuple[QuestionRow, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty fields do not narrow."""

    kind: Kind | None = None
    state: State | None = None
    place: str = ""
    department: str = ""
    overdue: bool = False
    text: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many public questions there are, for the filter links."""

    total: int
    overdue: int
    by_kind: tuple[tuple[Kind, int], ...]
    by_state: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A change of state with its public reason. `by`: "asker", "town", "moderation" or "house"."""

    at: datetime
    state: State
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment; hidden and deleted ones keep their place, without text."""

    id: UUID
    at: datetime
    text: str
    state: Visibility
    hidden_reason: str
    language: str
    by_asker: bool
    author_label: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An official answer. `role` names the office, never a person."""

    id: UUID
    at: datetime
    text: str
    role: str
    language: str
    source: str
    hidden_reason: str = ""
    """Hidden by the moderation: then there is no text."""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    id: UUID
    url: str
    width: int
    height: int
    description: str
    state: Visibility


@dataclass(frozen=True, slots=True)
class RelatedRow:
    id: UUID
    slug: str
    title: str
    state: State


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """A question on the same matter. `score` is 0 … 1; at .6 it is very likely the same."""

    id: UUID
    slug: str
    title: str
    kind: Kind
    state: State
    place_name: str
    supports: int
    answered: bool
    score: float
    found_by: str = "words"
    """ "words", "meaning", "nearby" (a problem at the same spot) or "same words" (nothing is scored)."""


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """Everything the page of one question shows to everybody."""

    row: QuestionRow
    text: str
    where: Where
    history: tuple[HistoryEntry, ...]
    comments: tuple[CommentRow, ...]
    answers: tuple[AnswerRow, ...]
    photo: PhotoRow | None
    stops: tuple[Stop, ...]
    merged_into: RelatedRow | None
    merged_from: tuple[RelatedRow, ...]
    continued_at: str
    unverified_supports: int
    hidden_reason: str
    source: str
    as_of: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Mine:
    """A question as its asker sees it on the receipt page. `asks_back`: is it done for you?"""

    detail: QuestionDetail
    text: str
    title: str
    waits: str
    photo_state: Visibility | None
    asks_back: bool
    confirmed_at: datetime | None
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class MyComment:
    row: CommentRow
    text: str
    waits: str
    question: RelatedRow


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A question of which something came: what was asked, what came of it, since when."""

    id: UUID
    slug: str
    title: str
    kind: Kind
    state: State
    outcome: str
    at: datetime
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """The reply promise for one kind, in working days."""

    kind: Kind
    working_days: int


@dataclass(frozen=True, slots=True)
class ClockRow:
    """How one department (empty: not assigned) keeps the promise; figures of one year."""

    department: str
    name: str
    in_time: int
    late: int
    waiting: int
    overdue: int
    median_days: int | None


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One of the town's categories. `department`: who is usually in charge, as a slug, may be empty."""

    slug: str
    name: str
    description: str
    department: str
    kind: Kind | None
    active: bool


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Somebody reported something; the moderation decides."""

    id: UUID
    at: datetime
    question: UUID
    slug: str
    target: str
    target_id: UUID
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class MyNotice:
    """A notice as its sender reads it; `decided_at` is None while it is open."""

    at: datetime
    reason: str
    text: str
    decided_at: datetime | None
    decision: str
    question: RelatedRow


class Refused(Exception):
    """A rule says no. `field` names where, the text says what and what to do about it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


class NotFound(LookupError):
    """There is nothing public under this address."""


@dataclass(frozen=True, slots=True)
class RouteSuggestion:
    """Who may have to reply. `by`: "category" or "words"; `because` names it or them."""

    department: str
    name: str
    by: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteWeek:
    """How many suggestions of the week from `monday` the team decided on, and changed."""

    monday: date
    decided: int
    changed: int

    @property
    def percent(self) -> int:
        return round(100 * self.changed / self.decided) if self.decided else 0
