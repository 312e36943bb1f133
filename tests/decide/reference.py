# SPDX-License-Identifier: EUPL-1.2
"""The rules once more, as plainly as they can be written, in fractions. Slow, for small elections.

Written from the definitions, without looking at the engine: lists and dicts, no arrays, no lower bounds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Small:
    """costs by project; one dict of points by project per voter (1 for an approval)."""

    costs: list[int]
    votes: list[dict[int, int]]
    budget: int
    ids: list[str]

    def supporters(self, p: int) -> list[int]:
        return [i for i, vote in enumerate(self.votes) if vote.get(p, 0) > 0]

    def utility(self, kind: str) -> Callable[[int, int], int]:
        if kind == "cost":
            return lambda i, p: self.costs[p]
        if kind == "cardinality":
            return lambda i, p: 1
        return lambda i, p: self.votes[i][p]


def first(small: Small, equals: list[int]) -> int:
    return min(equals, key=lambda p: small.ids[p])


def equal_shares(small: Small, kind: str, share: Fraction) -> list[int]:
    utility = small.utility(kind)
    left = [share] * len(small.votes)
    funded = [p for p, cost in enumerate(small.costs) if cost == 0 and small.supporters(p)]
    while True:
        rates = {}
        for p, cost in enumerate(small.costs):
            if p not in funded and cost > 0 and small.supporters(p):
                rate = _rate(small, p, utility, left)
                if rate is not None:
                    rates[p] = rate
        if not rates:
            return funded
        least = min(rates.values())
        winner = first(small, [p for p, rate in rates.items() if rate == least])
        for i in small.supporters(winner):
            left[i] -= min(left[i], least * utility(i, winner))
        funded.append(winner)


def _rate(small: Small, p: int, utility: Callable[[int, int], int], left: list[Fraction]) -> Fraction | None:
    """The least rate at which min(money, rate · utility) of all supporters adds up to the cost."""
    who = small.supporters(p)
    if sum(left[i] for i in who) < small.costs[p]:
        return None
    # The sum is increasing and bends where somebody runs out: try every bend.
    for rate in sorted({left[i] / utility(i, p) for i in who}):
        if sum(min(left[i], rate * utility(i, p)) for i in who) >= small.costs[p]:
            poor = [i for i in who if left[i] < rate * utility(i, p)]
            rich = [i for i in who if i not in poor]
            missing = small.costs[p] - sum((left[i] for i in poor), Fraction(0))
            return Fraction(missing, sum(utility(i, p) for i in rich))
    raise AssertionError("affordable, yet no rate")


def exhausted(small: Small, funded: list[int]) -> bool:
    left = small.budget - sum(small.costs[p] for p in funded)
    return not any(
        p not in funded and 0 < cost <= left and small.supporters(p) for p, cost in enumerate(small.costs)
    )


def add1(small: Small, kind: str, step: Fraction = Fraction(1)) -> tuple[list[int], int]:
    share = Fraction(small.budget, len(small.votes))
    funded, runs = equal_shares(small, kind, share), 1
    while not exhausted(small, funded):
        share += step
        after = equal_shares(small, kind, share)
        runs += 1
        if sum(small.costs[p] for p in after) > small.budget:
            return funded, runs
        funded = after
    return funded, runs


def phragmen(small: Small) -> list[int]:
    load = [Fraction(0)] * len(small.votes)
    funded: list[int] = []
    left = small.budget
    while True:
        when = {
            p: Fraction(cost + sum(load[i] for i in small.supporters(p)), len(small.supporters(p)))
            for p, cost in enumerate(small.costs)
            if p not in funded and small.supporters(p) and cost <= small.budget
        }
        if not when:
            return funded
        least = min(when.values())
        equals = [p for p, at in when.items() if at == least]
        if any(small.costs[p] > left for p in equals):
            return funded
        winner = first(small, equals)
        for i in small.supporters(winner):
            load[i] = least
        left -= small.costs[winner]
        funded.append(winner)


def greedy(small: Small, kind: str) -> list[int]:
    def key(p: int) -> Fraction:
        if kind == "points":
            return Fraction(sum(vote.get(p, 0) for vote in small.votes))
        many = len(small.supporters(p))
        if kind == "cost":
            return Fraction(many)
        return Fraction(many, small.costs[p]) if small.costs[p] else Fraction(10**9 if many else 0)

    funded, left = [], small.budget
    for p in sorted(range(len(small.costs)), key=lambda p: (-key(p), small.ids[p])):
        if small.costs[p] <= left and key(p) >= 0:
            funded.append(p)
            left -= small.costs[p]
    return funded


def exact_shares(small: Small, kind: str, share: Fraction) -> list[tuple[int, tuple[int, ...]]]:
    """Exact Equal Shares: (project, payers), in order."""
    return _exact_shares(small, kind, share)[0]


def exact_ties(small: Small, kind: str, share: Fraction) -> list[tuple[int, tuple[int, ...], int]]:
    """(the how-manieth, equals, winner)"""
    return _exact_shares(small, kind, share)[1]


def _exact_shares(
    small: Small, kind: str, share: Fraction
) -> tuple[list[tuple[int, tuple[int, ...]]], list[tuple[int, tuple[int, ...], int]]]:
    ties = []
    left = [share] * len(small.votes)
    funded = [(p, ()) for p, cost in enumerate(small.costs) if cost == 0 and small.supporters(p)]
    while True:
        best: list[tuple[Fraction, int, tuple[int, ...]]] = []
        for p, cost in enumerate(small.costs):
            if cost == 0 or p in [q for q, _ in funded]:
                continue
            for size in range(len(small.supporters(p)), 0, -1):
                able = tuple(i for i in small.supporters(p) if left[i] >= Fraction(cost, size))
                if len(able) >= size:
                    value = cost if kind == "cost" else 1
                    best.append((Fraction(value * size, cost), p, able))
                    break
        if not best:
            return funded, ties
        most = max(value for value, _, _ in best)
        equals = [p for value, p, _ in best if value == most]
        winner = first(small, equals)
        if len(equals) > 1:
            ties.append((len(funded) + 1, tuple(equals), winner))
        payers = next(able for _, p, able in best if p == winner)
        for i in payers:
            left[i] -= Fraction(small.costs[winner], len(payers))
        funded.append((winner, payers))


def next_raise(
    small: Small, kind: str, share: Fraction, outcome: list[tuple[int, tuple[int, ...]]]
) -> Fraction | None:
    """The least raise that lets some group buy a project not funded yet, from the definition: every size."""

    def outranked(p: int, size: int, q: int, payers: int) -> bool:
        if payers == 0:
            return False
        here = Fraction(size, 1 if kind == "cost" else small.costs[p])
        there = Fraction(payers, 1 if kind == "cost" else small.costs[q])
        return here > there or (here == there and small.ids[p] < small.ids[q])

    raises = []
    done = [q for q, _ in outcome]
    for p, cost in enumerate(small.costs):
        if p in done or cost == 0:
            continue
        for size in range(1, len(small.supporters(p)) + 1):
            means = []
            for i in small.supporters(p):
                kept = [
                    Fraction(small.costs[q], len(payers))
                    for q, payers in outcome
                    if i in payers and not outranked(p, size, q, len(payers))
                ]
                means.append(share - sum(kept, Fraction(0)))
            means.sort(reverse=True)
            raises.append(max(Fraction(cost, size) - means[size - 1], Fraction(0)))
    return min(raises) if raises else None


def add_opt(small: Small, kind: str) -> tuple[list[int], int]:
    share = Fraction(small.budget, len(small.votes))
    outcome, runs = exact_shares(small, kind, share), 1
    while not exhausted(small, [p for p, _ in outcome]):
        more = next_raise(small, kind, share, outcome)
        if not more:
            break
        share += more
        after = exact_shares(small, kind, share)
        runs += 1
        if sum(small.costs[p] for p, _ in after) > small.budget:
            break
        outcome = after
    return [p for p, _ in outcome], runs
