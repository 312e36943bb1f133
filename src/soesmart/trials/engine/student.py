# SPDX-License-Identifier: EUPL-1.2
"""Distribution functions, from scipy.special alone: scipy.stats takes a second to import."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def t_cdf(x: Any, df: float) -> Floats:
    """P(T ≤ x) of Student's t with `df` degrees of freedom."""
    from scipy.special import stdtr

    return np.asarray(stdtr(df, x), dtype=np.float64)


def t_quantile(p: float, df: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, p))


def f_tail(x: Any, one: float, two: float) -> Floats:
    """P(F > x) with `one` and `two` degrees of freedom."""
    from scipy.special import fdtrc

    return np.asarray(fdtrc(one, two, x), dtype=np.float64)


def chi2_tail(x: Any, df: float) -> Floats:
    from scipy.special import chdtrc

    return np.asarray(chdtrc(df, x), dtype=np.float64)


def normal_quantile(p: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(p))
