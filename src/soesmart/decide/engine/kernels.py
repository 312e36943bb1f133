# SPDX-License-Identifier: EUPL-1.2
"""The inner loops, compiled by numba. Import this module only when a count begins: numba takes a second.

Names: n voters, m projects, e supports (pairs of voter and project with a utility above zero). Supports are
stored twice: by project (`start`, `voter`, `worth`) and, where needed, by voter.
`worth` is empty where all supporters of a project value it alike; then one unit of utility is one project.
"""

import numpy as np
from numba import njit

DONE, DOUBT = 0, 1
POOR, OPEN, FUNDED, BLOCKED = 0, 1, 2, 3
"""State of a project: cannot be paid, in question, funded, ruled out by a limit."""
FINE = 1e-11
"""Relative gap below which a decision of floats is not trusted."""
SAFE = 1.0 - 1e-13


@njit(cache=True, nogil=True)
def by_project(start, project, keep, m):  # type: ignore[no-untyped-def]
    """Rows by voter → rows by project. `keep`: (e,) bool. → (m + 1,) start, (k,) voter, (k,) entry."""
    n = len(start) - 1
    first = np.zeros(m + 1, np.int64)
    for at in range(len(project)):
        if keep[at]:
            first[project[at] + 1] += 1
    for p in range(m):
        first[p + 1] += first[p]
    fill = first[:m].copy()
    voter = np.empty(first[m], np.uint32)  # unsigned: no index is looked at for being negative
    entry = np.empty(first[m], np.int64)
    for i in range(n):
        for at in range(start[i], start[i + 1]):
            if keep[at]:
                to = fill[project[at]]
                voter[to] = i
                entry[to] = at
                fill[project[at]] = to + 1
    return first, voter, entry


@njit(cache=True, nogil=True, fastmath={"reassoc", "nsz", "contract"})
def _at(rate, lo, hi, voter, worth, money):  # type: ignore[no-untyped-def]
    """What supporters give at `rate` per unit of utility. → given by the poor, worth of the rich, all money,
    and how many have nothing left.

    The poor give all they have. The sums may be taken in any order: no decision hangs on their last digits.
    """
    given, rich, total, empty = 0.0, 0.0, 0.0, 0
    voters = voter[lo:hi]
    if len(worth) == 0:
        for at in range(len(voters)):
            have = money[voters[at]]
            poor = have < rate
            given += have if poor else 0.0
            rich += 0.0 if poor else 1.0
            total += have
            empty += 1 if have == 0.0 else 0
    else:
        worths = worth[lo:hi]
        for at in range(len(voters)):
            have = money[voters[at]]
            poor = have < rate * worths[at]
            given += have if poor else 0.0
            rich += 0.0 if poor else worths[at]
            total += have
            empty += 1 if have == 0.0 else 0
    return given, rich, total, empty


@njit(cache=True, nogil=True)
def _without_empty(lo, hi, voter, worth, money):  # type: ignore[no-untyped-def]
    """Moves those who have something left to the front, in order. → their end."""
    to = lo
    for at in range(lo, hi):
        if money[voter[at]] > 0.0:
            voter[to] = voter[at]
            if len(worth) > 0:
                worth[to] = worth[at]
            to += 1
    return to


@njit(cache=True, nogil=True)
def rate_of(p, cost, low, start, end, voter, worth, money):  # type: ignore[no-untyped-def]
    """The lowest rate at which the supporters of p can pay it. Newton's steps from below, at most one a kink.

    Shortens the list of supporters (`end`) by those who have nothing left.
    → rate (inf: not affordable), its uncertainty (above the rate itself: not even affordability is certain).
    """
    lo, hi = start[p], end[p]
    rate, before = low, -1.0
    while True:
        given, rich, total, empty = _at(rate, lo, hi, voter, worth, money)
        if 8 * empty > hi - lo:
            hi = end[p] = _without_empty(lo, hi, voter, worth, money)
        if rich <= 0.0:
            # Everybody gives everything: affordable only where that is just enough.
            if given >= cost * (1.0 - FINE):
                return rate, 2.0 * rate
            return np.inf, 0.0
        step = (cost - given) / rich
        if given == before or step <= rate * (1.0 + 1e-15):
            break
        rate, before = step, given
    unsure = FINE * cost / rich
    if total <= cost * (1.0 + FINE):
        unsure = 2.0 * step
    return step, unsure


@njit(cache=True, nogil=True)
def pay(p, rate, start, end, voter, worth, money):  # type: ignore[no-untyped-def]
    """Takes the price of p from its supporters. → how many gave all they had, how many gave."""
    emptied, gave = 0, 0
    for at in range(start[p], end[p]):
        i = voter[at]
        price = rate if len(worth) == 0 else rate * worth[at]
        if money[i] > 0.0:
            gave += 1
        if money[i] <= price:
            emptied += money[i] < price
            money[i] = 0.0
        else:
            money[i] -= price
    return emptied, gave


@njit(cache=True, nogil=True)
def close_blocked(best, rule_start, rule, amount, room, state, when, rounds):  # type: ignore[no-untyped-def]
    """After `best` was funded: projects that a limit or an exclusion now rules out get state BLOCKED."""
    for at in range(rule_start[best], rule_start[best + 1]):
        room[rule[at]] -= amount[at]
    if rule_start[best] == rule_start[best + 1]:
        return
    for q in range(len(state)):
        if state[q] == OPEN:
            for at in range(rule_start[q], rule_start[q + 1]):
                if amount[at] > room[rule[at]]:
                    state[q] = BLOCKED
                    when[q] = rounds


@njit(cache=True, nogil=True)
def _cheapest(state, seen, turn, low, value):  # type: ignore[no-untyped-def]
    """The open project with the lowest bound that this turn has not looked at, and the bound; −1: none."""
    p, least = -1, np.inf
    for q in range(len(state)):
        if state[q] == OPEN and seen[q] != turn and low[q] / value[q] < least:
            p, least = q, low[q] / value[q]
    return p, least


@njit(cache=True, nogil=True)
def _tie(best, best_value, turn, state, solved, rate, unsure, value, tied):  # type: ignore[no-untyped-def]
    """Fills `tied` anew for this turn. → how many are as cheap as `best`, as far as floats can tell."""
    close = 0
    for q in range(len(state)):
        tied[q] = 0
        if (
            state[q] == OPEN
            and solved[q] == turn
            and rate[q] / value[q] - best_value <= unsure[q] + unsure[best]
        ):
            tied[q] = 2 if unsure[q] * value[q] > rate[q] else 1
            close += 1
    return close


@njit(cache=True, nogil=True)
def advance(  # type: ignore[no-untyped-def]
    cost, value, start, end, voter, worth, limits, money, low, state, when, rounds, picked, rates, tied
):
    """Equal shares, round after round, until nothing is affordable or a decision is too close for floats.

    start, end (m,): where the supporters of a project stand who have something left;
    cost (m,) money of it; value (m,) utility of one unit of `worth` (so that rate / value compares);
    limits: (rule_start, rule, amount, room); low (m,) lower bounds of the rates, kept up to date;
    state, when (m,) what became of a project and in which round; rounds: how many are funded already;
    picked (m,), rates (m,): filled from there on.
    tied (m,): 1 marks the candidates of an undecided round, 2 those whose very affordability is in doubt.
    → DONE or DOUBT, rounds.
    """
    rule_start, rule, amount, room = limits
    m = len(cost)
    seen = np.zeros(m, np.int64)
    solved = np.zeros(m, np.int64)
    rate = np.zeros(m)
    unsure = np.zeros(m)
    turn = 0
    while True:
        turn += 1
        best, best_value, margin = np.int64(-1), np.inf, 0.0
        while True:
            p, least = _cheapest(state, seen, turn, low, value)
            if p < 0 or least > best_value + margin:
                break
            seen[p] = turn
            if best >= 0:
                # One look at the best price so far: most candidates are out after it.
                at = best_value * value[p]
                given, rich, _, _ = _at(at, start[p], end[p], voter, worth, money)
                gap = cost[p] - given - at * rich
                if rich > 0.0 and gap > 4 * FINE * cost[p]:
                    low[p] = max(low[p], (at + gap / rich) * SAFE)
                    if low[p] / value[p] > best_value + margin + 2 * FINE * cost[p] / rich / value[p]:
                        continue
            r, d = rate_of(p, cost[p], low[p], start, end, voter, worth, money)
            if r == np.inf:
                state[p] = POOR
                when[p] = rounds
                continue
            rate[p], unsure[p] = r, d / value[p]
            solved[p] = turn
            low[p] = max(low[p], r * SAFE)
            if r / value[p] < best_value:
                best, best_value = p, r / value[p]
                margin = 2 * unsure[p]
        if best < 0:
            return DONE, rounds
        close = _tie(best, best_value, turn, state, solved, rate, unsure, value, tied)
        if close > 1 or tied[best] == 2:
            return DOUBT, rounds
        picked[rounds], rates[rounds] = best, rate[best]
        state[best] = FUNDED
        when[best] = rounds
        pay(best, rate[best], start, end, voter, worth, money)
        rounds += 1
        close_blocked(best, rule_start, rule, amount, room, state, when, rounds)
