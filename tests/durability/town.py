# SPDX-License-Identifier: EUPL-1.2
"""A town of its own for one test: real processes, a data folder, and SQLite or the given PostgreSQL."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

from soesmart.kernel.guard import puzzle

ROOT = Path(__file__).parents[2]
START = "from soesmart.command.setup import start; start()\n"


class Lost(Exception):
    """The server went away before it answered."""


def soesmart(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """One word of the command line, to its end."""
    command = [sys.executable, "-m", "soesmart", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, env=clean(environment), capture_output=True, text=True, check=False, timeout=300
    )


def python(*words: object, **environment: str) -> str:
    """Output of a Python process; fails the test when it fails."""
    command = [sys.executable, *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, env=clean(environment), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean(extra: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOESMART_")}
    return kept | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | extra


class Town:
    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.url = folder, url
        self.port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        # Little work per puzzle and no flood limit: the writers are one address and in a hurry.
        return {
            "SOESMART_DATABASE_URL": self.url,
            "SOESMART_GUARD_BITS": "1",
            "SOESMART_GUARD_WRITES": "1000000",
        }

    def run(self, *words: object) -> str:
        """Output of one word; fails the test when the word fails."""
        done = soesmart(*words, "--data", self.folder, **self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def found(self) -> None:
        places = self.folder.parent / "places.csv"
        places.write_text("name,kind\nMitte,quarter\nAusdorf,village\n", "utf-8")
        self.run("init", "--name", "Probestadt", "--state", "NW", "--places", places)

    def collect(self) -> None:
        """Pack the static files, as the first `serve` does."""
        self.python("from soesmart.portal import storage; storage.collect()")

    def python(self, code: str) -> str:
        """Output of a few lines in a process of the town's own; fails the test when they fail."""
        environment = {**self.environment, "SOESMART_DATA": str(self.folder)}
        return python("-c", f"{START}{code}", **environment)

    def serve(self) -> None:
        words = ["serve", "--port", str(self.port), "--data", str(self.folder)]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "soesmart", *words],
            cwd=ROOT,
            env=clean(self.environment),
            start_new_session=True,
        )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert self._server.poll() is None, "the server ended by itself"
            time.sleep(0.05)
        raise AssertionError("the server does not answer")

    @property
    def server_pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    def end(self, number: int = signal.SIGTERM) -> None:
        """End all processes of the server: SIGKILL as a power cut would, SIGTERM as an operator does."""
        if self._server is None:
            return
        target = os.killpg if number == signal.SIGKILL else os.kill
        with contextlib.suppress(ProcessLookupError):
            target(self._server.pid, number)
        self._server.wait(30)
        self._server = None

    def rows(self, backup: Path, table: str) -> list[dict[str, Any]]:
        with zipfile.ZipFile(backup) as archive:
            return [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]

    def backup(self, name: str) -> Path:
        file = self.folder.parent / name
        self.run("backup", file)
        return file


class Writer:
    """Asks as a program does: fetch a puzzle, solve it, send; an answer 201 is a promise."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def ask(self, text: str) -> str:
        """The id that the town acknowledged."""
        try:
            task = self._call("GET", "/api/v1/challenge?purpose=ask.new", None, {}, 200)
            solution = puzzle.solve(task["nonce"], task["bits"])
            proof = {"Proof-Of-Work": f"{task['challenge']} {solution}", "Content-Type": "application/json"}
            body = json.dumps({"text": text, "kind": "question"})
            return str(self._call("POST", "/api/v1/contributions", body, proof, 201)["id"])
        except (OSError, http.client.HTTPException) as error:
            raise Lost from error

    def _call(self, method: str, path: str, body: str | None, headers: dict[str, str], expected: int) -> Any:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        assert response.status == expected, (response.status, content[:500])
        return json.loads(content)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
