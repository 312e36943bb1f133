# SPDX-License-Identifier: EUPL-1.2
import os
import subprocess
import sys

import pytest

TOLD_WHILE_ANOTHER_THREAD_RUNS = """
import signal, threading
from soesmart.command.waking import wake_main_thread

told, sleeps = threading.Event(), threading.Event()

def busy():
    sleeps.wait()
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    told.wait()

signal.signal(signal.SIGTERM, lambda *_: told.set())
wake_main_thread()
threading.Thread(target=busy, daemon=True).start()
sleeps.set()
told.wait()
print("ended")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to threads there")
def test_a_signal_that_comes_to_another_thread_wakes_the_one_that_acts_on_it():
    done = subprocess.run(
        [sys.executable, "-c", TOLD_WHILE_ANOTHER_THREAD_RUNS],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        timeout=30,
        check=True,
    )
    assert done.stdout == b"ended\n"
