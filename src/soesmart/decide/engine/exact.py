# SPDX-License-Identifier: EUPL-1.2
"""Equal shares in exact fractions, for the rounds in which floats come too close.

Voters with the same history have the same money left, so money is kept once per class of voters. A payment
splits classes into those who support the project and those who do not.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from soesmart.decide.engine.prepared import Prepared
from soesmart.decide.engine.types import Floats, Ints

_EMPTY = 0
"""The class of those who have nothing left."""


class Exact:
    """Follows the picks of a run and answers with exact rates."""

    def __init__(self, prepared: Prepared, share: Fraction, *, by_cost: bool) -> None:
        self.prepared, self.by_cost = prepared, by_cost
        self.left: list[Fraction] = [Fraction(0), share]
        """By class."""
        self.of = np.ones(prepared.n, np.int64)
        """(n,) class of each voter"""
        self.followed = 0

    def _supporters(self, p: int) -> tuple[npt.NDArray[np.uint32], Ints]:
        start = self.prepared.start
        rows = slice(int(start[p]), int(start[p + 1]))
        voters = self.prepared.voter[rows]
        worth = self.prepared.points[rows] if len(self.prepared.points) else np.ones(len(voters), np.int64)
        return voters, worth

    def _kinds(self, p: int) -> tuple[list[tuple[Fraction, int, int, int]], Ints]:
        """Kinds of supporters: (money per worth, class, worth, how many), and each supporter's kind."""
        voters, worth = self._supporters(p)
        key = self.of[voters] * (int(worth.max(initial=0)) + 1) + worth
        kinds, kind_of, many = np.unique(key, return_inverse=True, return_counts=True)
        base = int(worth.max(initial=0)) + 1
        rows = [
            (self.left[int(k) // base] / (int(k) % base), int(k) // base, int(k) % base, int(count))
            for k, count in zip(kinds, many, strict=True)
        ]
        return rows, kind_of

    def rate(self, p: int) -> Fraction | None:
        """The exact rate of p now; None where its supporters cannot pay it."""
        rows, _ = self._kinds(p)
        missing = Fraction(int(self.prepared.election.projects[p].cost))
        worth_left = sum(worth * many for _, _, worth, many in rows)
        for per_worth, at, worth, many in sorted(rows):
            if missing <= per_worth * worth_left:
                return missing / worth_left
            missing -= self.left[at] * many
            worth_left -= worth * many
        return None

    def follow(self, picked: Sequence[int]) -> None:
        """Take the payments of the picks not followed yet."""
        for p in picked[self.followed :]:
            rate = self.rate(p)
            if rate is None:
                raise ArithmeticError(f"project {p} was picked but cannot be paid exactly")
            self._pay(p, rate)
        self.followed = max(self.followed, len(picked))

    def _pay(self, p: int, rate: Fraction) -> None:
        voters, _ = self._supporters(p)
        rows, kind_of = self._kinds(p)
        new = np.empty(len(rows), np.int64)
        for at, (_, cls, worth, _) in enumerate(rows):
            rest = self.left[cls] - rate * worth
            if rest <= 0:
                new[at] = _EMPTY
            else:
                new[at] = len(self.left)
                self.left.append(rest)
        self.of[voters] = new[kind_of]

    def put_right(self, p: int, money: Floats) -> None:
        """After a settled round: the exact money of p's supporters, as the nearest floats."""
        voters, _ = self._supporters(p)
        classes, at = np.unique(self.of[voters], return_inverse=True)
        money[voters] = np.array([float(self.left[int(cls)]) for cls in classes])[at]
