# SPDX-License-Identifier: EUPL-1.2
"""Phragmén's sequential rule (Phragmén 1894; for budgets: Los, Christoff, Grossi 2022).

Everybody earns money at the same speed, from nothing. As soon as the supporters of a project have enough
together, they buy it. It ends when the next purchase would break the budget.
The time of a purchase (the load) is kept as an exact fraction; sums of loads are floats, exact at near-ties.
"""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.prepared import MAY, Prepared
from soesmart.decide.engine.types import Floats, Ints

_FINE = 1e-11


@dataclass(slots=True)
class Purchases:
    """What was bought, in order, and when; what ended it."""

    picked: list[int]
    loads: list[Fraction]
    """By pick: how much everybody had earned by then, in 1/scale of a unit of money."""
    load: Floats
    """(n,) by voter: how much of the earned is spent"""
    stopped_by: int | None = None
    """The project whose turn it was and that broke the budget."""
    blocked: list[int] = field(default_factory=list)
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)
    next_load: Floats | None = None
    """(m,) when each remaining project would have been bought."""


class Phragmen:
    """The rule for one election."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.costs = prepared.costs
        self.last = np.zeros(prepared.n, np.int64)
        """(n,) the how-manieth pick the voter paid last, 0: none"""
        self.exact_loads = [Fraction(0)]
        self.load = np.zeros(prepared.n)
        self.sums = np.zeros(prepared.m)
        """(m,) loads of all supporters together"""
        self.room = prepared.constraints.room.copy()

    def run(self) -> Purchases:
        from soesmart.decide.engine.kernels_loads import add_loads, by_voter

        prepared, costs = self.prepared, self.costs
        budget = prepared.election.budget
        open_ = (prepared.open == MAY) & (costs <= budget)
        own_start, own = by_voter(prepared.start, prepared.voter, prepared.n)
        votes = np.maximum(prepared.votes, 1)
        result = Purchases([], [], self.load)
        left = budget
        while True:
            self._close(open_, result)
            if not open_.any():
                return result
            when = np.where(open_, (self.sums + costs) / votes, np.inf)
            least = when.min()
            near = np.flatnonzero(when <= least * (1 + _FINE))
            load, equals = self._earliest(near)
            result.next_load = when
            if any(int(costs[p]) > left for p in equals):
                result.stopped_by = next(p for p in equals if int(costs[p]) > left)
                return result
            winner = min(equals, key=lambda p: int(prepared.lot[p]))
            if len(equals) > 1:
                result.ties.append((len(result.picked) + 1, tuple(equals), winner))
            voters = prepared.voter[prepared.start[winner] : prepared.start[winner + 1]]
            result.picked.append(winner)
            result.loads.append(load)
            self.exact_loads.append(load)
            self.last[voters] = len(result.picked)
            add_loads(voters, float(load), own_start, own, self.load, self.sums)
            open_[winner] = False
            left -= int(costs[winner])
            self._use(winner)

    def _earliest(self, near: Ints) -> tuple[Fraction, list[int]]:
        """The earliest purchase among candidates, exactly, and all that share it."""
        exact = {int(p): self._exact(int(p)) for p in near}
        least = min(exact.values())
        return least, [p for p, load in exact.items() if load == least]

    def _exact(self, p: int) -> Fraction:
        voters = self.prepared.voter[self.prepared.start[p] : self.prepared.start[p + 1]]
        many = np.bincount(self.last[voters])
        paid = sum((int(c) * self.exact_loads[at] for at, c in enumerate(many) if c), Fraction(0))
        return (paid + int(self.costs[p])) / len(voters)

    def _use(self, p: int) -> None:
        limits = self.prepared.constraints
        uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
        self.room[limits.rule[uses]] -= limits.amount[uses]

    def _close(self, open_: np.ndarray, result: Purchases) -> None:
        limits = self.prepared.constraints
        if not len(limits.rule):
            return
        for p in np.flatnonzero(open_):
            uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
            if np.any(limits.amount[uses] > self.room[limits.rule[uses]]):
                open_[p] = False
                result.blocked.append(int(p))
