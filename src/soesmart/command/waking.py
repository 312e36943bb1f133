# SPDX-License-Identifier: EUPL-1.2
"""A process that serves ends when it is told to, also while it is busy.

The system gives a signal to whichever thread runs at that moment. Python acts on it in the main thread alone,
and that one sleeps in a lock until the server ends: it would go on serving until it is killed.
"""

import os
import signal
import threading

NUDGE = signal.SIGURG
"""Ignored by whoever does not wait for it."""


def wake_main_thread() -> None:
    """Every signal wakes the main thread, whichever thread it came to. Call it from the main one."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.signal(NUDGE, lambda *_: None)  # one that is ignored would wake nobody
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    arguments = (reading, threading.get_ident())
    threading.Thread(target=_pass_on, args=arguments, name="signals", daemon=True).start()


def _pass_on(reading: int, main: int) -> None:
    while numbers := os.read(reading, 64):
        if any(number != NUDGE for number in numbers):
            signal.pthread_kill(main, NUDGE)
