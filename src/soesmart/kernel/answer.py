# SPDX-License-Identifier: EUPL-1.2
"""What goes into the question box and what comes out of a room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place of the town recognised in a text."""

    slug: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed into the question box."""

    text: str
    folded: str
    language: str
    today: date
    places: tuple[PlaceRef, ...] = ()
    version: int | None = None
    """`content_version` when the question came: rooms need not ask for it again. None: ask."""


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. `confidence` is the calibrated probability that the card answers the question."""

    room: str
    title: str
    text: str
    url: str
    source: str
    as_of: str
    confidence: float
    open: bool = False
    language: str = "de"
    more: tuple[tuple[str, str], ...] = ()
    """(title, address) of what belongs to the answer: projects, questions."""
    only_for: str = ""
    """The action whose holders alone see this card; empty: everybody."""
    discreet: bool = False
    """Says where somebody lives or goes: the page is kept on no shelf."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions typed into the box, in at most 100 ms."""

    name: str
    answer: Callable[[Question], Sequence[Card]]
