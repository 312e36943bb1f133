# SPDX-License-Identifier: EUPL-1.2
"""The order of the stops, and picking the nearest of each."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

ORDER = ("question", "goal", "project", "money", "trial", "result", "lesson")
T = TypeVar("T")


def between(first: str, last: str) -> tuple[str, ...]:
    """The stops strictly between two; none when they are not in this order."""
    return ORDER[ORDER.index(first) + 1 : ORDER.index(last)]


def nearest(items: Iterable[T], group: Callable[[T], str], most: int) -> list[T]:
    """The first `most` items of each group, in the given order."""
    taken: Counter[str] = Counter()
    kept = []
    for item in items:
        if taken[group(item)] < most:
            taken[group(item)] += 1
            kept.append(item)
    return kept
