# SPDX-License-Identifier: EUPL-1.2
"""One remembered value per process, valid as long as what it was made from."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Newest(Generic[T]):
    """Read the stamp before the value is made: a change in between then makes it stale, never wrong."""

    _all: ClassVar["WeakSet[Newest[Any]]"] = WeakSet()

    def __init__(self) -> None:
        self._all.add(self)
        self._held: tuple[Hashable, T] | None = None
        self._making = threading.Lock()

    def of(self, stamp: Hashable, make: Callable[[], T]) -> T:
        held = self._held
        if held is not None and held[0] == stamp:
            return held[1]
        with self._making:
            held = self._held
            if held is None or held[0] != stamp:
                held = self._held = (stamp, make())
        return held[1]


def forget() -> None:
    """For tests: a database rolled back counts its versions anew."""
    for each in Newest._all:
        each._held = None
