# SPDX-License-Identifier: EUPL-1.2
"""Values remembered per process, valid as long as what they were made from."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_spent = threading.local()


def seconds_making() -> float:
    """How long this thread has computed to make such values, all together: what one caller does for all."""
    return float(getattr(_spent, "seconds", 0.0))


def _timed(make: Callable[[], T]) -> T:
    before, outer = time.thread_time(), seconds_making()
    try:
        return make()
    finally:
        _spent.seconds = outer + time.thread_time() - before  # values made on the way count once


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
                held = self._held = (stamp, _timed(make))
        return held[1]


class NewestOf(Generic[K, T]):
    """As `Newest`, one value per key; the keys used longest ago go first."""

    _all: ClassVar["WeakSet[NewestOf[Any, Any]]"] = WeakSet()

    def __init__(self, limit: int) -> None:
        self._all.add(self)
        self._limit = limit
        self._stamp: Hashable = None
        self._held: OrderedDict[K, T] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, stamp: Hashable, key: K, make: Callable[[], T]) -> T:
        with self._lock:
            if self._stamp == stamp and key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        value = _timed(make)
        with self._lock:
            if self._stamp != stamp:
                self._held.clear()
                self._stamp = stamp
            self._held[key] = value
            if len(self._held) > self._limit:
                self._held.popitem(last=False)
        return value


def forget() -> None:
    """For tests: a database rolled back counts its versions anew."""
    for each in Newest._all:
        each._held = None
    for several in NewestOf._all:
        several._held.clear()
