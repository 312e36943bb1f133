# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CODE = "stall.code"
"""As what the codes of a stall are reserved."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt code to hand out; `bits` are the modules of its QR code, row by row, in hexadecimal."""

    code: str
    address: str
    size: int
    bits: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What the tablet takes along. `token` is shown this once."""

    id: UUID
    name: str
    token: str
    key: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class StallRow:
    id: UUID
    name: str
    opened_at: datetime
    ends_at: datetime
    closed_at: datetime | None
    open: bool
    arrived: int
    held: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An entry that could not become a contribution by itself. `text` is empty when it cannot be read."""

    id: UUID
    stall: str
    received_at: datetime
    trouble: str
    text: str
    kind: str
    place: str


class Closed(Exception):
    """The stall does not exist, its token is wrong, or it was closed."""


class Later(Exception):
    """The town cannot read this now, but may be able to soon: the tablet must keep it."""
