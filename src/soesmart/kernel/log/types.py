# SPDX-License-Identifier: EUPL-1.2
"""What the log tells others."""

from dataclasses import dataclass
from datetime import datetime

from soesmart.kernel.room import Json


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The newest signed head: save the note, and no change before it can pass unseen."""

    origin: str
    size: int
    root: str
    at: datetime
    note: str
    key: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry as everybody may read it. `index` and `origin` are None while it is pending."""

    number: int | None
    origin: str | None
    index: int | None
    kind: str
    subject: str
    version: int
    at: datetime
    public: Json
    commitment: str | None
    leaf: str
    """The exact text whose hash stands in the tree."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Proof that an entry stands in the tree a signed head is about."""

    entry: LogEntry
    path: tuple[str, ...]
    head: SignedHead


@dataclass(frozen=True, slots=True)
class OriginView:
    """One tree of this town's log and its verifier key."""

    name: str
    key: str
    started: datetime
    first: int
    size: int


@dataclass(frozen=True, slots=True)
class LogSummary:
    """For the page about the log."""

    leaves: int
    pending: int
    oldest_pending: datetime | None
    promised_seconds: int
    head: SignedHead | None
    origins: tuple[OriginView, ...]
