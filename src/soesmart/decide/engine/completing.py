# SPDX-License-Identifier: EUPL-1.2
"""What becomes of the money that equal shares leaves: give everybody a little more and count again.

add1         exactly one unit of money more per ballot, again and again (Polish and Swiss towns)
add-percent  a step of some percent of the budget; its own name, because its outcome may differ from add1
The last outcome that keeps to the budget stands. It ends earlier where nothing more would fit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.equal_shares import EqualShares, Run
from soesmart.decide.engine.lasting import Lasting

Watch = Callable[[int], None]
"""Told now and then how many budgets are done; may raise to end the count."""
_AT_ONCE = 20_000_000
"""Supports looked at without a look back into Python: about a second."""
_WORTH = 300
"""So many runs take about as long as one proof that runs are not needed."""


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


class _Ahead:
    """Budgets that need no run. Whether a proof is tried depends on what it brought before: a little after
    the beginning of a small count, late or never in one of so many ballots that every step changes something.
    """

    def __init__(self, shares: EqualShares) -> None:
        self.shares = shares
        supports = max(1, len(shares.prepared.voter))
        self.most = max(1, _AT_ONCE // supports)
        self.pause = supports // 10
        self._wait, self._lasting = self.pause, None

    _lasting: Lasting | None

    @property
    def plain(self) -> int:
        """How many steps to run until the next proof, as far as that goes without a look back."""
        return min(self.most, self._wait)

    def steps(self, run: Run, step: Fraction) -> int | None:
        """So many steps further on surely come out as `run` does; None: all do."""
        if self._wait > 0:
            return 0
        self._lasting = self._lasting or Lasting(self.shares)
        room = self._lasting.raise_without_change(run)
        if room is None:
            return None
        same = max(0, -(-room // step) - 1)  # the step that reaches it is not proven
        self.pause = 0 if same >= _WORTH else max(2 * self.pause, 1)
        self._wait = self.pause
        return same

    def ran(self, steps: int) -> None:
        self._wait -= steps


def add_steps(shares: EqualShares, share: Fraction, step: Fraction, watch: Watch | None = None) -> Completed:
    """Runs at share, share + step, …; those that floats are sure of stay inside the kernel."""
    budget = shares.prepared.election.budget
    run, runs, skipped, ahead = shares.run(share), 1, 0, _Ahead(shares)
    while not is_exhausted(shares, run):
        if watch:
            watch(runs + skipped)
        same = ahead.steps(run, step)
        if same is None:
            break
        certain = 0 if same else shares.certain_steps(share, step, ahead.plain)
        skipped += same
        share += (same + certain + 1) * step
        after = shares.run(share)
        runs += certain + 1
        ahead.ran(certain + 1)
        if after.spent(shares.costs) > budget:
            stands = shares.run(share - step) if same or certain else run
            return Completed(stands, runs, skipped, after)
        run = after
    return Completed(run, runs, skipped)
