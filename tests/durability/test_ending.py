# SPDX-License-Identifier: EUPL-1.2
import os
import signal
import socket
import sys
import time

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_a_server_killed_without_warning_leaves_nobody_at_its_port(town):
    town.serve()
    os.kill(town.server_pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and answers(town.port):
        pass
    assert not answers(town.port)


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False
