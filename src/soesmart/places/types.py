# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of the room: no Django, importable by anyone."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["town", "quarter", "landmark", "village", "partner town", "elsewhere"]
LOCAL_KINDS: tuple[Kind, ...] = ("town", "quarter", "landmark", "village")
"""Kinds that lie in the town itself: what people may choose as the place of a question."""

SETTLEMENTS: tuple[Kind, ...] = ("village", "partner town", "elsewhere")
"""Kinds that exclude one another: who asks about one of these does not mean the next."""

CoordinateQuality = Literal["good", "approximate", "estimate", "minutes only", "unknown"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. Without `lat` and `lon` it stands in lists, but has no pin."""

    slug: str
    name: str
    kind: Kind
    lat: float | None = None
    lon: float | None = None
    coordinate_quality: CoordinateQuality = "unknown"
    people: int | None = None
    people_year: int | None = None
    aliases: tuple[str, ...] = ()
    source: str = ""
    belongs_to: str = ""
    """For a place elsewhere: the town it really belongs to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its villages and towns understood: `here` are the town's own, `others` are not."""

    spelt: str
    """Folded, each name as the gazetteer spells it."""
    here: frozenset[str]
    others: frozenset[str]
    names: frozenset[str]
    """Folded words that mean nothing but a village or another town, named here or not."""
