# SPDX-License-Identifier: EUPL-1.2
import contextlib
import ctypes
import os
import signal
import socket
import sys
import time
import urllib.request
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_a_server_killed_without_warning_leaves_nobody_at_its_port(town):
    town.serve()
    os.kill(town.server_pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    # A process that has ended closes its port a moment later.
    while time.monotonic() < deadline and (alive(town.server_pid) or answers(town.port)):
        pass
    assert not alive(town.server_pid)
    assert not answers(town.port)


@pytest.mark.skipif(sys.platform != "linux", reason="threads are found where Linux tells of them")
def test_a_process_whose_signal_comes_to_another_thread_ends(town):
    town.serve()
    with urllib.request.urlopen(f"http://127.0.0.1:{town.port}/", timeout=60) as page:
        page.read()
    told = max(alive(town.server_pid))
    threads = [int(task.name) for task in Path(f"/proc/{told}/task").iterdir()]
    other = next(thread for thread in threads if thread != told)
    assert ctypes.CDLL(None).tgkill(told, other, signal.SIGTERM) == 0
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and told in alive(town.server_pid):
        pass
    assert told not in alive(town.server_pid)


def alive(session: int) -> list[int]:
    """Processes of a session that have not ended: while one refuses another may still listen."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _parent, _group, its = file.read_text("ascii", "replace").rpartition(")")[2].split()[:4]
            if int(its) == session and state not in "ZX":
                found.append(int(file.parent.name))
    return found


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False
