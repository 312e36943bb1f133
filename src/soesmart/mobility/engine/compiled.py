# SPDX-License-Identifier: EUPL-1.2
"""Compiled where numba is there and allowed, plain NumPy otherwise: the same functions, the same results.

`NUMBA_DISABLE_JIT=1` chooses the plain way; a test compares both.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Function = Callable[..., Any]

try:
    import numba

    PLAIN = bool(getattr(numba.config, "DISABLE_JIT", False))
except ImportError:
    PLAIN = True

if PLAIN:

    def compiled(function: Function) -> Function:
        return function

    def lower(out: NDArray[Any], other: NDArray[Any]) -> None:
        """`out` becomes the lesser of both, lane by lane."""
        np.minimum(out, other, out=out)

    def lesser(out: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> None:
        np.minimum(one, other, out=out)

    def lower_one_more(out: NDArray[Any], other: NDArray[Any]) -> None:
        """As `lower`, with one more ride counted in the other."""
        np.minimum(out, other + 1, out=out)

    def lesser_one_more(out: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> None:
        """`out` becomes the lesser of `one` plus a ride, and `other`."""
        np.minimum(one + 1, other, out=out)

else:

    def compiled(function: Function) -> Function:
        made: Function = numba.njit(cache=True, nogil=True)(function)
        return made

    @numba.njit(cache=True, nogil=True)
    def lower(out: NDArray[Any], other: NDArray[Any]) -> None:
        for lane in range(out.shape[0]):
            out[lane] = min(out[lane], other[lane])

    @numba.njit(cache=True, nogil=True)
    def lesser(out: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> None:
        for lane in range(out.shape[0]):
            out[lane] = min(one[lane], other[lane])

    @numba.njit(cache=True, nogil=True)
    def lower_one_more(out: NDArray[Any], other: NDArray[Any]) -> None:
        for lane in range(out.shape[0]):
            out[lane] = min(out[lane], other[lane] + 1)

    @numba.njit(cache=True, nogil=True)
    def lesser_one_more(out: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> None:
        for lane in range(out.shape[0]):
            out[lane] = min(one[lane] + 1, other[lane])
