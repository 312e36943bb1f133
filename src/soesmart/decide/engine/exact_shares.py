# SPDX-License-Identifier: EUPL-1.2
"""Exact Equal Shares and its completion add-opt (Kraiczy, Robinson, Elkind: Streamlining Equal Shares, 2025).

As equal shares, but all payers of a project pay exactly the same: who cannot, does not pay. The project comes
next whose largest group of such payers buys the most utility per money. add-opt then raises everybody's share
by the least amount at which some project that is not funded yet could be bought, by money left over and by
money that its supporters spent on what it would outrank; and runs again, until the budget would break.
Every such amount is an exact fraction. Floats only narrow down whom to look at.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from soesmart.decide.engine.prepared import MAY, Prepared
from soesmart.decide.engine.raising import Raise
from soesmart.decide.engine.types import Floats, Ints, Rule


@dataclass(slots=True)
class Groups:
    """One run: who pays what. Picks in order, those without cost first."""

    share: Fraction
    costs: Ints
    """(m,)"""
    money: Floats
    room: Ints
    picks: Ints
    """(m,) filled up to `rounds`, as all that follow"""
    sizes: Ints
    """By pick; 0 for what costs nothing."""
    flat: npt.NDArray[np.uint32]
    """The payers of all picks."""
    ends: Ints
    """(m + 1,) where in `flat` those of a pick begin"""
    state: Ints
    when: Ints
    """(m,) the pick (index) that ruled a project out; −1: out from the start"""
    rounds: int = 0
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)

    @property
    def picked(self) -> list[int]:
        return [int(p) for p in self.picks[: self.rounds]]

    def payers(self, at: int) -> npt.NDArray[np.uint32]:
        """Of a pick, ascending."""
        return self.flat[self.ends[at] : self.ends[at + 1]]

    def price(self, at: int) -> Fraction:
        """What each payer of a pick pays."""
        size = int(self.sizes[at])
        return Fraction(int(self.costs[self.picks[at]]), size) if size else Fraction(0)

    def spent(self) -> int:
        return int(self.costs[self.picks[: self.rounds]].sum())

    def left(self, voters: npt.NDArray[np.uint32], before: int | None = None) -> list[Fraction]:
        """What these have left exactly, at the end or before a pick. Equal histories are added up once."""
        from soesmart.decide.engine.kernels_groups import who_paid

        paid = who_paid(voters, self.rounds if before is None else before, self.flat, self.ends)
        left: dict[bytes, Fraction] = {}
        rows = [row.tobytes() for row in paid]
        for at, row in enumerate(rows):
            if row not in left:
                prices = (self.price(int(pick)) for pick in np.flatnonzero(paid[at]))
                left[row] = self.share - sum(prices, Fraction(0))
        return [left[row] for row in rows]


class ExactShares:
    """The method for one election; `run` may be called for many shares."""

    def __init__(self, prepared: Prepared, rule: Rule) -> None:
        self.prepared = prepared
        self.costs = prepared.costs
        self.cost = self.costs.astype(np.float64)
        self.per = np.ones(prepared.m, np.int64) if rule.utility == "cost" else np.maximum(self.costs, 1)
        self.free = [int(p) for p in np.flatnonzero((prepared.open == MAY) & (self.costs == 0))]
        self.candidates = (prepared.open == MAY) & (self.costs > 0)
        self.owner = np.repeat(np.arange(prepared.m), np.diff(prepared.constraints.start))
        """Whose limit it is, by entry of the constraints."""
        self.guess = self.prepared.election.budget / max(1, prepared.n) / 50
        """Where the search for the next raise begins; steers speed only."""

    def supporters(self, p: int) -> npt.NDArray[np.uint32]:
        return self.prepared.voter[self.prepared.start[p] : self.prepared.start[p + 1]]

    def run(self, share: Fraction) -> Groups:
        """The outcome when every ballot may spend `share` (in 1/scale)."""
        from soesmart.decide.engine import kernels_groups as kernels

        prepared, limits = self.prepared, self.prepared.constraints
        run = self._begun(share)
        most, tied = prepared.votes.astype(np.int64), np.zeros(prepared.m, np.bool_)
        while True:
            code, rounds, doubt = kernels.advance_groups(
                self.cost,
                self.per,
                prepared.lot,
                prepared.start,
                prepared.voter,
                (limits.start, limits.rule, limits.amount, run.room),
                run.money,
                most,
                run.state,
                run.when,
                run.rounds,
                run.picks,
                run.sizes,
                run.flat,
                run.ends,
                tied,
            )
            run.rounds = int(rounds)
            if code == kernels.DONE:
                return run
            if code == kernels.DOUBT:
                self._settle(run, int(doubt), int(most[doubt]))
            else:
                equals = tuple(int(p) for p in np.flatnonzero(tied))
                run.ties.append((run.rounds, equals, run.picked[-1]))
                tied[:] = False

    def _begun(self, share: Fraction) -> Groups:
        """What costs nothing is funded; what a limit rules out already is out."""
        from soesmart.decide.engine import kernels_groups as kernels

        prepared, limits, m = self.prepared, self.prepared.constraints, self.prepared.m
        run = Groups(
            share,
            self.costs,
            np.full(prepared.n, float(share)),
            limits.room.copy(),
            np.zeros(m, np.int64),
            np.zeros(m, np.int64),
            np.empty(len(prepared.voter), np.uint32),
            np.zeros(m + 1, np.int64),
            np.where(self.candidates, kernels.OPEN, kernels.FUNDED),
            np.full(m, -1, np.int64),
        )
        for p in self.free:
            run.picks[run.rounds] = p
            run.rounds += 1
            kernels.close_blocked(
                p, limits.start, limits.rule, limits.amount, run.room, run.state, run.when, -1
            )
        over = self.owner[limits.amount > run.room[limits.rule]]
        run.state[over[run.state[over] == kernels.OPEN]] = kernels.BLOCKED
        return run

    def _settle(self, run: Groups, p: int, size: int) -> None:
        """Money too close to the price: set to the price, or clearly off it, by exact fractions."""
        from soesmart.decide.engine.kernels_groups import BAND

        voters, price = self.supporters(p), float(self.cost[p] / size)
        have = run.money[voters]
        near = voters[(np.abs(have - price) < price * BAND) & (have != price)]
        exact_price = Fraction(int(self.costs[p]), size)
        values: list[Any] = [price] * len(near)
        for at, left in enumerate(run.left(near)):
            if left != exact_price:
                values[at] = price * (1 + BAND if left > exact_price else 1 - BAND)
        run.money[near] = values

    def next_raise(self, run: Groups) -> Fraction | None:
        """The least raise of all shares that could buy a project not funded yet; None: there is none."""
        found = Raise(self.prepared, self.cost, self.per, run).least(self.guess)
        if found is not None:
            self.guess = 8 * float(found)
        return found


@dataclass(frozen=True, slots=True)
class Raised:
    """The outcome of add-opt."""

    run: Groups
    runs: int
    next_over: Groups | None = None


def is_exhausted(shares: ExactShares, run: Groups) -> bool:
    """Whether no further project would fit, neither into the budget nor into its limits."""
    limits = shares.prepared.constraints
    fits = shares.candidates & (shares.costs <= shares.prepared.election.budget - run.spent())
    fits[run.picks[: run.rounds]] = False
    fits[shares.owner[limits.amount > run.room[limits.rule]]] = False
    return not fits.any()


def add_opt(shares: ExactShares, share: Fraction) -> Raised:
    """Runs at ever larger shares, each the least that could fund one project more; the last within budget."""
    budget = shares.prepared.election.budget
    run, runs = shares.run(share), 1
    while not is_exhausted(shares, run):
        more = shares.next_raise(run)
        if more is None or more <= 0:
            break
        after = shares.run(run.share + more)
        runs += 1
        if after.spent() > budget:
            return Raised(run, runs, after)
        run = after
    return Raised(run, runs)
