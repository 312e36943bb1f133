# SPDX-License-Identifier: EUPL-1.2
"""A long count says how far it is, and does not go on for ever."""

import sys
import time
from fractions import Fraction

from soesmart.decide.engine.counting import Refused

_EVERY = 5.0
"""Seconds between two lines of progress."""


class Patience:
    """Heard by `count` after every stretch of budgets."""

    def __init__(self, name: str, seconds: Fraction) -> None:
        self._name, self._seconds = name, float(seconds)
        self._began = self._told = time.monotonic()

    def __call__(self, budgets: int) -> None:
        now = time.monotonic()
        if now - self._began > self._seconds:
            raise Refused(
                f"Stopped after {self._seconds:g} seconds and {budgets:,} budgets, without a result: one unit"
                " of money more per ballot is a very small step for this vote. --completion add-opt and"
                " add-percent need far fewer; --patience SECONDS lets it go on for longer."
            )
        if now - self._told > _EVERY:
            self._told = now
            sys.stderr.write(f"{self._name}: {budgets:,} budgets so far, still counting …\n")
            sys.stderr.flush()
