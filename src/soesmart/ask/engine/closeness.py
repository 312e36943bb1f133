# SPDX-License-Identifier: EUPL-1.2
"""Where and when: what tells two matters apart although their words agree."""

import math
from dataclasses import dataclass
from datetime import datetime


def same_place(here: frozenset[str], others: frozenset[str], said: frozenset[str]) -> bool:
    """False when a text about the settlements `said` cannot answer a question about the asked ones.

    `here` are villages of the town, `others` lie outside. A text that names none speaks of the whole
    town: that may answer a question about a village, never one about another town.
    """
    asked = here | others
    return bool(asked & said) if asked and said else not others


NEAR_METRES = 150.0
_PLACE, _CATEGORY, _TIME = 0.5, 0.3, 0.2


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a problem lies, what it is about and when it was told. Empty: not known."""

    place: str = ""
    lat: float | None = None
    lon: float | None = None
    category: str = ""
    at: datetime | None = None


def closeness(asked: Spot, found: Spot, days: int) -> float | None:
    """How likely two problems are one by place, category and time alone, 0 … 1; None: nothing to compare.

    Weights are shared out among what both sides know. Points decide over names of places: two lamps of
    one village are two problems.
    """
    known: list[tuple[float, float]] = []
    metres = distance(asked, found)
    if metres is not None:
        known.append((_PLACE, max(0.0, 1 - 0.5 * metres / NEAR_METRES) if metres <= NEAR_METRES else 0.0))
    elif asked.place and found.place:
        known.append((_PLACE, 0.7 * (asked.place == found.place)))
    if asked.category and found.category:
        known.append((_CATEGORY, float(asked.category == found.category)))
    if not known:
        return None
    if asked.at and found.at:
        age = abs((asked.at - found.at).total_seconds()) / 86_400
        known.append((_TIME, max(0.0, 1 - age / max(1, days))))
    return sum(weight * value for weight, value in known) / sum(weight for weight, _value in known)


def together(words: float, close: float | None) -> float:
    """The score of a problem: place, category and time first, what was written second.

    Closeness alone never makes a match: at one crossing a lamp and a hole are two problems.
    """
    if close is None:
        return words
    return 0.45 * words + 0.55 * close * min(1.0, 0.3 + 2 * words)


def distance(one: Spot, other: Spot) -> float | None:
    """Metres as the crow flies; None without two points."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = math.radians(other.lat - one.lat)
    east = math.radians(other.lon - one.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 6_371_000.0 * math.hypot(north, east)
