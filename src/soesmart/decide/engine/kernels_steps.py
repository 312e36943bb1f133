# SPDX-License-Identifier: EUPL-1.2
"""Compiled loop of add1 and add-percent: many runs at ever larger shares, while floats are sure of them."""

import numpy as np
from numba import njit

from soesmart.decide.engine.kernels import DOUBT, FUNDED, advance


@njit(cache=True, nogil=True)
def _more_fits(left, costs, candidates, state, limits, room):  # type: ignore[no-untyped-def]
    rule_start, rule, amount, _ = limits
    for p in range(len(costs)):
        if candidates[p] and state[p] != FUNDED and costs[p] <= left:
            fits = True
            for at in range(rule_start[p], rule_start[p + 1]):
                fits = fits and amount[at] <= room[rule[at]]
            if fits:
                return True
    return False


@njit(cache=True, nogil=True)
def certain_steps(  # type: ignore[no-untyped-def]
    share,
    step,
    most,
    budget,
    n,
    costs,
    cost,
    value,
    lowest,
    candidates,
    start,
    voters,
    worths,
    limits,
    before,
):
    """How many steps in a row, at most `most`, keep to the budget and leave something that would still fit.

    It ends before the first step that does not, and before the first in which something is too close for
    floats. limits, before (m,): room and states at the beginning of a run; lowest (m,): bounds of all rates.
    """
    rule_start, rule, amount, full_room = limits
    m = len(cost)
    money, room, state = np.empty(n), full_room.copy(), before.copy()
    low, end, voter, worth = lowest.copy(), start[1:].copy(), voters.copy(), worths.copy()
    when, picked, rates, tied = (
        np.zeros(m, np.int64),
        np.zeros(m, np.int64),
        np.zeros(m),
        np.zeros(m, np.int8),
    )
    for taken in range(most):
        money[:] = share + (taken + 1) * step
        room[:], state[:], low[:], tied[:] = full_room, before, lowest, 0
        end[:], voter[:], worth[:] = start[1:], voters, worths
        code, rounds = advance(
            cost, value, start, end, voter, worth, (rule_start, rule, amount, room), money, low, state, when,
            np.int64(0), picked, rates, tied,
        )  # fmt: skip
        if code == DOUBT:
            return taken
        left = budget
        for at in range(rounds):
            left -= costs[picked[at]]
        if left < 0 or not _more_fits(left, costs, candidates, state, limits, room):
            return taken
    return most
