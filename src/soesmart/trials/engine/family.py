# SPDX-License-Identifier: EUPL-1.2
"""Several indicators at once, and "no effect larger than"."""

from collections.abc import Sequence

import numpy as np


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Holm (1979): adjusted p-values of a registered family; each below .05 may be told.

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    order = np.argsort(values, kind="stable")
    out, worst = [0.0] * len(values), 0.0
    for rank, at in enumerate(order):
        worst = max(worst, min(1.0, (len(values) - rank) * float(values[at])))
        out[int(at)] = round(worst, 12)
    return tuple(out)


def no_larger(interval: tuple[float, float] | None, bound: float | None) -> bool:
    """Two one-sided tests (Schuirmann 1987): the 90 % interval lies within ±bound, which was registered."""
    return bool(bound is not None and bound > 0 and interval and -bound < interval[0] and interval[1] < bound)
