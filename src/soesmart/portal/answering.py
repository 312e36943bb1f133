# SPDX-License-Identifier: EUPL-1.2
"""Asks every room at once and gives each a tenth of a second.

Counted is the answerer's own computing time: a busy machine makes answers late, it must not make them
disappear. Who stays away altogether is not waited for longer than `PATIENCE`. Calls that begin before a room
has answered once in this process are not measured, and waited for `FIRST` times as long: it builds its index
then (`queries.warm` makes the first call, as a rule, before people do). Nor does it count what an index made
anew after a change costs (`kernel.newest`): the question after it would lose its answers.

Rooms answer in threads of a small pool, each with a database connection of its own. Inside a transaction
they answer one after the other in the caller's thread: another connection would not see its rows. A thread
cannot be stopped from outside, so an answerer that overran several times in a row rests for a while, and one
whose calls do not come back rests until they do, instead of filling the pool. Late alone is no strike: it is
the crowd's fault, and resting would take the answers from everybody.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cache

from django.db import close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from soesmart.kernel import newest
from soesmart.kernel.room import Answerer, Card, Question
from soesmart.portal.languages import speaking

LIMIT = 0.1
PATIENCE = 2.0
FIRST = 5
QUEUE_LIMIT = 2.0
"""A full pool is the machine's fault, not the answerer's: so long may a room wait for its turn."""
THREADS = 8
STRIKES, REST = 4, 30.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Record:
    """How an answerer behaved lately."""

    knows_its_way: bool = False
    strikes: int = 0
    rests_until: float = 0.0
    away: list[Future[Sequence[Card]]] = field(default_factory=list)
    """Calls nobody waits for any more."""


@dataclass(slots=True)
class Tally:
    """What became of calls, by (answerer, outcome).

    Outcomes: "answered"; "overran" and "broke" are strikes; "late", "crowded" and "rested" are not.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    records: dict[str, _Record] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str, outcome: str) -> None:
        with self.lock:
            self.counts[name, outcome] += 1
            record = self.records.setdefault(name, _Record())
            if outcome == "answered":
                record.strikes, record.knows_its_way = 0, True
            elif outcome in {"overran", "broke"}:
                record.strikes += 1
                if record.strikes >= STRIKES:
                    record.strikes, record.rests_until = 0, time.monotonic() + REST

    def rests(self, name: str) -> bool:
        with self.lock:
            record = self.records.get(name)
            if record is None:
                return False
            record.away = [call for call in record.away if not call.done()]
            return time.monotonic() < record.rests_until or len(record.away) >= STRIKES

    def is_new(self, name: str) -> bool:
        """Has not answered in this process yet."""
        with self.lock:
            return name not in self.records or not self.records[name].knows_its_way

    def left_alone(self, name: str, call: Future[Sequence[Card]]) -> None:
        with self.lock:
            self.records.setdefault(name, _Record()).away.append(call)


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
    run = _Run(answerer, question)
    return _judged(run, run.timed)


def _in_pool(answerers: Sequence[Answerer], question: Question) -> list[Sequence[Card] | None]:
    runs = [_Run(answerer, question) for answerer in answerers]
    return [_awaited(*started) for started in [(run, _pool().threads.submit(run)) for run in runs]]


class _Run:
    """One call; knows when its turn came and how long the room computed."""

    def __init__(self, answerer: Answerer, question: Question) -> None:
        self.answerer, self.question = answerer, question
        self.begun = threading.Event()
        self.started = self.computed = 0.0
        self.is_measured = not tally.is_new(answerer.name)
        self.patience = PATIENCE if self.is_measured else FIRST * PATIENCE
        self._clock = time.CLOCK_THREAD_CPUTIME_ID
        self._before = 0.0

    def __call__(self) -> Sequence[Card]:
        close_old_connections()
        self._clock = time.pthread_getcpuclockid(threading.get_ident())
        self._before = time.clock_gettime(self._clock)
        self.started = time.monotonic()
        self.begun.set()
        # Language and address prefix belong to a thread; here they come with the question.
        with speaking(self.question.language):
            return self.timed()

    def computes_too_long(self) -> bool:
        """Asked from another thread while this one is still at it."""
        return time.clock_gettime(self._clock) - self._before > LIMIT

    def timed(self) -> Sequence[Card]:
        before = time.thread_time() - newest.seconds_making()
        try:
            return tuple(self.answerer.answer(self.question))
        finally:
            self.computed = time.thread_time() - newest.seconds_making() - before


def _awaited(run: _Run, future: Future[Sequence[Card]]) -> Sequence[Card] | None:
    name = run.answerer.name
    if not run.begun.wait(QUEUE_LIMIT) and future.cancel():
        tally.note(name, "crowded")
        return None
    run.begun.wait()
    wait([future], max(0.0, run.started + run.patience - time.monotonic()))
    if not future.done():
        tally.left_alone(name, future)
        tally.note(name, "overran" if run.computes_too_long() else "late")
        return None
    return _judged(run, future.result)


def _judged(run: _Run, call: Callable[[], Sequence[Card]]) -> Sequence[Card] | None:
    """The cards if they count, else None; a broken answerer must not break the box."""
    name = run.answerer.name
    try:
        cards = call()
    except Exception:
        _log.exception("The answerer %s broke.", name)
        outcome = "broke"
    else:
        outcome = "answered" if not run.is_measured or run.computed <= LIMIT else "overran"
    tally.note(name, outcome)
    return cards if outcome == "answered" else None


@dataclass(frozen=True, slots=True)
class _Pool:
    """Threads, and the connection each opened: a thread that ends does not close its own."""

    threads: ThreadPoolExecutor
    opened: list[BaseDatabaseWrapper]


@cache
def _pool() -> _Pool:
    opened: list[BaseDatabaseWrapper] = []

    def begin() -> None:
        connection = connections["default"]
        connection.inc_thread_sharing()  # `close_pool` closes it from another thread
        opened.append(connection)

    return _Pool(ThreadPoolExecutor(THREADS, thread_name_prefix="answers", initializer=begin), opened)


def close_pool() -> None:
    """End the threads and close their database connections; the next question starts new ones."""
    if _pool.cache_info().currsize:
        pool = _pool()
        _pool.cache_clear()
        pool.threads.shutdown(wait=True)
        for connection in pool.opened:
            connection.close()
