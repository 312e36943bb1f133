# SPDX-License-Identifier: EUPL-1.2
"""Compiled loops of Phragmén's rule and of Exact Equal Shares."""

import numpy as np
from numba import njit

BAND = 1e-10
"""Relative distance below which money and price are compared exactly."""


@njit(cache=True, nogil=True)
def by_voter(start, voter, n):  # type: ignore[no-untyped-def]
    """Rows by project → rows by voter: (n + 1,) start, (k,) project."""
    first = np.zeros(n + 1, np.int64)
    for at in range(len(voter)):
        first[voter[at] + 1] += 1
    for i in range(n):
        first[i + 1] += first[i]
    fill = first[:n].copy()
    project = np.empty(first[n], np.uint32)
    for p in range(len(start) - 1):
        for at in range(start[p], start[p + 1]):
            project[fill[voter[at]]] = p
            fill[voter[at]] += 1
    return first, project


@njit(cache=True, nogil=True)
def add_loads(voters, load, own_start, own, loads, sums):  # type: ignore[no-untyped-def]
    """All `voters` have spent up to `load` now; `sums` by project follow."""
    for at in range(len(voters)):
        i = voters[at]
        more = load - loads[i]
        loads[i] = load
        for to in range(own_start[i], own_start[i + 1]):
            sums[own[to]] += more


@njit(cache=True, nogil=True, fastmath={"reassoc", "nsz", "contract"})
def _able(price, voters, money):  # type: ignore[no-untyped-def]
    """→ how many can pay; how many are too close to the price to tell, without being exactly there."""
    many, near = 0, 0
    low, high = price * (1.0 - BAND), price * (1.0 + BAND)
    for at in range(len(voters)):
        have = money[voters[at]]
        many += 1 if have >= price else 0
        near += 1 if have > low and have < high and have != price else 0
    return many, near


@njit(cache=True, nogil=True)
def largest_group(cost, most, voters, money):  # type: ignore[no-untyped-def]
    """The most supporters that can share the cost equally, at most `most`. → size (0: none), near."""
    size = most
    while size > 0:
        many, near = _able(cost / size, voters, money)
        if near > 0:
            return size, near
        if many >= size:
            return size, 0
        size = many
    return 0, 0


@njit(cache=True, nogil=True)
def _ahead(size_p, p, size_q, q, per, lot):  # type: ignore[no-untyped-def]
    """Whether group size_p of p buys more utility per money than size_q of q; equals by the lot."""
    here, there = size_p * per[q], size_q * per[p]
    return here > there or (here == there and lot[p] < lot[q])


@njit(cache=True, nogil=True)
def next_group(cost, per, lot, start, voter, money, most, open_):  # type: ignore[no-untyped-def]
    """The project and group with the most utility per money: size / per, ties by the lower lot.

    cost (m,) float; per (m,) whole: cost per utility; most (m,) upper bounds of sizes, kept up to date.
    → project (-1: none), size, project in doubt (-1: none; else money near cost / most is to be looked at).
    """
    m = len(cost)
    seen = np.zeros(m, np.bool_)
    best = -1
    while True:
        p = -1
        for q in range(m):
            if (
                open_[q]
                and not seen[q]
                and most[q] > 0
                and (p < 0 or _ahead(most[q], q, most[p], p, per, lot))
            ):
                p = q
        if p < 0 or (best >= 0 and _ahead(most[best], best, most[p], p, per, lot)):
            break
        seen[p] = True
        size, near = largest_group(cost[p], most[p], voter[start[p] : start[p + 1]], money)
        most[p] = size
        if near > 0:
            return -1, 0, p
        if size > 0 and (best < 0 or _ahead(size, p, most[best], best, per, lot)):
            best = p
    if best < 0:
        return -1, 0, -1
    return best, most[best], -1


@njit(cache=True, nogil=True)
def take(price, voters, money, signature, mark):  # type: ignore[no-untyped-def]
    """Everybody who can pays the price. → the payers, in order."""
    payers = np.empty(len(voters), np.uint32)
    many = 0
    for at in range(len(voters)):
        i = voters[at]
        if money[i] >= price:
            money[i] = money[i] - price if money[i] > price * (1.0 + BAND) else 0.0
            signature[i] += mark
            payers[many] = i
            many += 1
    return payers[:many]


@njit(cache=True, nogil=True)
def paid_lists(payers, payer_start, n):  # type: ignore[no-untyped-def]
    """Payments by voter, the last pick first. payers, payer_start: by pick. → (n + 1,) start, (k,) pick."""
    first = np.zeros(n + 1, np.int64)
    for at in range(len(payers)):
        first[payers[at] + 1] += 1
    for i in range(n):
        first[i + 1] += first[i]
    fill = first[:n].copy()
    pick = np.empty(len(payers), np.int32)
    for back in range(len(payer_start) - 1):
        j = len(payer_start) - 2 - back
        for at in range(payer_start[j], payer_start[j + 1]):
            pick[fill[payers[at]]] = j
            fill[payers[at]] += 1
    return first, pick


@njit(cache=True, nogil=True)
def group_within(cost, more, least, counts, voters, money, list_start, picks, prices, needed):  # type: ignore[no-untyped-def]
    """Whether some group could buy a project if everybody had `more`; → its size, 0: none.

    A voter's means for a group of size k: money left plus what it paid for picks that k supporters would
    outrank, those with `needed` ≤ k. Means grow and the price falls with k: each voter has a least k.
    counts: scratch of at least len(voters) + 2; needed (picks,).
    """
    many = len(voters)
    counts[: many + 2] = 0
    for at in range(many):
        i = voters[at]
        have = money[i] + more
        lower = 1
        to, end = list_start[i], list_start[i + 1]
        while True:
            k = (
                many + 1
                if have * (many + 1) < cost
                else max(lower, np.int64(np.ceil(cost / have * (1.0 - 1e-14))))
            )
            if to >= end or k < needed[picks[to]]:
                break
            lower = max(lower, needed[picks[to]])
            have += prices[picks[to]]
            to += 1
        counts[min(k, many + 1)] += 1
    able = 0
    for k in range(1, many + 1):
        able += counts[k]
        if able >= k and k >= least:
            return k
    return 0


@njit(cache=True, nogil=True)
def means_of(size, voters, money, list_start, picks, prices, needed, means):  # type: ignore[no-untyped-def]
    """(len(voters),) what each could give in a group of this size."""
    for at in range(len(voters)):
        i = voters[at]
        have = money[i]
        for to in range(list_start[i], list_start[i + 1]):
            if needed[picks[to]] > size:
                break
            have += prices[picks[to]]
        means[at] = have
