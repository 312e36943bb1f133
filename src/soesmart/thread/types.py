# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from uuid import UUID

from soesmart.kernel import room
from soesmart.kernel.room import Node

StopName = room.Stop
STOPS: tuple[StopName, ...] = get_args(StopName)
"""The thread, from the question to the lesson."""

RELATIONS = frozenset({"leads_to", "measured_by", "funds", "tests", "decides", "merged_into", "copied_from"})
"""Every relation, read from the origin: a question leads_to a goal, a grant funds a project's next stop."""


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


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One way along the thread, named by what stands in its middle."""

    ref: NodeRef
    node: Node
    stop: StopName
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A page of the whole thread. `after`: where the next page begins, or 0."""

    rows: tuple[ChainRow, ...]
    total: int
    complete: int
    links: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class GapRow:
    """Something that lacks at a node."""

    ref: NodeRef
    node: Node
    what: str
    since: date | None


@dataclass(frozen=True, slots=True)
class GapGroup:
    """All gaps of one sort; `total` counts also those that are not named, `after` is where they begin."""

    name: str
    meaning: str
    rows: tuple[GapRow, ...]
    total: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may belong together with a node, and how a link would run."""

    node: Node
    stop: StopName
    origin: NodeRef
    relation: str
    target: NodeRef


class Refused(Exception):
    """A rule of this room forbids the link; `text` says which, in words for people."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
