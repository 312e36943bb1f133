# SPDX-License-Identifier: EUPL-1.2
"""What becomes of the money that equal shares leaves: give everybody a little more and count again.

add1         exactly one unit of money more per ballot, again and again (Polish and Swiss towns)
add-percent  a step of some percent of the budget; its own name, because its outcome may differ from add1
The last outcome that keeps to the budget stands. It ends earlier where nothing more would fit.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.equal_shares import EqualShares, Run


@dataclass(frozen=True, slots=True)
class Completed:
    """The outcome that stands, and what it took."""

    run: Run
    runs: int
    skipped: int = 0
    next_over: Run | None = None
    """The first outcome beyond the budget, where one ended the count."""


def is_exhausted(shares: EqualShares, run: Run) -> bool:
    """Whether no further project would fit, neither into the budget nor into its limits."""
    left = shares.prepared.election.budget - run.spent(shares.costs)
    open_ = shares.candidates.copy()
    open_[run.picked] = False
    open_ &= shares.costs <= left
    limits = shares.prepared.constraints
    for p in np.flatnonzero(open_):
        uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
        if bool(np.all(limits.amount[uses] <= run.room[limits.rule[uses]])):
            return False
    return True


def add_steps(shares: EqualShares, share: Fraction, step: Fraction) -> Completed:
    """Runs at share, share + step, …; those that floats are sure of stay inside the kernel."""
    budget = shares.prepared.election.budget
    run, runs = shares.run(share), 1
    while not is_exhausted(shares, run):
        certain = shares.certain_steps(share, step)
        share += (certain + 1) * step
        after = shares.run(share)
        runs += certain + 1
        if after.spent(shares.costs) > budget:
            return Completed(shares.run(share - step) if certain else run, runs, next_over=after)
        run = after
    return Completed(run, runs)
