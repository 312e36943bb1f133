# SPDX-License-Identifier: EUPL-1.2
"""The Method of Equal Shares (Peters, Pierczyński, Skowron 2021; equalshares.net).

Every ballot gets the same share of the budget. The project is funded whose supporters pay the least per unit
of utility; they pay alike, and who has too little left gives all that is left. Then the next one.
Floats do the work; whatever is closer than `kernels.FINE` is settled in exact fractions.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from soesmart.decide.engine.exact import Exact
from soesmart.decide.engine.prepared import MAY, NO_FLOATS, Prepared
from soesmart.decide.engine.types import Floats, Ints, Rule


@dataclass(slots=True)
class Run:
    """One run at one share. Arrays over all projects m."""

    share: Fraction
    picked: list[int]
    """In the order of funding, those without cost first."""
    rates: list[float]
    """What one unit of worth cost, of each picked."""
    state: Ints
    when: Ints
    money: Floats
    room: Ints
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)

    def spent(self, costs: Ints) -> int:
        return int(costs[self.picked].sum()) if self.picked else 0


class EqualShares:
    """The method for one election and one utility; `run` may be called for many shares."""

    def __init__(self, prepared: Prepared, rule: Rule) -> None:
        self.prepared = prepared
        self.costs = prepared.costs
        self.cost = self.costs.astype(np.float64)
        self.worth = prepared.points.astype(np.float64) if len(prepared.points) else NO_FLOATS
        self.by_cost = rule.utility == "cost"
        self.value = np.where(self.cost > 0, self.cost, 1.0) if self.by_cost else np.ones(prepared.m)
        self.total = self._total()
        self.free = np.flatnonzero((prepared.open == MAY) & (self.costs == 0))
        self.candidates = (prepared.open == MAY) & (self.costs > 0)

    def _total(self) -> Floats:
        """(m,) worth of all supports together."""
        if not len(self.worth):
            return np.maximum(self.prepared.votes, 1).astype(np.float64)
        sums = np.zeros(self.prepared.m)
        owner = np.repeat(np.arange(self.prepared.m), np.diff(self.prepared.start))
        np.add.at(sums, owner, self.worth)
        return np.maximum(sums, 1.0)

    def run(self, share: Fraction) -> Run:
        """The outcome when every ballot may spend `share` (in 1/scale)."""
        from soesmart.decide.engine import kernels

        prepared = self.prepared
        m, limits = prepared.m, prepared.constraints
        run = self._begun(share)
        low = self.cost / self.total * kernels.SAFE
        picked, rates = np.zeros(m, np.int64), np.zeros(m)
        tied = np.zeros(m, np.int8)
        rounds = 0
        exact: Exact | None = None
        lists = (prepared.start, prepared.start[1:].copy(), prepared.voter.copy(), self.worth.copy())
        while True:
            code, rounds = kernels.advance(
                self.cost,
                self.value,
                *lists,
                (limits.start, limits.rule, limits.amount, run.room),
                run.money,
                low,
                run.state,
                run.when,
                rounds,
                picked,
                rates,
                tied,
            )
            if code == kernels.DONE:
                break
            exact = exact or Exact(prepared, share, by_cost=self.by_cost)
            rounds = self._settle(run, exact, rounds, picked, rates, tied)
        run.picked += [int(p) for p in picked[:rounds]]
        run.rates += [float(r) for r in rates[:rounds]]
        return run

    def certain_steps(self, share: Fraction, step: Fraction, most: int) -> int:
        """So many steps on, up to `most`, surely keep to the budget and leave something that fits."""
        from soesmart.decide.engine import kernels
        from soesmart.decide.engine.kernels_steps import certain_steps

        prepared, limits = self.prepared, self.prepared.constraints
        begun = self._begun(share)
        return int(
            certain_steps(
                float(share),
                float(step),
                most,
                prepared.election.budget,
                prepared.n,
                self.costs,
                self.cost,
                self.value,
                self.cost / self.total * kernels.SAFE,
                self.candidates,
                prepared.start,
                prepared.voter,
                self.worth,
                (limits.start, limits.rule, limits.amount, begun.room),
                begun.state,
            )
        )

    def _begun(self, share: Fraction) -> Run:
        """What costs nothing is funded; what a limit rules out already is out."""
        from soesmart.decide.engine import kernels

        prepared = self.prepared
        m, limits = prepared.m, prepared.constraints
        state = np.where(self.candidates, kernels.OPEN, kernels.POOR).astype(np.int64)
        run = Run(
            share,
            [int(p) for p in self.free],
            [0.0] * len(self.free),
            state,
            np.zeros(m, np.int64),
            np.full(prepared.n, float(share)),
            limits.room.copy(),
        )
        for p in self.free:
            state[p] = kernels.FUNDED
            kernels.close_blocked(p, limits.start, limits.rule, limits.amount, run.room, state, run.when, 0)
        self._close_hopeless(run)
        return run

    def _close_hopeless(self, run: Run) -> None:
        """Projects that a limit rules out from the start."""
        from soesmart.decide.engine import kernels

        limits = self.prepared.constraints
        for p in np.flatnonzero(run.state == kernels.OPEN):
            for at in range(limits.start[p], limits.start[p + 1]):
                if limits.amount[at] > run.room[limits.rule[at]]:
                    run.state[p] = kernels.BLOCKED

    def _settle(self, run: Run, exact: Exact, rounds: int, picked: Ints, rates: Floats, tied: Any) -> int:
        """A round too close for floats: the lowest exact rate, among equals the lot."""
        from soesmart.decide.engine import kernels

        plain = [self._plain_rate(run, int(p)) for p in np.flatnonzero(tied)]
        by_fractions = any(rate is None for rate in plain)
        found: list[tuple[Fraction, int]] = []
        if by_fractions:
            exact.follow([int(p) for p in picked[:rounds]])
        for p, rate in zip(np.flatnonzero(tied), plain, strict=True):
            rate = exact.rate(int(p)) if by_fractions else rate
            if rate is None:
                run.state[p] = kernels.POOR
                run.when[p] = rounds
            else:
                found.append((rate / self.costs[p].item() if self.by_cost else rate, int(p)))
        if len(found) < np.count_nonzero(tied) or not found:
            return rounds  # somebody dropped out: look again
        least = min(rate for rate, _ in found)
        equals = [p for rate, p in found if rate == least]
        winner = min(equals, key=lambda p: int(self.prepared.lot[p]))
        if len(equals) > 1:
            run.ties.append((rounds + 1 + len(self.free), tuple(equals), winner))
        price = least * self.costs[winner].item() if self.by_cost else least
        picked[rounds], rates[rounds] = winner, float(price)
        run.state[winner] = kernels.FUNDED
        run.when[winner] = rounds
        prepared = self.prepared
        kernels.pay(
            winner, float(price), prepared.start, prepared.start[1:], prepared.voter, self.worth, run.money
        )
        if by_fractions:
            exact.follow([int(p) for p in picked[: rounds + 1]])
            exact.put_right(winner, run.money)
        limits = prepared.constraints
        kernels.close_blocked(
            winner, limits.start, limits.rule, limits.amount, run.room, run.state, run.when, rounds + 1
        )
        return rounds + 1

    def _plain_rate(self, run: Run, p: int) -> Fraction | None:
        """The exact rate where every supporter clearly has enough, or nothing; None: not that plain."""
        rows = slice(int(self.prepared.start[p]), int(self.prepared.start[p + 1]))
        money = run.money[self.prepared.voter[rows]]
        able = money > 0
        points = self.prepared.points
        worth = points[rows][able] if len(points) else np.ones(np.count_nonzero(able), np.int64)
        total = int(worth.sum())
        if not total or np.any(money[able] < worth * (self.cost[p] / total) * (1 + 1e-9)):
            return None
        return Fraction(int(self.costs[p]), total)
