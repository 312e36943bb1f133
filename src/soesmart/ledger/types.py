# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from soesmart.kernel.words import LocalText
from soesmart.ledger.engine.claim import Position, Terms
from soesmart.ledger.engine.entries import Entry
from soesmart.ledger.engine.profile import Profile
from soesmart.ledger.engine.totals import Sum

RESIDENT_EFFECTS = ("planned", "ordered", "spent", "called", "received")


@dataclass(frozen=True, slots=True)
class GrantView:
    """A grant with its rules. `cap` and `frame` in cents, None where nobody said."""

    id: UUID
    slug: str
    title: LocalText
    summary: LocalText | None
    profile: Profile
    terms: Terms
    frame: int | None
    cap: int | None
    committed_on: date | None
    ends_on: date | None
    source_kinds: Mapping[str, str]
    recipients: tuple[str, ...]
    gates: Mapping[str, Mapping[str, str]]
    narrative: Mapping[str, str]
    unknown: tuple[str, ...]
    as_of: str
    source: str
    example: bool
    state: str
    version: int

    @property
    def positions(self) -> tuple[Position, ...]:
        return self.terms.positions


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """A project's money: five sums in cents, each with the day it is from; not ordered: None."""

    project_id: UUID
    name: str
    planned: Sum
    ordered: Sum
    spent: Sum
    called: Sum
    received: Sum
    grants: tuple[str, ...] = ()
    """Slugs."""
    example: bool = False


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry somebody proposes; `payee` and `hours` are kept apart from it."""

    entry: Entry
    payee: str = ""
    hours: str = ""
    print: str = ""


@dataclass(frozen=True, slots=True)
class NewGrant:
    """Everything of a grant that is written down when it begins."""

    slug: str
    title: Mapping[str, str]
    rules: Mapping[str, Any]
    positions: tuple[Position, ...]
    sources: tuple[tuple[str, str, str], ...]
    """(key, title, kind: funder, town or other)."""
    funder: str
    rate: int
    summary: Mapping[str, str] = field(default_factory=dict)
    frame: int | None = None
    cap: int | None = None
    committed_on: date | None = None
    ends_on: date | None = None
    recipients: tuple[str, ...] = ()
    gates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    as_of: str = ""
    source: str = ""
    example: bool = False
    state: str = "running"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal at the desk."""

    id: UUID
    grant: str
    title: str
    count: int
    cents: int
    proposed_at: datetime
    by_me: bool
    agreed_by_me: bool
    needed: int
    """How many more people must agree."""
    rows: tuple[NewEntry, ...] = ()


class Refused(Exception):
    """A rule of this room forbids it; the text says which and what to do instead."""


@dataclass(frozen=True, slots=True)
class ContractView:
    number: str
    title: str
    partner: str
    procedure: str
    cents: int
    signed_on: date | None
    project_name: str


@dataclass(frozen=True, slots=True)
class ItemView:
    number: str
    title: str
    where: str
    bought_on: date
    cents: int
    bound_until: date | None
    voucher: str
