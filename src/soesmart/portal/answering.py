# SPDX-License-Identifier: EUPL-1.2
"""Asks every room at once and waits for none of them longer than a tenth of a second.

Rooms answer in threads of a small pool, each with a database connection of its own. Inside a transaction
they answer one after the other in the caller's thread: another connection would not see its rows. A thread
cannot be stopped from outside, so an answerer that overran several times in a row rests for a while instead
of filling the pool.

Rooms build their indexes when the content changed. So the first call after a change may take longer; then the
room is asked once more, under the ordinary limit.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from django.db import close_old_connections, connections

from soesmart.kernel.log.queries import content_version
from soesmart.kernel.room import Answerer, Card, Question
from soesmart.portal.languages import speaking

LIMIT = 0.1
PATIENCE = 8.0
QUEUE_LIMIT = 1.0
"""A full pool is the machine's fault, not the answerer's: so long may a room wait for its turn."""
THREADS = 8
STRIKES, REST = 4, 30.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Record:
    """How an answerer behaved lately."""

    strikes: int = 0
    rests_until: float = 0.0
    content: int = -1


@dataclass(slots=True)
class Tally:
    """What became of calls, by (answerer, "answered" | "overran" | "broke" | "rested")."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    records: dict[str, _Record] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str, outcome: str, strikes: int = 1) -> None:
        with self.lock:
            self.counts[name, outcome] += 1
            record = self.records.setdefault(name, _Record())
            if outcome == "answered":
                record.strikes = 0
            elif outcome != "rested":
                record.strikes += strikes
                if record.strikes >= STRIKES:
                    record.strikes, record.rests_until = 0, time.monotonic() + REST

    def is_first(self, name: str, content: int) -> bool:
        """Whether this is the first call since the content changed."""
        with self.lock:
            record = self.records.setdefault(name, _Record())
            first, record.content = record.content != content, content
            return first

    def rests(self, name: str) -> bool:
        with self.lock:
            record = self.records.get(name)
            return record is not None and time.monotonic() < record.rests_until


tally = Tally()


@dataclass(frozen=True, slots=True)
class Answered:
    """All cards in the order of the rooms; `complete` is False when a room did not get its say."""

    cards: tuple[Card, ...]
    complete: bool


def ask_all(answerers: Sequence[Answerer], question: Question) -> Answered:
    awake = [answerer for answerer in answerers if not tally.rests(answerer.name)]
    for answerer in answerers:
        if answerer not in awake:
            tally.note(answerer.name, "rested")
    in_turn = connections["default"].in_atomic_block
    results = [_here(a, question) for a in awake] if in_turn else _in_pool(awake, question)
    cards = tuple(card for result in results for card in result or ())
    return Answered(cards, complete=len(awake) == len(answerers) and None not in results)


def _here(answerer: Answerer, question: Question) -> Sequence[Card] | None:
    outcome, cards = _timed(answerer, question)
    if outcome == "overran":
        outcome, cards = _timed(answerer, question)
    tally.note(answerer.name, outcome)
    return cards


def _timed(answerer: Answerer, question: Question) -> tuple[str, Sequence[Card] | None]:
    started = time.monotonic()
    return _judged(answerer, lambda: answerer.answer(question), lambda: time.monotonic() - started)


def _in_pool(answerers: Sequence[Answerer], question: Question) -> list[Sequence[Card] | None]:
    content = content_version()
    started = [(_start(a, question), tally.is_first(a.name, content)) for a in answerers]
    return [_awaited(run, future, patient=first) for (run, future), first in started]


class _Run:
    """One call in the pool; knows when its turn came."""

    def __init__(self, answerer: Answerer, question: Question) -> None:
        self.answerer, self.question = answerer, question
        self.begun = threading.Event()
        self.started = self.ended = 0.0

    def __call__(self) -> Sequence[Card]:
        close_old_connections()
        self.started = time.monotonic()
        self.begun.set()
        try:
            # Language and address prefix belong to a thread; here they come with the question.
            with speaking(self.question.language):
                return self.answerer.answer(self.question)
        finally:
            self.ended = time.monotonic()


def _start(answerer: Answerer, question: Question) -> tuple[_Run, Future[Sequence[Card]]]:
    run = _Run(answerer, question)
    return run, _pool().submit(run)


def _awaited(run: _Run, future: Future[Sequence[Card]], *, patient: bool) -> Sequence[Card] | None:
    if not run.begun.wait(QUEUE_LIMIT) and future.cancel():
        tally.note(run.answerer.name, "overran")
        return None
    run.begun.wait()
    left = max(0.0, run.started + (PATIENCE if patient else LIMIT) - time.monotonic())
    outcome, cards = _judged(run.answerer, lambda: future.result(left), lambda: run.ended - run.started)
    if patient and outcome == "overran" and future.done():
        return _awaited(*_start(run.answerer, run.question), patient=False)
    tally.note(run.answerer.name, outcome, strikes=STRIKES if patient else 1)
    return cards


def _judged(
    answerer: Answerer, call: Callable[[], Sequence[Card]], took: Callable[[], float]
) -> tuple[str, Sequence[Card] | None]:
    """What became of a call, and its cards if they count; a broken answerer must not break the box."""
    try:
        cards = tuple(call())
    except TimeoutError:
        return "overran", None
    except Exception:
        _log.exception("The answerer %s broke.", answerer.name)
        return "broke", None
    return ("answered", cards) if took() <= LIMIT else ("overran", None)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="answers")


def close_pool() -> None:
    """End the threads and with them their database connections; the next question starts new ones."""
    if _pool.cache_info().currsize:
        pool = _pool()
        _pool.cache_clear()
        pool.shutdown(wait=True)
