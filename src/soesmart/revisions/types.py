# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from soesmart.kernel.room import Json

State = Literal["proposed", "approved", "published", "rejected", "withdrawn"]
OPEN: tuple[State, ...] = ("proposed", "approved")


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of something. `number` counts per object, `base` is the number it was made from (0: none).

    `author` and `approver` are names for the team's own pages; empty for a file, and after a person left.
    """

    id: UUID
    kind: str
    object_id: UUID
    number: int
    base: int
    schema_version: int
    snapshot: Json
    state: State
    reason: str
    note: str
    """Why it was rejected."""
    author: str
    author_id: int | None
    """None: a file, or an account that is gone."""
    approver: str
    same_person: bool
    """Proposed and approved by one and the same person."""
    created_at: datetime
    approved_at: datetime | None
    published_at: datetime | None


class Refused(Exception):
    """A rule of this room forbids it; `text` says which and what to do instead."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class StaleBase(Refused):
    """Something else was published since `base`: `current` is the number to go on from."""

    def __init__(self, text: str, base: int, current: int) -> None:
        super().__init__(text)
        self.base, self.current = base, current


class Invalid(Refused):
    """The snapshot could not be published: `complaints` are (field, text)."""

    def __init__(self, complaints: tuple[tuple[str, str], ...]) -> None:
        super().__init__(" ".join(text for _field, text in complaints))
        self.complaints = complaints
