# SPDX-License-Identifier: EUPL-1.2
from tests.durability.town import python

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
print(told.wait(30))
"""


def test_a_signal_that_comes_to_another_thread_wakes_the_one_that_acts_on_it():
    assert python("-c", TOLD_WHILE_ANOTHER_THREAD_RUNS) == "True\n"
