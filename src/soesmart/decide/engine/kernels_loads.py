# SPDX-License-Identifier: EUPL-1.2
"""Compiled loops of Phragmén's rule."""

import numpy as np
from numba import njit


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
