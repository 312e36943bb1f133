# SPDX-License-Identifier: EUPL-1.2
"""The least raise of all shares that could buy one project more, for add-opt.

Floats walk along the picks once and keep every group that may need the least; which one does is decided in
fractions.
"""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from soesmart.decide.engine.prepared import Prepared
from soesmart.decide.engine.types import Floats, Ints

if TYPE_CHECKING:
    from soesmart.decide.engine.exact_shares import Groups

_CLOSE = 1e-10
"""Relative to a share: what floats cannot tell apart."""


class Raise:
    """The search, for one run."""

    def __init__(self, prepared: Prepared, cost: Floats, per: Ints, run: "Groups") -> None:
        self.prepared, self.cost, self.per, self.run = prepared, cost, per, run
        self.money = np.empty(prepared.n)
        sizes = run.sizes[: run.rounds]
        self.prices = np.where(sizes > 0, cost[run.picks[: run.rounds]] / np.maximum(sizes, 1), 0.0)
        self.rest, self.smallest = self._rest()

    def _rest(self) -> tuple[Ints, Ints]:
        """Projects that are not funded and may be, with the size from which on no limit rules them out."""
        from soesmart.decide.engine import kernels_groups as kernels

        run, prepared = self.run, self.prepared
        rest, smallest = [], []
        for p in np.flatnonzero((run.state == kernels.OPEN) | (run.state == kernels.BLOCKED)):
            if run.state[p] == kernels.OPEN:
                least = 1
            elif run.when[p] < 0:
                continue
            else:
                least = kernels.needed(p, run.when[p], self.per, prepared.lot, run.picks, run.sizes)
            rest.append(int(p))
            smallest.append(int(least))
        return np.array(rest, np.int64), np.array(smallest, np.int64)

    def least(self, guess: float) -> Fraction | None:
        """The raise; None: no raise buys anything. A good `guess` saves time."""
        from soesmart.decide.engine.kernels_groups import raises_within

        if not len(self.rest):
            return None
        prepared, run = self.prepared, self.run
        # With this much more, some project is bought even if its supporters have nothing left.
        enough = float(np.min(self.cost[self.rest] / (prepared.votes[self.rest] - 0.5)))
        slack = _CLOSE * (float(run.share) + enough)
        bound = min(guess, enough)
        while True:
            found, holdings = raises_within(
                bound + slack,
                slack,
                float(run.share),
                self.cost,
                self.per,
                prepared.lot,
                prepared.start,
                prepared.voter,
                run.picks,
                run.sizes,
                self.prices,
                run.flat,
                run.ends,
                self.rest,
                self.smallest,
                self.money,
            )
            if found:
                break
            if bound >= enough:
                return None
            bound = min(4 * bound, enough)
        least = min(more for more, *_ in found) + slack
        return min(
            self._exactly(p, size, before, holdings[held])
            for more, p, size, before, held in found
            if more <= least
        )

    def _exactly(self, p: int, size: int, before: int, means: Floats) -> Fraction:
        """The raise that lets `size` supporters share p: price minus the size-th largest means, exactly."""
        run, prepared = self.run, self.prepared
        voters = prepared.voter[prepared.start[p] : prepared.start[p + 1]]
        border = float(np.partition(means, len(means) - size)[len(means) - size])
        slack = _CLOSE * float(run.share)
        richer = int(np.count_nonzero(means > border + slack))
        close = run.left(voters[np.abs(means - border) <= slack], before)
        price = Fraction(int(run.costs[p]), size)
        return max(price - sorted(close, reverse=True)[size - richer - 1], Fraction(0))
