# SPDX-License-Identifier: EUPL-1.2
"""Compiled loops of Exact Equal Shares and of the search for the next raise of add-opt.

Picks stand in the order of their groups, the one with the most utility per money first. So what a group of
k supporters would outrank is always a tail of the picks, and the money its supporters could lay hands on is
what they had left before that tail: one walk along the picks meets every group there could be.
"""

import numpy as np
from numba import njit

from soesmart.decide.engine.kernels import BLOCKED, FUNDED, OPEN, close_blocked

DONE, DOUBT, TIED = 0, 1, 2
BAND = 1e-10
"""Relative distance below which money and price are compared exactly."""
NEVER = np.iinfo(np.int64).max

__all__ = ["BAND", "BLOCKED", "DONE", "DOUBT", "FUNDED", "NEVER", "OPEN", "TIED", "close_blocked"]


@njit(cache=True, nogil=True)
def _held(voters, money, have):  # type: ignore[no-untyped-def]
    """What these have, side by side in `have`: looked up once, compared often. → that part of `have`"""
    for at in range(len(voters)):
        have[at] = money[voters[at]]
    return have[: len(voters)]


@njit(cache=True, nogil=True, fastmath={"reassoc", "nsz", "contract"})
def _able(price, have):  # type: ignore[no-untyped-def]
    """→ how many can pay; how many are too close to the price to tell, without being exactly there."""
    many, near = 0, 0
    low, high = price * (1.0 - BAND), price * (1.0 + BAND)
    for at in range(len(have)):
        many += 1 if have[at] >= price else 0
        near += 1 if have[at] > low and have[at] < high and have[at] != price else 0
    return many, near


@njit(cache=True, nogil=True, fastmath={"reassoc", "nsz", "contract"})
def _reaching(least, have):  # type: ignore[no-untyped-def]
    many = 0
    for at in range(len(have)):
        many += 1 if have[at] >= least else 0
    return many


@njit(cache=True, nogil=True)
def _tightest(size, lowest, cost, more, have):  # type: ignore[no-untyped-def]
    """No more than so many could share the cost if each had `more`; looked for down to `lowest`."""
    while size >= lowest:
        many = _reaching(cost / size * (1.0 - BAND) - more, have)
        if many >= size:
            break
        size = many
    return size


@njit(cache=True, nogil=True)
def _foremost(most, state, per, lot):  # type: ignore[no-untyped-def]
    """The open project whose bound promises the most utility per money, ties by the lower lot; −1: none."""
    p = -1
    for q in range(len(most)):
        if state[q] == OPEN and most[q] > 0:
            if p < 0:
                p = q
                continue
            here, there = most[q] * per[p], most[p] * per[q]
            if here > there or (here == there and lot[q] < lot[p]):
                p = q
    return p


@njit(cache=True, nogil=True)
def _equals(p, cost, per, start, voter, money, most, state, tied, have):  # type: ignore[no-untyped-def]
    """Marks in `tied` the projects whose groups are worth as much as that of p. → how many, in doubt."""
    equal = 0
    for q in range(len(most)):
        if q != p and state[q] == OPEN and most[q] > 0 and most[q] * per[p] == most[p] * per[q]:
            many, near = _able(cost[q] / most[q], _held(voter[start[q] : start[q + 1]], money, have))
            if near > 0:
                return 0, q
            if many < most[q]:
                most[q] = many
            else:
                tied[q] = True
                equal += 1
    return equal, -1


@njit(cache=True, nogil=True)
def _pay(price, payers, money):  # type: ignore[no-untyped-def]
    for at in range(len(payers)):
        have = money[payers[at]]
        money[payers[at]] = have - price if have > price * (1.0 + BAND) else 0.0


@njit(cache=True, nogil=True)
def _take(price, voters, have, money, payers):  # type: ignore[no-untyped-def]
    """Everybody who can pays the price; who did, in order, into `payers`. → how many"""
    many, spare = 0, price * (1.0 + BAND)
    for at in range(len(voters)):
        if have[at] >= price:
            money[voters[at]] = have[at] - price if have[at] > spare else 0.0
            payers[many] = voters[at]
            many += 1
    return many


@njit(cache=True, nogil=True)
def advance_groups(  # type: ignore[no-untyped-def]
    cost, per, lot, start, voter, limits, money, most, state, when, rounds, picked, sizes, payers, ends, tied
):
    """Pick after pick, until nothing can be bought, money is too close to a price, or equals were met.

    cost (m,) float; per (m,) whole: cost per utility; most (m,) upper bounds of the sizes, kept up to date:
    the foremost bound is looked at until it holds, so no group is looked at longer than it leads.
    picked, sizes (m,), payers flat, ends (m + 1,): where the payers of a pick begin; filled from `rounds` on.
    when (m,): the pick (index) that ruled a project out.
    → DONE, DOUBT or TIED (after the payment; `tied` marks them); rounds; the project in doubt.
    """
    rule_start, rule, amount, room = limits
    have, other = np.empty(len(money)), np.empty(len(money))
    while True:
        p = _foremost(most, state, per, lot)
        if p < 0:
            return DONE, rounds, -1
        voters, size = voter[start[p] : start[p + 1]], most[p]
        own, price = _held(voters, money, have), cost[p] / size
        most[p] = _tightest(size, np.int64(1), cost[p], 0.0, own)
        if most[p] < size:
            continue
        many, near = _able(price, own)
        if near > 0:
            return DOUBT, rounds, p
        if many < size:
            most[p] = many
            continue
        equal, doubt = _equals(p, cost, per, start, voter, money, most, state, tied, other)
        if doubt >= 0:
            tied[:] = False
            return DOUBT, rounds, doubt
        picked[rounds], sizes[rounds] = p, size
        ends[rounds + 1] = ends[rounds] + _take(price, voters, own, money, payers[ends[rounds] :])
        state[p] = FUNDED
        close_blocked(p, rule_start, rule, amount, room, state, when, rounds)
        rounds += 1
        if equal > 0:
            tied[p] = True
            return TIED, rounds, -1


@njit(cache=True, nogil=True)
def needed(p, j, per, lot, picked, sizes):  # type: ignore[no-untyped-def]
    """From which size on a group of p outranks pick j. What costs nothing is outranked by nobody."""
    if sizes[j] == 0:
        return NEVER
    q = picked[j]
    worth = sizes[j] * per[p]
    equal = worth % per[q] == 0 and lot[p] < lot[q]
    return worth // per[q] + (0 if equal else 1)


@njit(cache=True, nogil=True)
def who_paid(voters, until, payers, ends):  # type: ignore[no-untyped-def]
    """(voters, picks before `until`) bool: who paid for what. Payers of a pick stand in ascending order."""
    paid = np.zeros((len(voters), until), np.bool_)
    for j in range(until):
        own = payers[ends[j] : ends[j + 1]]
        for at in range(len(voters)):
            where = np.searchsorted(own, voters[at])
            paid[at, j] = where < len(own) and own[where] == voters[at]
    return paid


@njit(cache=True, nogil=True)
def raises_within(  # type: ignore[no-untyped-def]
    bound, slack, share, cost, per, lot, start, voter, picked, sizes, prices, payers, ends, rest, least, money
):
    """Groups that could buy a project of `rest` if everybody had `bound` more, where they may need least.

    least: by project of `rest` the smallest size that no limit rules out; money: scratch (n,).
    → [(raise, project, size, before which pick, which of the holdings)], the least of all among them, up to
    `slack` off; holdings: what the supporters of a project had left before a pick.
    """
    found, holdings = [(0.0, 0, 0, 0, 0)], [np.empty(0)]
    found.pop()
    alive = np.ones(len(rest), np.bool_)
    top = np.empty(len(rest), np.int64)
    for at in range(len(rest)):
        top[at] = start[rest[at] + 1] - start[rest[at]]
    money[:] = share
    scratch = np.empty(len(money))
    for j in range(len(prices) + 1):
        for at in range(len(rest)):
            if not alive[at]:
                continue
            p, lowest = rest[at], least[at]
            if j < len(prices):
                lowest = max(lowest, needed(p, j, per, lot, picked, sizes))
            if top[at] >= lowest and top[at] * (share + bound) * (1.0 + BAND) >= cost[p]:
                have = _held(voter[start[p] : start[p + 1]], money, scratch)
                top[at] = _tightest(top[at], least[at], cost[p], bound, have)
                if top[at] >= lowest:
                    bound = _note_groups(found, bound, slack, p, top[at], lowest, j, cost[p], have, holdings)
                    top[at] = lowest - 1
            if top[at] < least[at] or top[at] * (share + bound) * (1.0 + BAND) < cost[p]:
                alive[at] = False
        if j < len(prices):
            _pay(prices[j], payers[ends[j] : ends[j + 1]], money)
    return found, holdings


@njit(cache=True, nogil=True)
def _note_groups(found, bound, slack, p, top, lowest, j, cost, have, holdings):  # type: ignore[no-untyped-def]
    """Adds the groups of p between `lowest` and `top` that need no more than `bound`. → the bound now"""
    fewest = max(lowest, 1)
    least, enough = cost / top - bound, cost / fewest
    near, above = np.empty(len(have)), 0
    inside = 0
    for at in range(len(have)):
        own = have[at]
        above += 1 if own > enough else 0
        near[inside] = own
        inside += 1 if own >= least and own <= enough else 0
    near = np.sort(near[:inside])
    for look in range(2):  # first for the bound, then for all within it
        for k in range(top, fewest - 1, -1):
            if k > above + inside:
                continue
            more = 0.0 if k <= above else max(cost / k - near[inside - (k - above)], 0.0)
            if look == 0:
                bound = min(bound, more + slack)
            elif more <= bound:
                found.append((more, p, k, j, len(holdings)))
    if len(found) > 0 and found[-1][4] == len(holdings):
        holdings.append(have.copy())
    return bound
