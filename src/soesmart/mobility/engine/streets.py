# SPDX-License-Identifier: EUPL-1.2
"""Streets as a contracted graph: chains of segments become one edge, every shape point stays findable.

Costs are seconds; infinite where a profile may not go. Ways between places: Dijkstra with a limit, from the
nearest shape point along its edge to both ends.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.compiled import compiled, only_read
from soesmart.mobility.engine.footpaths import Floats, Ints, Ways, gathered, metres

Seconds = NDArray[np.float32]
FARTHEST = 250.0
"""Metres from a place to the nearest street; beyond it the place does not lie on the extract."""
BUCKET = 6.0
"""Seconds that wait together in a search."""
FEW = 64
"""Origins up to here are not worth several threads."""
PROFILES: Mapping[str, float] = {"walk": 4.5, "slow": 3.0, "wheelchair": 3.5, "bike": 15.0}
"""Speed on good ground, km/h."""


@dataclass(frozen=True, slots=True)
class Segments:
    """What an extract gives: straight pieces between two nodes, both ways, costs by profile in seconds."""

    lat: Floats
    lon: Floats
    one: Ints
    other: Ints
    there: Mapping[str, NDArray[np.float32]]
    back: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Graph:
    """One profile's streets. Edges of node i: `pointer[i]` to `pointer[i + 1]`.

    Shape point p lies at `lat`, `lon`; from it one reaches the nodes `ends[p]` in `to_ends[p]` seconds and
    comes from them in `from_ends[p]`.
    """

    pointer: Ints
    target: Ints
    seconds: NDArray[np.float32]
    lat: Floats
    lon: Floats
    ends: NDArray[np.int32]
    to_ends: NDArray[np.float32]
    from_ends: NDArray[np.float32]
    chain: Ints
    """The chain each shape point lies on, −1 for nodes: points of one chain reach each other along it."""

    @property
    def nodes(self) -> int:
        return len(self.pointer) - 1


def graph(segments: Segments, profile: str) -> Graph:
    """Contract one profile's passable segments: only crossings and ends stay nodes."""
    there, back = segments.there[profile], segments.back[profile]
    usable = np.isfinite(there) | np.isfinite(back)
    one, other, there, back = segments.one[usable], segments.other[usable], there[usable], back[usable]
    points, compact = np.unique(np.concatenate([one, other]), return_inverse=True)
    one, other = compact[: len(one)].astype(np.int32), compact[len(one) :].astype(np.int32)
    size = len(points)
    pointer, neighbour, forth, home = _adjacency(size, one, other, there, back)
    if not size:
        none, empty = np.zeros(0, np.int32), np.zeros((0, 2), np.float32)
        nowhere = segments.lat[:0]
        return Graph(
            np.zeros(1, np.int32), none, empty[:, 0], nowhere, nowhere, none.reshape(0, 2), empty, empty, none
        )  # fmt: skip
    number, edges, ends, to_ends, from_ends, chains = _contract(pointer, neighbour, forth, home)
    origin, target, seconds = edges
    keep = np.isfinite(seconds)
    order = np.argsort(origin[keep], kind="stable")
    nodes = int(number.max()) + 1
    starts = np.searchsorted(origin[keep][order], np.arange(nodes + 1)).astype(np.int32)
    return Graph(
        starts, target[keep][order], seconds[keep][order],
        segments.lat[points], segments.lon[points], ends, to_ends, from_ends, chains,
    )  # fmt: skip


def _adjacency(
    size: int, one: Ints, other: Ints, there: Seconds, back: Seconds
) -> tuple[Ints, Ints, Seconds, Seconds]:
    origin, target = np.concatenate([one, other]), np.concatenate([other, one])
    forth, home = np.concatenate([there, back]), np.concatenate([back, there])
    order = np.argsort(origin, kind="stable")
    pointer = np.searchsorted(origin[order], np.arange(size + 1)).astype(np.int32)
    return (
        pointer,
        target[order].astype(np.int32),
        forth[order].astype(np.float32),
        home[order].astype(np.float32),
    )


@compiled
def _contract(pointer, neighbour, forth, home):  # type: ignore[no-untyped-def]
    size = len(pointer) - 1
    number = np.full(size, -1, np.int32)
    nodes = 0
    for point in range(size):
        degree = pointer[point + 1] - pointer[point]
        twin = degree == 2 and neighbour[pointer[point]] == neighbour[pointer[point] + 1]
        if degree != 2 or twin:
            number[point] = nodes
            nodes += 1
    ends = np.full((size, 2), -1, np.int32)
    to_ends = np.full((size, 2), np.inf, np.float32)
    from_ends = np.full((size, 2), np.inf, np.float32)
    origin = np.empty(len(neighbour) + 2, np.int32)
    target = np.empty(len(neighbour) + 2, np.int32)
    seconds = np.empty(len(neighbour) + 2, np.float32)
    count = 0
    chain_of = np.full(size, -1, np.int32)
    chain = np.empty(size + 1, np.int32)
    ahead = np.empty(size + 1, np.float32)
    behind = np.empty(size + 1, np.float32)
    for start in range(2 * size):
        # First from all crossings; then what is left are circles without one: any point becomes a node.
        first = start % size
        if start >= size and ends[first, 0] < 0 and number[first] < 0:
            number[first] = nodes
            nodes += 1
        elif start >= size or number[first] < 0:
            continue
        ends[first, 0] = ends[first, 1] = number[first]
        to_ends[first, :] = 0
        from_ends[first, :] = 0
        for at in range(pointer[first], pointer[first + 1]):
            before, here = first, neighbour[at]
            cost, way_back = forth[at], home[at]
            length = 0
            while number[here] < 0:
                chain[length], ahead[length], behind[length] = here, cost, way_back
                length += 1
                step = pointer[here]
                if neighbour[step] == before:
                    step += 1
                before, here = here, neighbour[step]
                cost += forth[step]
                way_back += home[step]
            origin[count], target[count], seconds[count] = number[first], number[here], cost
            count += 1
            for place in range(length):
                point = chain[place]
                if ends[point, 0] < 0:
                    chain_of[point] = count
                    ends[point, 0], ends[point, 1] = number[first], number[here]
                    from_ends[point, 0], to_ends[point, 0] = ahead[place], behind[place]
                    to_ends[point, 1] = cost - ahead[place]
                    from_ends[point, 1] = way_back - behind[place]
    edges = (origin[:count].copy(), target[:count].copy(), seconds[:count].copy())
    return number, edges, ends, to_ends, from_ends, chain_of


@dataclass(frozen=True, slots=True)
class Snapped:
    """Places on a graph: the shape point of each (−1: too far from any street) and the seconds to it."""

    point: Ints
    seconds: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the shape point nearest to a place; made once per graph."""

    tree: Any
    scale: float
    """Degrees of longitude in degrees of latitude."""


def finder(streets: Graph) -> Finder | None:
    """None for a graph without streets."""
    from scipy.spatial import cKDTree

    if not len(streets.lat):
        return None
    scale = float(np.cos(np.radians(float(np.mean(streets.lat)))))
    return Finder(cKDTree(np.column_stack([streets.lat, streets.lon * scale])), scale)


def snap(
    streets: Graph, lat: Floats, lon: Floats, kmh: float, farthest: float = FARTHEST, by: Finder | None = None
) -> Snapped:
    """`by`: the graph's finder, where it is known already."""
    point = np.full(len(lat), -1, np.int32)
    seconds = np.zeros(len(lat), np.float32)
    known = np.flatnonzero(~np.isnan(lat))
    by = by or finder(streets)
    if len(known) and by is not None:
        found = by.tree.query(np.column_stack([lat[known], lon[known] * by.scale]))[1]
        away = metres(lat[known], lon[known], streets.lat[found], streets.lon[found])
        near = away <= farthest
        point[known[near]] = found[near]
        seconds[known[near]] = away[near] / (kmh * 1000 / 3600)
    return Snapped(point, seconds)


def turned(streets: Graph) -> Graph:
    """The same streets walked the other way: one search from a place finds who comes to it."""
    origin = np.repeat(np.arange(streets.nodes, dtype=np.int32), np.diff(streets.pointer))
    order = np.argsort(streets.target, kind="stable")
    pointer = np.searchsorted(streets.target[order], np.arange(streets.nodes + 1)).astype(np.int32)
    return replace(
        streets,
        pointer=pointer,
        target=origin[order],
        seconds=streets.seconds[order],
        to_ends=streets.from_ends,
        from_ends=streets.to_ends,
    )


def street_ways(streets: Graph, origins: Snapped, targets: Snapped, most_minutes: int) -> Ways:
    """From each origin to every target within reach by streets, minutes rounded up."""
    at_node = _targets_by_node(streets, targets)
    along = (*_targets_by_chain(streets, targets), only_read(streets.chain))
    whole = (
        streets.pointer, streets.target, streets.seconds, streets.ends, streets.to_ends, streets.from_ends,
    )  # fmt: skip
    graph = tuple(map(only_read, whole))
    count = len(origins.point)
    edges = np.linspace(0, count, (8 if count > FEW else 1) + 1).astype(int)

    def part(at: int) -> tuple[Ints, Ints, Ints]:
        own = slice(edges[at], edges[at + 1])
        rows, columns, minutes = _reach(
            *graph,
            origins.point[own], origins.seconds[own], targets.point, targets.seconds, *at_node, *along,
            np.float32(most_minutes * 60),
        )  # fmt: skip
        return rows + np.int32(edges[at]), columns, minutes

    if len(edges) == 2:
        return gathered(count, *part(0))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(part, range(len(edges) - 1)))
    rows, columns, minutes = (np.concatenate(column) for column in zip(*parts, strict=True))
    return gathered(count, rows, columns, minutes)


def _targets_by_node(streets: Graph, targets: Snapped) -> tuple[Ints, Ints, NDArray[np.float32]]:
    known = np.flatnonzero(targets.point >= 0).astype(np.int32)
    point = targets.point[known]
    node = np.concatenate([streets.ends[point, 0], streets.ends[point, 1]])
    cost = np.concatenate([streets.from_ends[point, 0], streets.from_ends[point, 1]])
    own = np.concatenate([known, known])
    order = np.argsort(node, kind="stable")
    pointer = np.searchsorted(node[order], np.arange(streets.nodes + 1)).astype(np.int32)
    return pointer, own[order], cost[order].astype(np.float32)


def _targets_by_chain(streets: Graph, targets: Snapped) -> tuple[Ints, Ints]:
    """Targets by the chain they lie on: `order[pointer[c]:pointer[c + 1]]` are those of chain c."""
    known = np.flatnonzero(targets.point >= 0).astype(np.int32)
    chain = streets.chain[targets.point[known]]
    known, chain = known[chain >= 0], chain[chain >= 0]
    order = np.argsort(chain, kind="stable")
    chains = int(streets.chain.max(initial=-1)) + 1
    return np.searchsorted(chain[order], np.arange(chains + 1)).astype(np.int32), known[order]


@compiled
def _along(point, chain, ends_to, ends_from, pointer, order, goal_point, best, hit, extra, goal_extra, limit):  # type: ignore[no-untyped-def]
    """Targets on the same chain, reached without passing its ends; how many."""
    hits = 0
    for at in range(pointer[chain], pointer[chain + 1]):
        goal = order[at]
        other = goal_point[goal]
        way = ends_from[other, 0] - ends_from[point, 0]
        if way < 0:
            way = ends_to[point, 0] - ends_to[other, 0]
        cost = way + extra + goal_extra[goal]
        if cost >= 0 and cost <= limit:  # not so where a piece between is closed in this direction
            best[goal] = cost
            hit[hits] = goal
            hits += 1
    return hits


@compiled
def _from_node(node, cost, pointer, goal, goal_cost, goal_extra, best, hit, hits, limit):  # type: ignore[no-untyped-def]
    """Targets beside a node that is reached at `cost`; how many are hit so far."""
    for at in range(pointer[node], pointer[node + 1]):
        there = cost + goal_cost[at] + goal_extra[goal[at]]
        if there < best[goal[at]] and there <= limit:
            if best[goal[at]] == np.inf:
                hit[hits] = goal[at]
                hits += 1
            best[goal[at]] = there
    return hits


@compiled
def _noted(source, hit, best, rows, columns, minutes, count):  # type: ignore[no-untyped-def]
    """Writes down what one origin reached, and forgets it in `best`; how many rows there are now."""
    for at in range(len(hit)):
        rows[count], columns[count] = source, hit[at]
        minutes[count] = int(np.ceil((best[hit[at]] - 0.01) / 60))
        best[hit[at]] = np.inf
        count += 1
    return count


@compiled
def _longer(column, more):  # type: ignore[no-untyped-def]
    return np.concatenate((column, np.empty(more, np.int32)))


@compiled
def _reach(  # type: ignore[no-untyped-def]  # noqa: C901 (one compiled loop)
    pointer, target, seconds, ends, to_ends, from_ends,
    point, extra, goal_point, goal_extra, goal_pointer, goal, goal_cost,
    chain_pointer, chain_goal, chain, limit,
):  # fmt: skip
    """Search after search. What waits lies in buckets of some seconds, unordered within: a node that gets
    better in its own bucket is simply looked at again, which costs less than keeping a heap."""
    nodes, goals = len(pointer) - 1, len(goal_point)
    distance, touched = np.full(nodes, np.inf, np.float32), np.empty(nodes, np.int32)
    best, hit = np.full(goals, np.inf, np.float32), np.empty(goals, np.int32)
    heads = np.full(int(limit / BUCKET) + 2, -1, np.int32)
    waits_cost, waits_node, waits_next = _waiting(np.int32(4096))
    rows, columns, minutes = _answers(np.int32(1024))
    count = 0
    for source in range(len(point)):
        if point[source] < 0:
            continue
        hits = used = size = 0
        if chain[point[source]] >= 0:
            hits = _along(
                point[source], chain[point[source]], to_ends, from_ends, chain_pointer, chain_goal,
                goal_point, best, hit, extra[source], goal_extra, limit,
            )  # fmt: skip
        for side in range(2):
            node, cost = ends[point[source], side], to_ends[point[source], side] + extra[source]
            if cost < distance[node] and cost <= limit:
                if distance[node] == np.inf:
                    touched[used] = node
                    used += 1
                distance[node] = cost
                size = _put(heads, waits_cost, waits_node, waits_next, size, cost, node)
        for bucket in range(len(heads)):
            while heads[bucket] >= 0:
                at = heads[bucket]
                cost, node = waits_cost[at], waits_node[at]
                heads[bucket] = waits_next[at]
                if cost > distance[node]:
                    continue
                hits = _from_node(
                    node, cost, goal_pointer, goal, goal_cost, goal_extra, best, hit, hits, limit
                )  # fmt: skip
                for edge in range(pointer[node], pointer[node + 1]):
                    there = cost + seconds[edge]
                    following = target[edge]
                    if there < distance[following] and there <= limit:
                        if distance[following] == np.inf:
                            touched[used] = following
                            used += 1
                        distance[following] = there
                        if size == len(waits_cost):
                            waits_cost, waits_node, waits_next = _more(waits_cost, waits_node, waits_next)
                        size = _put(heads, waits_cost, waits_node, waits_next, size, there, following)
        if count + hits >= len(rows):
            more = len(rows) + hits
            rows, columns, minutes = _longer(rows, more), _longer(columns, more), _longer(minutes, more)
        count = _noted(source, hit[:hits], best, rows, columns, minutes, count)
        for at in range(used):
            distance[touched[at]] = np.inf
    return rows[:count].copy(), columns[:count].copy(), minutes[:count].copy()


@compiled
def _answers(size):  # type: ignore[no-untyped-def]
    return np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)


@compiled
def _waiting(size):  # type: ignore[no-untyped-def]
    return np.empty(size, np.float32), np.empty(size, np.int32), np.empty(size, np.int32)


@compiled
def _more(cost, node, following):  # type: ignore[no-untyped-def]
    """The same lists, twice as long."""
    return (
        np.concatenate((cost, np.empty_like(cost))),
        np.concatenate((node, np.empty_like(node))),
        np.concatenate((following, np.empty_like(following))),
    )


@compiled
def _put(heads, costs, nodes, following, size, cost, node):  # type: ignore[no-untyped-def]
    bucket = int(cost / BUCKET)
    costs[size], nodes[size], following[size] = cost, node, heads[bucket]
    heads[bucket] = size
    return size + 1
