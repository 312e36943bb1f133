# SPDX-License-Identifier: EUPL-1.2
"""The pages of one process, bounded in bytes, each made by one thread at a time."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

_OVERHEAD = 1000
"""Bytes an entry needs besides its body: key, headers, links."""


@dataclass(frozen=True, slots=True)
class Page:
    """A finished answer. `stamp` says for which state of the town; `stale_at` ends its life early."""

    stamp: Hashable
    stale_at: float
    packed: bytes
    etag: str
    headers: Mapping[str, str]

    @property
    def size(self) -> int:
        return len(self.packed) + _OVERHEAD


class Store:
    """Least recently used pages go first."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._making: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        return self._size

    def get(self, key: Hashable, stamp: Hashable, now: float) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.stamp != stamp or page.stale_at <= now:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Page) -> None:
        with self._lock:
            self._drop(key)
            if page.size > self._limit // 4:
                return
            self._pages[key] = page
            self._size += page.size
            while self._size > self._limit:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size

    @contextmanager
    def turn(self, key: Hashable, patience: float) -> Iterator[bool]:
        """True for the thread that is to make the page; the others get False once it is made.

        After `patience` seconds everybody makes it: a slow page must not hold up the whole house.
        """
        with self._lock:
            done = self._making.get(key)
            mine = done is None
            if done is None:
                done = self._making[key] = threading.Event()
        if not mine:
            done.wait(patience)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._making[key]
            done.set()
