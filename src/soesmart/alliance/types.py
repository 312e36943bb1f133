# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of the room. No Django here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    label: str
    url: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A town of the alliance. What is None or empty is not known."""

    slug: str
    name: str
    town_id: str
    url: str
    key: str
    people: int | None
    area_km2: float | None
    as_of: str
    itself: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in a project file did. `known`: the key is that of a partner in the list."""

    slug: str
    made: bool
    town: str
    fingerprint: str
    known: bool


class Refused(Exception):
    """The file cannot be taken in; the text says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
