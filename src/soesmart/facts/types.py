# SPDX-License-Identifier: EUPL-1.2
"""What the room gives other rooms. Nothing here needs Django."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from soesmart.kernel.words import LocalText

StopName = Literal["question", "goal", "project", "money", "trial", "result", "lesson"]
StopState = Literal["done", "gap"]
STOP_NAMES: tuple[StopName, ...] = ("question", "goal", "project", "money", "trial", "result", "lesson")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read. `url` is empty for sources that are only printed."""

    label: str
    url: str
    as_of: str

    @property
    def address(self) -> str:
        return self.url or self.label


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What a fact leaves open: since when the question stands, and who could know."""

    asked_at: date
    whom: LocalText


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the town with its sources and its age."""

    slug: str
    topic: str
    title: LocalText
    text: LocalText
    sources: tuple[Source, ...]
    as_of: str
    open_point: OpenPoint | None
    related: tuple[str, ...]
    example: bool
    url: str

    @property
    def open(self) -> bool:
        return self.open_point is not None


@dataclass(frozen=True, slots=True)
class Happening:
    """A date of the town, one day or several; `ends` is the last day."""

    slug: str
    title: LocalText
    text: LocalText
    place: str
    starts: date
    ends: date
    sources: tuple[Source, ...]
    example: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the line map. `word` says in a word or two what stands or lacks here."""

    name: StopName
    state: StopState
    word: LocalText


@dataclass(frozen=True, slots=True)
class Outcome:
    """A told story "Was ist daraus geworden?" with all seven stops in order."""

    slug: str
    title: LocalText
    text: LocalText
    stops: tuple[Stop, ...]
    sources: tuple[Source, ...]
    as_of: str
    example: bool
    url: str


@dataclass(frozen=True, slots=True)
class Version:
    """What one source says where others say something else."""

    text: LocalText
    source: Source


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a chapter. With an open point it is not known; with versions the sources disagree."""

    text: LocalText
    when: str = ""
    """A day, month or year, or two with a slash between."""
    sources: tuple[Source, ...] = ()
    versions: tuple[Version, ...] = ()
    open_point: OpenPoint | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the background of the town's programme."""

    slug: str
    title: LocalText
    text: LocalText
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    example: bool

    @property
    def dated(self) -> bool:
        return any(statement.when for statement in self.statements)
