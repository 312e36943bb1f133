# SPDX-License-Identifier: EUPL-1.2
"""How far shares may rise until the outcome of equal shares can change: a proof, in whole numbers.

While a run goes the same way, everything in it grows along a straight line with the share: what a voter has
left, what a project takes. So each of its decisions holds up to a share that can be computed, and up to the
lowest of them the outcome stays the same. What a project that was not taken could have raised at the winner's
rate is a sum of minima: it bends down only, so its tangent is never too low.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.equal_shares import EqualShares, Run

Line = tuple[int, int]
"""A value and what it gains per raise of the share; all lines of a moment in the same fraction of a unit."""


@dataclass(slots=True)
class _Limit:
    """The least raise found so far at which a decision may turn; None: none does."""

    above: int = 0
    below: int = 0

    def keep_positive(self, value: int, gain: int) -> bool:
        """`value + gain · raise` must not fall below zero. → whether it holds for any raise at all"""
        if value < 0 or (value == 0 and gain < 0):
            return False
        if gain < 0 and (not self.below or value * self.below < self.above * -gain):
            self.above, self.below = value, -gain
        return True


class Lasting:
    """Answers for one election. Ballots that say the same are one, so many times."""

    def __init__(self, shares: EqualShares) -> None:
        self.shares, prepared = shares, shares.prepared
        worth = prepared.points if len(prepared.points) else np.ones(len(prepared.voter), np.int64)
        owner = np.repeat(np.arange(prepared.m), np.diff(prepared.start))
        says: list[list[tuple[int, int]]] = [[] for _ in range(prepared.n)]
        for voter, p, points in zip(prepared.voter.tolist(), owner.tolist(), worth.tolist(), strict=True):
            says[voter].append((p, points))
        many: dict[tuple[tuple[int, int], ...], int] = {}
        for said in says:
            many[tuple(said)] = many.get(tuple(said), 0) + 1
        self.kinds = len(many)
        self.supporters: list[list[tuple[int, int, int]]] = [[] for _ in range(prepared.m)]
        """By project: (kind of ballot, worth to each, how many of them)."""
        for kind, (ballot, times) in enumerate(many.items()):
            for p, points in ballot:
                self.supporters[p].append((kind, points, times))

    def raise_without_change(self, run: Run) -> Fraction | None:
        """Any smaller raise of all shares than this leaves the outcome as it is; None: any raise at all."""
        limit = _Limit()
        if self._follow(run, limit):
            return Fraction(limit.above, limit.below) if limit.below else None
        return Fraction(0)

    def _follow(self, run: Run, limit: _Limit) -> bool:
        from soesmart.decide.engine.kernels import BLOCKED

        costs = [int(cost) for cost in self.shares.costs]
        unit = run.share.denominator
        left: list[Line] = [(run.share.numerator, unit)] * self.kinds
        waiting = {int(p) for p in np.flatnonzero(self.shares.candidates)}
        until = {p: int(run.when[p]) for p in waiting if run.state[p] == BLOCKED}
        for at, p in enumerate(p for p in run.picked if costs[p]):
            waiting.remove(p)
            rate, total = self._rate(p, costs[p] * unit, left)
            if not total:
                return False
            unit *= total
            left = [(value * total, gain * total) for value, gain in left]
            rivals = [q for q in waiting if until.get(q, at + 1) > at]
            if not self._stays(p, rate, left, limit) or not all(
                self._is_dearer(q, p, rate, costs, unit, left, limit) for q in rivals
            ):
                return False
            for kind, worth, _ in self.supporters[p]:
                (value, gain), (price, more) = left[kind], rate
                poor = (value, gain) <= (price * worth, more * worth)
                left[kind] = (0, 0) if poor else (value - price * worth, gain - more * worth)
        return all(self._is_out_of_reach(q, costs[q] * unit, left, limit) for q in waiting if q not in until)

    def _rate(self, p: int, cost: int, left: list[Line]) -> tuple[Line, int]:
        """The rate of p as a line in 1/total of the unit; total: the worth of p to those who pay in full."""
        order = sorted(
            self.supporters[p],
            key=lambda one: (Fraction(left[one[0]][0], one[1]), Fraction(left[one[0]][1], one[1])),
        )
        missing, gain = cost, 0
        total = sum(worth * times for _, worth, times in order)
        for kind, worth, times in order:
            value, more = left[kind]
            if (missing * worth, gain * worth) <= (value * total, more * total):
                return (missing, gain), total
            missing, gain = missing - value * times, gain - more * times
            total -= worth * times
        return (0, 0), 0

    def _stays(self, p: int, rate: Line, left: list[Line], limit: _Limit) -> bool:
        """Who gives all that is left, and who gives the full price."""
        for kind, worth, _ in self.supporters[p]:
            over, gain = left[kind][0] - rate[0] * worth, left[kind][1] - rate[1] * worth
            if left[kind] == (0, 0):
                continue
            if not (limit.keep_positive(over, gain) or limit.keep_positive(-over, -gain)):
                return False
        return True

    def _is_dearer(
        self, q: int, p: int, rate: Line, costs: list[int], unit: int, left: list[Line], limit: _Limit
    ) -> bool:
        """At the rate of p the supporters of q raise no more than its cost; for equals the lot has spoken."""
        ours, theirs = (costs[p], costs[q]) if self.shares.by_cost else (1, 1)
        value, gain = ours * costs[q] * unit, 0
        for kind, worth, times in self.supporters[q]:
            have, full = left[kind], (rate[0] * theirs * worth, rate[1] * theirs * worth)
            gives = min((have[0] * ours, have[1] * ours), full)
            value, gain = value - gives[0] * times, gain - gives[1] * times
        return limit.keep_positive(value, gain)

    def _is_out_of_reach(self, q: int, cost: int, left: list[Line], limit: _Limit) -> bool:
        value, gain = cost, 0
        for kind, _, times in self.supporters[q]:
            value, gain = value - left[kind][0] * times, gain - left[kind][1] * times
        return value > 0 and limit.keep_positive(value, gain)
