# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Format(StrEnum):
    CARD = "card"
    """Four of A6 on one A4."""
    SHEET = "sheet"
    LARGE = "large"


class CardState(StrEnum):
    PRINTED = "printed"
    RETURNED = "returned"
    """A picture of it is here, or somebody typed its code."""
    ENTERED = "entered"
    VOID = "void"


class StackState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody handed it in."""

    label: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody read on a card."""

    kind: str
    text: str
    place: str = ""
    language: str = "de"


class After(StrEnum):
    """What becomes of a card once somebody has typed it."""

    PUBLISHED = "published"
    SECOND = "second"
    """Another person types it too."""
    DIFFERENT = "different"
    """Two people read it differently: somebody decides."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to print. An empty `question` means the usual heading; `note` is for the team alone."""

    format: Format = Format.CARD
    number: int = 40
    language: str = "de"
    question: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reserved:
    """A printed batch. The codes exist here once and on paper; only their seals are stored."""

    batch: UUID
    codes: tuple[str, ...]


class Refused(Exception):
    """A rule says no. `field` names where, the text says what and what to do about it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


class NotInstalled(RuntimeError):
    """A package that only paper needs is missing."""
