# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args
from uuid import UUID

from soesmart.kernel.room import Node

StopName = Literal["question", "goal", "project", "money", "trial", "result", "lesson"]
STOPS: tuple[StopName, ...] = get_args(StopName)
"""The thread, from the question to the lesson."""

RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "leads_to": "führt zu",
        "measured_by": "wird gemessen an",
        "funds": "wird bezahlt aus",
        "tests": "wird erprobt in",
        "decides": "wird entschieden in",
        "merged_into": "ging auf in",
        "copied_from": "ist Vorlage für",
    }
)
"""Every relation, read from the origin: "Frage führt zu Ziel", "Projekt wird bezahlt aus Geld"."""


@dataclass(frozen=True, slots=True)
class NodeRef:
    """Something on the thread: the name of its node kind, and its public id."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as it is stored. The origin stands earlier on the thread than the target."""

    id: UUID
    origin: NodeRef
    relation: str
    target: NodeRef
    reason: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the line map: "filled" exists, "gap" does not (yet), "current" is this page.

    `word` is a str or LocalText; `more` counts further nodes at the same stop.
    """

    name: StopName
    state: str
    word: Any = ""
    url: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node near another one. `depth` 1 is linked directly, by `link` for `reason`."""

    node: Node
    stop: StopName
    depth: int
    relation: str
    link: UUID
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One direction of the thread: what the public may see, nearest first; `more` were left out."""

    shown: tuple[Neighbour, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """All that stands before and after a node. `node` is None where it is not public."""

    ref: NodeRef
    stop: StopName
    node: Node | None
    earlier: Side
    later: Side
    stops: tuple[Stop, ...]


class Refused(Exception):
    """A rule of this room forbids the link; `text` says which, in words for people."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
