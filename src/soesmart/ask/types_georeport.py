# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door about Open311. No Django here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from soesmart.ask.types import Kind, State


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Which service requests are wanted. `ids` overrides everything else; `is_open` None means both."""

    ids: tuple[UUID, ...] = ()
    services: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    is_open: bool | None = None
    page: int = 1
    size: int = 1_000


@dataclass(frozen=True, slots=True)
class Report:
    """A contribution as a service request. `note` is the town's newest word about it."""

    id: UUID
    slug: str
    kind: Kind
    state: State
    service: str
    service_name: str
    text: str
    note: str
    department: str
    asked_at: datetime
    updated_at: datetime
    due_at: datetime | None
    place: str
    lat: float | None
    lon: float | None
    photo: UUID | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    rows: tuple[Report, ...]
    more: bool
