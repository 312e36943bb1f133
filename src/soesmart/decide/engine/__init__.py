# SPDX-License-Identifier: EUPL-1.2
"""Counting a budget vote: a library on its own (numpy; numba is imported when a count begins).

pb.py            Pabulib files → Election
counting.py      Election + Rule → Count
equal_shares.py  the Method of Equal Shares, with add1, add-percent
exact_shares.py  Exact Equal Shares with add-opt
raising.py       the least raise that could buy one project more
phragmen.py      Phragmén's sequential rule
greedy.py        most votes or points first
exact.py         near-ties of floats, settled in exact fractions
kernels*.py      the inner loops
headers.py       which rule a file's header asks for
official.py      held against the official winners
explaining.py    why a project was funded or not, and what a ballot achieved
sheets.py        ballots + projects + rule + seed in one file that anyone can recount
"""
