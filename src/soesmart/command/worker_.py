# SPDX-License-Identifier: EUPL-1.2
"""Jobs in the main thread, schedules and signs of life beside it: a long job delays neither."""

import argparse
import logging
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from soesmart.command.folder import data_folder
from soesmart.command.identity import worker_name
from soesmart.command.setup import require_town
from soesmart.command.welcome import announce

LOOK_EVERY_SECONDS = 1.0

_log = logging.getLogger("soesmart.worker")


def arguments(parser: argparse.ArgumentParser) -> None:
    # Given by `demo`, with its process and its port: its worker must not outlive it, however it ends.
    parser.add_argument("--with-parent", type=int, nargs=2, metavar=("PID", "PORT"), help=argparse.SUPPRESS)


def run(words: argparse.Namespace) -> int:
    parent, port = words.with_parent or (None, None)
    if port is not None:
        announce(data_folder(), port)  # first the pages: two that start at once slow each other down
    require_town()
    from soesmart.kernel.schedules.actions import tick  # inline: models need the app registry
    from soesmart.kernel.schedules.workers import BEAT_SECONDS, beat, leave

    me, stop = worker_name(), threading.Event()
    jobs = _jobs(me)

    def end(*_: object) -> None:
        stop.set()
        jobs.running = False  # after the job at hand

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    beat(me)
    helpers = (
        threading.Thread(target=_repeat, args=(lambda: beat(me), BEAT_SECONDS, stop), daemon=True),
        threading.Thread(target=_repeat, args=(lambda: tick(me), LOOK_EVERY_SECONDS, stop), daemon=True),
    )
    for helper in helpers:
        helper.start()
    while not stop.wait(LOOK_EVERY_SECONDS):
        _calmly(jobs.run)
        if parent is not None and os.getppid() != parent:
            end()
    for helper in helpers:
        helper.join()
    leave(me)
    return 0


def _jobs(worker: str) -> Any:
    """A worker whose `run` does everything that waits now, then returns."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )


def _repeat(work: Callable[[], object], seconds: float, stop: threading.Event) -> None:
    while not stop.wait(seconds):
        _calmly(work)


def _calmly(work: Callable[[], object]) -> None:
    """A database that is away for a moment must not end the worker."""
    from django.db import Error, close_old_connections

    try:
        close_old_connections()
        work()
    except Error:
        _log.exception("the database did not answer; trying again")
