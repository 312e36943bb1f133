# SPDX-License-Identifier: EUPL-1.2
"""The whole thread at once: which stops each node can be walked to.

Nodes are hashable names, links pairs (origin, target). Sets of stops are bit masks in the order of the
ladder, so that a whole town (tens of thousands of links) takes a fraction of a second.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from soesmart.thread.engine.ladder import ORDER

N = TypeVar("N", bound=Hashable)
_BIT = {stop: 1 << place for place, stop in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Chain(Generic[N]):
    """One way along the thread, named by its `anchor`, with the stops that exist on it."""

    anchor: N
    stops: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return len(self.stops) == len(ORDER)


def chains(links: Sequence[tuple[N, N]], stop_of: Mapping[N, str]) -> list[Chain[N]]:
    """All ways, the most complete first; among equals in the order of `links`.

    A way is anchored at each project; without a project at the goal; without a goal at the question;
    without any of these where it begins. Nodes without a known stop are left out.
    """
    known = [(a, b) for a, b in links if a in stop_of and b in stop_of]
    later = _reached(known, stop_of)
    earlier = _reached([(b, a) for a, b in known], stop_of)
    nodes = list(dict.fromkeys(node for pair in known for node in pair))
    found = []
    for node in nodes:
        mask = later[node] | earlier[node] | _BIT[stop_of[node]]
        if _anchors(stop_of[node], earlier[node], later[node]):
            found.append(Chain(node, tuple(stop for stop in ORDER if mask & _BIT[stop])))
    return sorted(found, key=lambda chain: -len(chain.stops))


def _anchors(stop: str, earlier: int, later: int) -> bool:
    if stop == "project":
        return True
    if stop == "question":  # one that leads to a goal is on that goal's way
        return not later & (_BIT["goal"] | _BIT["project"])
    if stop == "goal":  # an indicator is on the way of the goal it measures
        return not later & _BIT["project"] and not earlier & _BIT["goal"]
    return not earlier


def _reached(links: Iterable[tuple[N, N]], stop_of: Mapping[N, str]) -> dict[N, int]:
    """Per node the mask of stops that can be reached from it. Circles end because masks only grow."""
    after: dict[N, list[N]] = defaultdict(list)
    before: dict[N, list[N]] = defaultdict(list)
    masks: dict[N, int] = {}
    for origin, target in links:
        after[origin].append(target)
        before[target].append(origin)
        masks[origin] = masks[target] = 0
    waiting = list(masks)
    while waiting:
        node = waiting.pop()
        mask = 0
        for target in after[node]:
            mask |= masks[target] | _BIT[stop_of[target]]
        if mask != masks[node]:
            masks[node] = mask
            waiting.extend(before[node])
    return masks
