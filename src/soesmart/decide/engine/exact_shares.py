# SPDX-License-Identifier: EUPL-1.2
"""Exact Equal Shares and its completion add-opt (Kraiczy, Robinson, Elkind: Streamlining Equal Shares, 2025).

As equal shares, but all payers of a project pay exactly the same: who cannot, does not pay. The project comes
next whose largest group of such payers buys the most utility per money. add-opt then raises everybody's share
by the least amount at which some project that is not funded yet could be bought, by money left over and by
money that its supporters spent on what it would outrank; and runs again, until the budget would break.
Every such amount is an exact fraction. Floats only narrow down whom to look at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from soesmart.decide.engine.prepared import MAY, Prepared
from soesmart.decide.engine.types import Floats, Ints, Rule

_BELOW = 1.0 - 1e-12
_HALVINGS = 12


@dataclass(slots=True)
class Groups:
    """One run: who pays what."""

    share: Fraction
    picked: list[int]
    sizes: list[int]
    """By pick; 0 for what costs nothing."""
    payers: list[npt.NDArray[np.uint32]]
    money: Floats
    signature: npt.NDArray[np.uint64]
    """(n,) equal for voters who paid for the same picks"""
    room: Ints
    blocked_at: dict[int, int] = field(default_factory=dict)
    """Project → the pick (index) that ruled it out."""
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)

    def spent(self, costs: Ints) -> int:
        return int(costs[self.picked].sum()) if self.picked else 0


class ExactShares:
    """The method for one election; `run` may be called for many shares."""

    def __init__(self, prepared: Prepared, rule: Rule) -> None:
        self.prepared = prepared
        self.costs = prepared.costs
        self.cost = self.costs.astype(np.float64)
        self.per = np.ones(prepared.m, np.int64) if rule.utility == "cost" else np.maximum(self.costs, 1)
        self.free = [int(p) for p in np.flatnonzero((prepared.open == MAY) & (self.costs == 0))]
        self.candidates = (prepared.open == MAY) & (self.costs > 0)
        self.guess = self.prepared.election.budget / max(1, prepared.n) / 50
        """Where the search for the next raise begins; steers speed only."""
        marks = np.random.Generator(np.random.PCG64(20250217)).integers(1, 2**62, prepared.m, np.int64)
        self.marks = marks.astype(np.uint64)

    def supporters(self, p: int) -> npt.NDArray[np.uint32]:
        return self.prepared.voter[self.prepared.start[p] : self.prepared.start[p + 1]]

    def run(self, share: Fraction) -> Groups:
        """The outcome when every ballot may spend `share` (in 1/scale)."""
        from soesmart.decide.engine.kernels_more import next_group, take

        prepared = self.prepared
        money, signature = np.full(prepared.n, float(share)), np.zeros(prepared.n, np.uint64)
        run = Groups(share, [], [], [], money, signature, prepared.constraints.room.copy())
        open_ = self.candidates.copy()
        for p in self.free:
            self._fund(run, p, 0, np.empty(0, np.uint32), open_)
        self._close(run, open_)
        most = prepared.votes.astype(np.int64)
        while True:
            winner, size, doubt = next_group(
                self.cost, self.per, prepared.lot, prepared.start, prepared.voter, run.money, most, open_
            )
            if doubt >= 0:
                self._settle(run, int(doubt), int(most[doubt]))
                continue
            if winner < 0:
                return run
            self._note_tie(run, open_, most, int(winner))
            price = float(self.cost[winner] / size)
            payers = take(price, self.supporters(winner), run.money, signature, self.marks[winner])
            open_[winner] = False
            self._fund(run, int(winner), int(size), payers, open_)

    def _note_tie(self, run: Groups, open_: Any, most: Ints, winner: int) -> None:
        """Sizes of equals are known: they were looked at before the winner was sure."""
        equals = np.flatnonzero(open_ & (most * self.per[winner] == most[winner] * self.per))
        if len(equals) > 1:
            run.ties.append((len(run.picked) + 1, tuple(int(p) for p in equals), winner))

    def _fund(self, run: Groups, p: int, size: int, payers: npt.NDArray[np.uint32], open_: Any) -> None:
        limits = self.prepared.constraints
        run.picked.append(p)
        run.sizes.append(size)
        run.payers.append(payers)
        uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
        if uses.stop > uses.start:
            run.room[limits.rule[uses]] -= limits.amount[uses]
            self._close(run, open_)

    def _close(self, run: Groups, open_: Any) -> None:
        limits = self.prepared.constraints
        if not len(limits.rule):
            return
        for p in np.flatnonzero(open_):
            uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
            if np.any(limits.amount[uses] > run.room[limits.rule[uses]]):
                open_[p] = False
                run.blocked_at[int(p)] = len(run.picked) - 1

    def _settle(self, run: Groups, p: int, size: int) -> None:
        """Money too close to the price: set to the price, or clearly below, by exact fractions."""
        from soesmart.decide.engine.kernels_more import BAND

        voters, price = self.supporters(p), float(self.cost[p] / size)
        have = run.money[voters]
        near = voters[(np.abs(have - price) < price * BAND) & (have != price)]
        exact_price = Fraction(int(self.costs[p]), size)
        _, first, kind = np.unique(run.signature[near], return_index=True, return_inverse=True)
        values = []
        for at in first:
            left = self.left(run, int(near[at]))
            if left == exact_price:
                values.append(price)
            else:
                values.append(price * (1 + BAND if left > exact_price else 1 - BAND))
        run.money[near] = np.array(values)[kind]

    def left(self, run: Groups, voter: int) -> Fraction:
        """What a voter has left, exactly."""
        return run.share - sum(
            (self.price(run, at) for at in range(len(run.picked)) if self._paid(run, at, voter)), Fraction(0)
        )

    def _paid(self, run: Groups, at: int, voter: int) -> bool:
        payers = run.payers[at]
        where = int(np.searchsorted(payers, voter))
        return where < len(payers) and int(payers[where]) == voter

    def price(self, run: Groups, at: int) -> Fraction:
        """What each payer of a pick pays."""
        return Fraction(int(self.costs[run.picked[at]]), run.sizes[at]) if run.sizes[at] else Fraction(0)

    def next_raise(self, run: Groups) -> Fraction | None:
        """The least raise of all shares that could buy a project not funded yet; None: there is none."""
        return Raise(self, run).least()


class Raise:
    """The search for the least raise. One outcome, all projects that are not in it."""

    def __init__(self, shares: ExactShares, run: Groups) -> None:
        from soesmart.decide.engine.kernels_more import paid_lists

        self.shares, self.run = shares, run
        prepared = shares.prepared
        payer_start = np.zeros(len(run.picked) + 1, np.int64)
        payer_start[1:] = np.cumsum([len(payers) for payers in run.payers])
        flat = np.concatenate([np.empty(0, np.uint32), *run.payers])
        self.list_start, self.picks = paid_lists(flat, payer_start, prepared.n)
        self.prices = np.array([float(shares.price(run, at)) for at in range(len(run.picked))])
        self.sizes, self.picked = np.array(run.sizes, np.int64), np.array(run.picked, np.int64)
        self.outranks: dict[int, tuple[Ints, int]] = {}
        self.counts = np.zeros(int(prepared.votes.max(initial=0)) + 3, np.int64)

    def least(self) -> Fraction | None:
        """Floats narrow it down for all projects at once; what remains is decided in fractions."""
        rest = self._order()
        if not rest:
            return None
        most = min(float(self.shares.cost[p]) / (len(self.shares.supporters(p)) - 0.5) for p in rest)
        low, high = 0.0, min(self.shares.guess, most)
        while not (found := self._within(rest, high)):
            if high >= most:
                return None
            low, high = high, min(4 * high, most)
        rest = found
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if found := self._within(rest, middle):
                rest, high = found, middle
            else:
                low = middle
        best: Fraction | None = None
        for p in rest:
            exact = self._of(p, high * (1 + 1e-9) if best is None else float(best) * _BELOW)
            if exact is not None and (best is None or exact < best):
                best = exact
        self.shares.guess = 2 * high
        return best

    def _within(self, projects: Sequence[int], more: float) -> list[int]:
        """Those that could be bought if everybody had `more`."""
        return [p for p in projects if self._size(p, more)]

    def _size(self, p: int, more: float) -> int:
        from soesmart.decide.engine.kernels_more import group_within

        cost, many = self.shares.cost[p], len(self.shares.supporters(p))
        if cost > many * (float(self.run.share) + more) * (1 + 1e-9):
            return 0  # not even if nobody had spent anything
        needed, least = self._needed(p)
        return int(
            group_within(
                cost,
                more,
                least,
                self.counts,
                self.shares.supporters(p),
                self.run.money,
                self.list_start,
                self.picks,
                self.prices,
                needed,
            )
        )

    def _order(self) -> Sequence[int]:
        """Projects that are not funded and that no limit ruled out from the start."""
        funded = set(self.run.picked)
        return [
            int(p)
            for p in np.flatnonzero(self.shares.candidates)
            if int(p) not in funded and not self._never(int(p))
        ]

    def _never(self, p: int) -> bool:
        """Ruled out by a limit before anything was funded."""
        return self.run.blocked_at.get(p, 0) < 0

    def _of(self, p: int, bound: float) -> Fraction | None:
        """The least raise for p, if it is no more than `bound`."""
        found: Fraction | None = None
        while size := self._size(p, bound):
            exact = self._exactly(p, size, self._needed(p)[0])
            if found is not None and exact >= found:  # as close as floats can tell
                break
            found, bound = exact, float(exact) * _BELOW
            if bound <= 0:
                break
        return found

    def _needed(self, p: int) -> tuple[Ints, int]:
        """(picks,) from which size on a group of p outranks a pick; the least size no limit rules out."""
        if p not in self.outranks:
            shares, run = self.shares, self.run
            lot = shares.prepared.lot
            sizes, picked = self.sizes, self.picked
            whole, rest = np.divmod(sizes * shares.per[p], shares.per[picked])
            needed = whole + np.where((rest == 0) & (lot[p] < lot[picked]), 0, 1)
            needed[sizes == 0] = np.iinfo(np.int64).max
            blocker = run.blocked_at.get(p)
            self.outranks[p] = needed, 1 if blocker is None else int(needed[blocker])
        return self.outranks[p]

    def _exactly(self, p: int, size: int, needed: Ints) -> Fraction:
        """The raise that lets `size` supporters share p: price minus the size-th largest means, exactly."""
        from soesmart.decide.engine.kernels_more import means_of

        voters = self.shares.supporters(p)
        means = np.empty(len(voters))
        means_of(
            size, voters, self.run.money, self.list_start, self.picks, self.prices, needed, means
        )  # fmt: skip
        border = float(np.partition(means, len(means) - size)[len(means) - size])
        slack = 1e-9 * (abs(border) + float(self.shares.cost[p]) / size)
        above = int(np.count_nonzero(means > border + slack))
        close = voters[np.abs(means - border) <= slack]
        price = Fraction(int(self.shares.costs[p]), size)
        return max(price - self._ranked(close, size, needed, size - above - 1), Fraction(0))

    def _ranked(self, voters: npt.NDArray[np.uint32], size: int, needed: Ints, rank: int) -> Fraction:
        """The exact means of the voter at `rank` (0: the richest). Equal histories are computed once."""
        _, first, many = np.unique(self.run.signature[voters], return_index=True, return_counts=True)
        values = []
        for at, count in zip(first, many, strict=True):
            i = int(voters[at])
            picks = self.picks[self.list_start[i] : self.list_start[i + 1]]
            spent = sum(
                (self.shares.price(self.run, int(pick)) for pick in picks if needed[pick] > size), Fraction(0)
            )
            values.append((self.run.share - spent, int(count)))
        for value, count in sorted(values, reverse=True):
            rank -= count
            if rank < 0:
                return value
        raise ArithmeticError("there are fewer voters than the rank asked for")


@dataclass(frozen=True, slots=True)
class Raised:
    """The outcome of add-opt."""

    run: Groups
    runs: int
    next_over: Groups | None = None


def is_exhausted(shares: ExactShares, run: Groups) -> bool:
    """Whether no further project would fit, neither into the budget nor into its limits."""
    left = shares.prepared.election.budget - run.spent(shares.costs)
    limits = shares.prepared.constraints
    done = set(run.picked)
    for p in np.flatnonzero(shares.candidates & (shares.costs <= left)):
        uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
        if int(p) not in done and bool(np.all(limits.amount[uses] <= run.room[limits.rule[uses]])):
            return False
    return True


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
        if after.spent(shares.costs) > budget:
            return Raised(run, runs, after)
        run = after
    return Raised(run, runs)
