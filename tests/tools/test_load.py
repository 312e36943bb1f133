# SPDX-License-Identifier: EUPL-1.2
"""The load generator against a server whose answers are known."""

import itertools
import socket
import threading

from tools.workshop.benches.portal.load import drive

HEAD = b"HTTP/1.1 %d OK\r\nContent-Type: text/plain\r\ncontent-length: %d\r\n\r\n"


def answer_all(listener: socket.socket) -> None:
    """One connection, every second answer 404, sent in pieces as networks do."""
    connection, _ = listener.accept()
    with connection:
        for number in itertools.count():
            if not connection.recv(4096):
                return
            whole = HEAD % ((200, 404)[number % 2], 5000) + b"x" * 5000
            for start in range(0, len(whole), 1999):
                connection.sendall(whole[start : start + 1999])


def test_counts_every_answer_with_status_and_size():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=answer_all, args=(listener,), daemon=True).start()
        paths = (f"/{number}" for number in itertools.count())
        run = drive(listener.getsockname()[1], paths, connections=1, seconds=0.05)
    assert set(run.statuses) == {200, 404}
    assert abs(run.statuses[200] - run.statuses[404]) <= 1
    assert run.received / len(run.latencies) > 5000
    assert run.percentile(0.5) <= run.percentile(0.95)
