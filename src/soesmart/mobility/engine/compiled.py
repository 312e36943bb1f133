# SPDX-License-Identifier: EUPL-1.2
"""Compiled where numba is there and allowed, plain NumPy otherwise: the same functions, the same results.

numba takes a second to import, so it comes with the first call and not with the module: a web server that
nobody asks for a way starts without it. `NUMBA_DISABLE_JIT=1` chooses the plain way; a test compares both.
"""

import os
import threading
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

Function = Callable[..., Any]

PLAIN = os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"} or find_spec("numba") is None


class _Later:
    """A function that is compiled, with all others, when the first of them is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.ready: Callable[..., Any] | None = None
        _waiting.append(self)

    def __call__(self, *given: Any) -> Any:
        if self.ready is None:
            _make_ready()
        assert self.ready is not None
        return self.ready(*given)


_waiting: list[_Later] = []
_making = threading.RLock()


def _make_ready() -> None:
    """numba looks the functions a function calls up in its module: there the compiled ones must stand."""
    import numba

    with _making:
        fresh, _waiting[:] = _waiting[:], []
        for later in fresh:
            later.ready = numba.njit(cache=True, nogil=True)(later.function)
        for later in fresh:
            names = later.function.__globals__
            for name, value in list(names.items()):
                if isinstance(value, _Later) and value.ready is not None:
                    names[name] = value.ready


def compiled(function: Function) -> Function:
    return function if PLAIN else _Later(function)


def only_read(values: NDArray[Any]) -> NDArray[Any]:
    """A view closed to writing. Arrays from a file are so anyway; numba would compile a function once more
    for those from memory."""
    view = values.view()
    view.flags.writeable = False
    return view


if PLAIN:

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

    @compiled
    def lower(out: NDArray[Any], other: NDArray[Any]) -> None:  # type: ignore[misc]  # the same to callers
        for lane in range(out.shape[0]):
            out[lane] = min(out[lane], other[lane])

    @compiled
    def lesser(out: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> None:  # type: ignore[misc]  # the same to callers
        for lane in range(out.shape[0]):
            out[lane] = min(one[lane], other[lane])

    @compiled
    def lower_one_more(out: NDArray[Any], other: NDArray[Any]) -> None:  # type: ignore[misc]  # the same to callers
        for lane in range(out.shape[0]):
            out[lane] = min(out[lane], other[lane] + 1)

    @compiled
    def lesser_one_more(out: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> None:  # type: ignore[misc]  # the same to callers
        for lane in range(out.shape[0]):
            out[lane] = min(one[lane] + 1, other[lane])
