# SPDX-License-Identifier: EUPL-1.2
"""What any of the methods found, in one form."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from soesmart.decide.engine.greedy import Outcome
from soesmart.decide.engine.types import Floats


@dataclass(slots=True)
class Found:
    """Between counting and explaining. Money in 1/scale."""

    picked: list[int]
    share: Fraction
    runs: int = 1
    skipped: int = 0
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)
    payers: list[npt.NDArray[np.uint32]] = field(default_factory=list)
    payments: list[Floats] = field(default_factory=list)
    """In units of money."""
    money: Floats | None = None
    """(n,) what every ballot has left"""
    blocked: set[int] = field(default_factory=set)
    beyond: tuple[int, ...] = ()
    """What one more step would have funded, beyond the budget."""
    stopped_by: int | None = None
    greedy: Outcome | None = None
    completed: set[int] = field(default_factory=set)
    """Funded by the completion."""
    pays: bool = False
    """Whether ballots pay, as in equal shares."""
    warnings: list[str] = field(default_factory=list)
