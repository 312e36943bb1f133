# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of the room: no Django, importable by anyone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from soesmart.kernel.cents import Cents
from soesmart.kernel.words import LocalText


class Status(StrEnum):
    """How far a project is. `UNKNOWN`: nobody could say when it was taken over from a source."""

    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    MERGED = "merged"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    """Phase of the programme a project stands in; `CONTINUED` is life after the grant."""

    STRATEGY = "strategy"
    IMPLEMENTATION = "implementation"
    CONTINUED = "continued"
    UNKNOWN = "unknown"


class Situation(StrEnum):
    """A situation of life from which people ask "Was habe ich davon?"."""

    OLD = "old"
    CHILDREN = "children"
    ILL = "ill"
    NEW = "new"
    NO_CAR = "no_car"
    ALL = "all"


class SponsorKind(StrEnum):
    TOWN = "town"
    RESIDENT = "resident"
    ASSOCIATION = "association"
    COMPANY = "company"
    UNKNOWN = "unknown"


class ApplicationState(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


WHOLE_TOWN = "ganze-stadt"
"""As a place of `Filters`: projects that name no place. No place has this slug."""
Colour = Literal["green", "yellow", "red", "grey"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read. `url` is empty for what is only printed."""

    label: str
    url: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who carries the project out. A resident's name stands here only if they wished it."""

    kind: SponsorKind
    name: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The questions before any technology; what is None has not been said."""

    problem: LocalText | None = None
    whom: LocalText | None = None
    without_digital: LocalText | None = None
    """Which non-digital way was compared."""
    why_not: LocalText | None = None
    """Why that way is not enough by itself."""
    technology: LocalText | None = None

    @property
    def complete(self) -> bool:
        return None not in (self.problem, self.whom, self.without_digital, self.why_not, self.technology)


@dataclass(frozen=True, slots=True)
class Milestone:
    title: LocalText
    due: date | None
    done: date | None


@dataclass(frozen=True, slots=True)
class Risk:
    text: LocalText
    level: Literal["low", "middle", "high"]
    answer: LocalText | None


@dataclass(frozen=True, slots=True)
class Decision:
    by: Literal["council", "team", "vote"]
    on: date | None
    text: LocalText
    url: str


@dataclass(frozen=True, slots=True)
class Contact:
    """An office, never a person."""

    role: LocalText
    office: str
    reach: str


@dataclass(frozen=True, slots=True)
class Said:
    """One public sentence on a value, a line of the Charta or a duty; without one nothing was said."""

    slug: str
    title: LocalText
    sentence: LocalText | None
    state: Literal["", "yes", "no", "unknown"] = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Continuation:
    """ "Nach der Förderung". What is empty is a visible gap."""

    operator: LocalText | None = None
    yearly: Cents | None = None
    decision_on: date | None = None
    decision: LocalText | None = None

    @property
    def gaps(self) -> tuple[Literal["operator", "yearly", "decision_on"], ...]:
        missing = {
            "operator": self.operator is None,
            "yearly": self.yearly is None,
            "decision_on": self.decision_on is None and self.decision is None,
        }
        return tuple(name for name, lacks in missing.items() if lacks)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class CostLine:
    """Planned money of one year for one item."""

    item: LocalText
    year: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class Contract:
    """An order given, with what a note on the award has to say."""

    subject: LocalText
    procedure: Literal["open", "restricted", "negotiated", "direct", "framework", "unknown"]
    reason: LocalText | None
    """Why this procedure, and why this offer."""
    offers: int | None
    awarded_on: date | None
    contractor: str
    value: Cents | None
    legal_basis: str
    criteria: LocalText | None


@dataclass(frozen=True, slots=True)
class Benefit:
    """What somebody gets out of it. `effect` None: unknown."""

    place: str
    """Slug of a place; empty: the whole town."""
    situation: Situation
    changed: LocalText
    cost: LocalText | None
    effect: LocalText | None


@dataclass(frozen=True, slots=True)
class WebLink:
    label: LocalText
    url: str


@dataclass(frozen=True, slots=True)
class Light:
    """Colour with the sentences of the rule that made it."""

    colour: Colour
    reasons: tuple[str, ...]
    """Keys of `words.LIGHT_REASONS`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status or phase, with the reason given."""

    at: datetime
    before: Status | None
    after: Status
    phase: Phase
    reason: LocalText | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A short report of a sponsor."""

    at: datetime
    done: str
    next: str
    spent: Cents | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an adopted project comes from."""

    town: str
    town_id: str
    url: str
    """Address of the project there, as far as it has one."""
    project: str
    """Id of the project there."""
    key: str
    """Public key that signed the file."""
    signed_at: str
    digest: str
    """SHA-256 of the signed file."""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One line of a list."""

    id: UUID
    slug: str
    title: LocalText
    summary: LocalText
    status: Status
    phase: Phase
    status_since: datetime
    light: Light
    villages: tuple[str, ...]
    starts: date | None
    ends: date | None
    field: str
    sponsor: Sponsor
    as_of: str
    example: bool
    planned: Cents | None
    continuation_gaps: tuple[str, ...]
    url: str
    point: tuple[float, float] | None = None
    """(latitude, longitude), where the project has a spot of its own."""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """Everything everybody may see of a project."""

    row: ProjectRow
    gate: Gate
    milestones: tuple[Milestone, ...]
    risks: tuple[Risk, ...]
    decisions: tuple[Decision, ...]
    contacts: tuple[Contact, ...]
    values: tuple[Said, ...]
    charta: tuple[Said, ...]
    duties: tuple[Said, ...]
    repository: str
    licence: str
    continuation: Continuation
    plan: tuple[CostLine, ...]
    contracts: tuple[Contract, ...]
    benefits: tuple[Benefit, ...]
    lessons: tuple[LocalText, ...]
    links: tuple[WebLink, ...]
    sources: tuple[Source, ...]
    history: tuple[Step, ...]
    reports: tuple[ReportRow, ...]
    note: LocalText | None
    """What a source says about how far it is, where the status alone would say too much or too little."""
    merged_into: tuple[UUID, str, LocalText] | None
    origin: Origin | None
    lat: float | None
    lon: float | None
    version: int
    published: bool

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def title(self) -> LocalText:
        return self.row.title

    @property
    def summary(self) -> LocalText:
        return self.row.summary

    @property
    def status(self) -> Status:
        return self.row.status

    @property
    def phase(self) -> Phase:
        return self.row.phase

    @property
    def light(self) -> Light:
        return self.row.light

    @property
    def villages(self) -> tuple[str, ...]:
        return self.row.villages

    @property
    def sponsor(self) -> Sponsor:
        return self.row.sponsor

    @property
    def url(self) -> str:
        return self.row.url

    @property
    def planned(self) -> Cents | None:
        """Sum of the cost plan; None: unknown."""
        return self.row.planned


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call for projects of residents."""

    slug: str
    title: LocalText
    text: LocalText
    most: Cents | None
    until: date | None
    open: bool
    example: bool


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What somebody sends in. `answers` are those of the gate by name, in the person's words."""

    title: str
    answers: Mapping[str, str]
    cost: str = ""
    place: str = ""
    name: str = ""
    email: str = ""
    token: UUID | None = None
    participant: UUID | None = None


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as its sender and the town read it."""

    id: UUID
    call: LocalText | None
    title: str
    gate: tuple[tuple[str, str], ...]
    """(name of the question, what was said)"""
    cost: str
    place: str
    name: str
    state: ApplicationState
    reason: str
    agreed_on: date | None
    agreed: Cents | None
    at: datetime
    project_slug: str
    project_public: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty fields do not narrow."""

    status: Status | None = None
    phase: Phase | None = None
    place: str = ""
    field: str = ""
    light: Colour | None = None
    sponsor: SponsorKind | None = None
    gap: bool = False
    """Only those about which nothing is decided for the time after the grant."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows; `next_cursor` is empty at the end."""

    rows: tuple[ProjectRow, ...]
    next_cursor: str = ""


class Refused(Exception):
    """A rule says no. `field` names where, the text says what and what to do about it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


class NotFound(LookupError):
    """There is no such project, or it is not public."""
