# SPDX-License-Identifier: EUPL-1.2
import contextlib
import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

_NEEDED = re.compile(
    r'<link[^>]+rel="(?:stylesheet|preload|icon|manifest)"[^>]*>|<script[^>]+src="[^"]+"[^>]*>|<img[^>]+src="[^"]+"'
)
_ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Served:
    port: int

    def first_load(self) -> int:
        """Bytes a phone loads for the home page the first time: page, style, scripts, fonts, icons."""
        page, size = self._get("/")
        found = {address for tag in _NEEDED.findall(page) for address in _ADDRESS.findall(tag)}
        return size + sum(self._get(address)[1] for address in sorted(found) if address.startswith("/"))

    def _get(self, path: str) -> tuple[str, int]:
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers={"Accept-Encoding": "gzip"})
        with urlopen(request) as answer:
            body = answer.read()
            size = len(body) + len(str(answer.headers))
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return body.decode("utf-8", "replace"), size


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """The web server as a town runs it, without the worker: nothing else shall move."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "soesmart", "serve", "--data", str(folder), "--port", str(port)]
    child = subprocess.Popen(command, env=os.environ, start_new_session=True)
    try:
        _wait(port, child)
        yield Served(port)
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _wait(port: int, child: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if child.poll() is not None:
            raise SystemExit("the server did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("the server did not answer within 30 seconds")
