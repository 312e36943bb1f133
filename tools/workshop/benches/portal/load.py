# SPDX-License-Identifier: EUPL-1.2
"""A lean load generator: keep-alive connections, each asking again as soon as it is answered.

Raw sockets in one thread: it shares the two processors with the server it measures, so it must cost little.
`Run.own_seconds` says how much.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Run:
    """What came back: latencies in seconds, bytes, and what it cost to ask."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    received: int = 0
    seconds: float = 0.0
    own_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Latency in milliseconds that `share` of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Visitor:
    """One connection and the answer it waits for."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = 0.0
        self._buffer = b""
        self._wanted = -1

    def ask(self, path: str) -> None:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
        self._buffer, self._wanted = b"", -1
        self.asked = time.perf_counter()
        self.socket.sendall(head.encode("ascii"))

    def receive(self) -> int | None:
        """The size of the answer once it is complete."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("the server hung up")
        self._buffer += part
        if self._wanted < 0:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return None
            self._wanted = end + 4 + _content_length(self._buffer[:end])
        return self._wanted if len(self._buffer) >= self._wanted else None

    @property
    def status(self) -> int:
        return int(self._buffer[9:12])


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"no content-length in {head[:200]!r}")


def drive(port: int, paths: Iterator[str], *, connections: int, seconds: float) -> Run:
    """Ask for `paths` one after the other over all connections until the time is up."""
    run, selector = Run(), selectors.DefaultSelector()
    visitors = [_Visitor(port) for _ in range(connections)]
    begun, own = time.perf_counter(), time.process_time()
    for visitor in visitors:
        selector.register(visitor.socket, selectors.EVENT_READ, visitor)
        visitor.ask(next(paths))
    waiting = len(visitors)
    while waiting:
        for key, _events in selector.select(30):
            visitor = key.data
            size = visitor.receive()
            if size is None:
                continue
            now = time.perf_counter()
            run.latencies.append(now - visitor.asked)
            run.statuses[visitor.status] = run.statuses.get(visitor.status, 0) + 1
            run.received += size
            if now - begun < seconds:
                visitor.ask(next(paths))
            else:
                selector.unregister(visitor.socket)
                visitor.socket.close()
                waiting -= 1
    run.seconds, run.own_seconds = time.perf_counter() - begun, time.process_time() - own
    return run
