# SPDX-License-Identifier: EUPL-1.2
"""The transparency log: 20,000 leaves verified, 100,000 leaves under the pages' cache key."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator

from tools.workshop.benches.report import Anchor, Result, tell

LEAVES, MANY, ROUNDS = 20_000, 100_000, 200
PUBLIC = {"state": "open", "kind": "question", "place": "ostoennen"}
PERSONAL = {"text": "Wann fährt der Bus? " * 8}


def main(arguments: list[str]) -> int:
    return tell("log", list(_measured()))


def _measured() -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        os.environ["SOESMART_DATA"] = folder
        _start()
        yield _seconds("100 actions, each staging one leaf in its own transaction", _stage_alone)
        yield _fill(LEAVES)
        yield _verified()
        yield _root()
        _fill(MANY - LEAVES)
        yield from _with_many()


def _start() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from soesmart.command.setup import start
    from soesmart.kernel.room import LogKind, Room

    start()
    settings.SOESMART_ROOMS += (Room("bench", "bench", log_kinds=(LogKind("bench", "a measured leaf"),)),)
    call_command("migrate", verbosity=0)


def _stage(count: int) -> None:
    from soesmart.kernel.log.actions.staging import entry
    from soesmart.kernel.log.models import Pending

    Pending.objects.bulk_create(entry("bench", f"q{n}", 1, PUBLIC, PERSONAL) for n in range(count))


def _stage_alone() -> None:
    from django.db import transaction

    from soesmart.kernel.log.actions import stage

    for number in range(100):
        with transaction.atomic():
            stage("bench", f"q{number}", 1, PUBLIC, PERSONAL)


def _fill(count: int) -> Result:
    from soesmart.kernel.log.tasks import publish_head, sequence

    used = 0.0
    for _ in range(0, count, 5_000):
        _stage(5_000)
        used += _time(sequence)
        publish_head()
    return Result("leaves integrated by the sequencer", count / used, "per second", 1_000, "higher")


def _verified() -> Result:
    from soesmart.kernel.log.checks import verify

    findings = list(verify())
    if not all(finding.ok for finding in findings):
        raise AssertionError(findings)
    best = min(_time(lambda: list(verify())) for _ in range(3))
    return Result(f"{LEAVES:,} leaves and their heads verified", best, "s", 1.0)


def _root() -> Result:
    import pymerkle

    from soesmart.kernel.log.engine.tree import Frontier, leaf_hash

    leaves = [f"leaf {number}".encode() for number in range(LEAVES)]

    def ours() -> bytes:
        frontier = Frontier()
        frontier.extend(map(leaf_hash, leaves))
        return frontier.root()

    def theirs() -> bytes:
        tree = pymerkle.InmemoryTree(algorithm="sha256")
        for leaf in leaves:
            tree.append_entry(leaf)
        return tree.get_root()

    if ours() != theirs():
        raise AssertionError("the roots differ")
    other = Anchor(f"pymerkle {pymerkle.__version__}", _time(theirs), "same-run")
    return Result(f"root over {LEAVES:,} leaves in memory", _time(ours), "s", against=other)


def _with_many() -> Iterator[Result]:
    from soesmart.kernel.log.queries import content_version, inclusion
    from soesmart.kernel.log.tasks import sequence

    sequence()
    yield _median(f"content version, {MANY:,} leaves", content_version, 0.5)
    _stage(1_000)
    yield _median("content version, 1,000 entries pending besides", content_version, 1.0)
    yield _median(f"proof of inclusion, {MANY:,} leaves", lambda: inclusion("bench", "q4000", 1), 20.0)


def _median(what: str, work: Callable[[], object], goal: float) -> Result:
    times = [_time(work) * 1_000 for _ in range(ROUNDS)]
    return Result(what, statistics.median(times), "ms", goal)


def _seconds(what: str, work: Callable[[], object]) -> Result:
    return Result(what, _time(work), "s")


def _time(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
