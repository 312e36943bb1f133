# SPDX-License-Identifier: EUPL-1.2
"""Requests that wait for the disk go there together: one transaction, one commit, nobody is told before it.

Whoever gets the turn first takes along all who are waiting. On SQLite the processes queue at a file as well:
the database's own way of waiting is to sleep and look again.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


class _Waiting(Generic[Job, Outcome]):
    def __init__(self, job: Job) -> None:
        self.job = job
        self.outcome: Outcome | Exception | None = None


class Together(Generic[Job, Outcome]):
    """`work` does several jobs in one transaction of its own, `alone` does one; an exception undoes all.

    `work` gives an outcome per job, or an exception that is to be raised where the job came from. Where it
    raises itself, each of its jobs is done alone: one that fails takes nobody along.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Job]], Sequence[Outcome | Exception]],
        alone: Callable[[Job], Outcome],
    ) -> None:
        self._work, self._alone = work, alone
        self._turn, self._lock = threading.Lock(), threading.Lock()
        self._queue: list[_Waiting[Job, Outcome]] = []

    def do(self, job: Job) -> Outcome:
        if connection.in_atomic_block:  # the caller commits, so nobody else's job may hang on it
            return self._alone(job)
        own: _Waiting[Job, Outcome] = _Waiting(job)
        with self._lock:
            self._queue.append(own)
        with self._turn:
            if own.outcome is None:
                self._serve(own)
        assert own.outcome is not None
        if isinstance(own.outcome, Exception):
            raise own.outcome
        return own.outcome

    def _serve(self, own: _Waiting[Job, Outcome]) -> None:
        with self._lock:
            batch, self._queue = self._queue, []
        if own not in batch:  # whoever took it along was interrupted
            batch.append(own)
        with _across_processes():
            if len(batch) > 1 and self._all_at_once(batch):
                return
            for one in batch:
                try:
                    one.outcome = self._alone(one.job)
                except Exception as error:
                    one.outcome = error

    def _all_at_once(self, batch: Sequence[_Waiting[Job, Outcome]]) -> bool:
        try:
            outcomes = self._work([one.job for one in batch])
        except Exception:
            return False
        for one, outcome in zip(batch, outcomes, strict=True):
            one.outcome = outcome
        return True


@contextmanager
def _across_processes() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    handle = os.open(Path(settings.DATA) / "box.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # ends with the process, however that ends
        yield
    finally:
        os.close(handle)
