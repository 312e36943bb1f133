# SPDX-License-Identifier: EUPL-1.2
"""./run bench casting [--quick|--full] [--sqlite-only]: 16 clients cast through the real server, on both
databases.

First the speed, undisturbed. Then the same with `kill -9` of the whole server in the middle (twice, or twenty
times with --full), clients that send again whatever was not answered, and every fifth ballot sent twice:
afterwards each code must have one ballot, and every acknowledged receipt must be among the counted ones.
"""

import contextlib
import itertools
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tools.workshop import postgres
from tools.workshop.benches.report import Result, tell

ROOT = Path(__file__).parents[3]
CLIENTS, GOAL = 16, 300.0
KILLS, KILLS_FULL = 2, 20


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["prepare"]:
        return prepare(int(arguments[1]), Path(arguments[2]))
    if arguments[:1] == ["open"]:
        return open_box(arguments[1])
    number = 1500 if "--quick" in arguments else 6000
    kills = KILLS_FULL if "--full" in arguments else KILLS
    return tell("casting", measured(number, sqlite_only="--sqlite-only" in arguments, kills=kills))


def measured(number: int, *, sqlite_only: bool = False, kills: int = KILLS) -> list[Result]:
    """The rows, for this bench and for `bench decide`."""
    results = [*_measured("SQLite", "", number, kills)]
    if sqlite_only:
        return results
    with postgres.server() as server:
        import psycopg  # inline: only here

        name = f"casting_{secrets.token_hex(4)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        results += _measured(
            "PostgreSQL", urlunsplit(urlsplit(server)._replace(path=f"/{name}")), number, kills
        )
    return results


def _measured(database: str, url: str, number: int, kills: int) -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        town = Town(Path(folder), url)
        town.soesmart("init", "--name", "Probestadt", "--state", "NW", "--places", town.places())
        vote, codes = town.prepare(2 * number)
        with town.serving():
            taken = Crowd(town, vote, codes[:number])
            served, own = town.cpu(), time.process_time()
            seconds = taken.run()
            served, own = town.cpu() - served, time.process_time() - own
        print(f"  {database}: {number} ballots in {seconds:.1f} s", flush=True)
        yield Result(
            f"{database}: {CLIENTS} clients cast {number} ballots",
            number / seconds,
            "ballots/s",
            GOAL,
            "higher",
        )
        yield Result(f"{database}: the server's processor time", 1000 * served / number, "ms/ballot")
        yield Result(f"{database}: the clients' processor time", 1000 * own / number, "ms/ballot")
        crowd = Crowd(town, vote, codes[number:], twice=True)
        crowd.run(kills=kills)
        acknowledged = taken.receipts | crowd.receipts
        counted = town.open(vote)
        lost = len(set(acknowledged.values()) - counted)
        yield Result(f"{database}: lost after {kills} × kill -9 and retries", float(lost), "ballots", 0.0)
        doubled = len(counted) - len(codes)
        yield Result(f"{database}: doubled or left over", float(abs(doubled)), "ballots", 0.0)
        yield Result(f"{database}: retries in that run", float(crowd.again), "requests")


class Crowd:
    """Clients that cast one ballot per code and do not rest before it is acknowledged."""

    def __init__(self, town: "Town", vote: str, codes: list[str], *, twice: bool = False) -> None:
        self.town, self.vote, self.twice = town, vote, twice
        self.codes = iter(codes)
        self.total, self.receipts, self.again = len(codes), dict[str, str](), 0
        self._lock = threading.Lock()

    def run(self, kills: int = 0) -> float:
        clients = [threading.Thread(target=self._client) for _ in range(CLIENTS)]
        if kills:
            self.town.start()
        started = time.perf_counter()
        for client in clients:
            client.start()
        for kill in range(1, kills + 1):
            while len(self.receipts) < self.total * kill // (kills + 1):
                time.sleep(0.01)
            self.town.kill()
            self.town.start()
        for client in clients:
            client.join()
        seconds = time.perf_counter() - started
        if kills:
            self.town.kill()
        return seconds

    def _client(self) -> None:
        line = Line(self.town.port)
        while True:
            with self._lock:
                code = next(self.codes, None)
            if code is None:
                return
            body = json.dumps({"code": code, "choices": {"1": 1, "3": 1}, "attempt": f"attempt-{code}"})
            for turn in itertools.count():
                try:
                    receipt = line.post(f"/api/v1/votes/{self.vote}/ballots", body)
                except OSError:
                    with self._lock:
                        self.again += 1
                    line = Line(self.town.port)
                    time.sleep(0.05)
                    continue
                with self._lock:
                    self.receipts[code] = receipt
                if turn or not self.twice or not code.startswith(("0", "1", "2", "3", "4", "5")):
                    break


class Line:
    """One kept-alive connection; a plain socket, because the clients share the processors with the server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def post(self, path: str, body: str) -> str:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), 30)
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
        self.socket.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._some()
        top, _, content = received.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in top.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        while len(content) < length:
            content += self._some()
        if not top.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{top[:60]!r} {content[:300]!r}")
        return str(json.loads(content)["receipt"])

    def _some(self) -> bytes:
        assert self.socket is not None
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server hung up")
        return part


class Town:
    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder / "town", url
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SOESMART_")}
        return {
            **kept,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "SOESMART_DATA": str(self.folder),
            "SOESMART_DATABASE_URL": self.url,
        }

    def places(self) -> Path:
        path = self.folder.parent / "places.csv"
        path.write_text("name,kind\nMitte,quarter\nAusdorf,village\n", "utf-8")
        return path

    def soesmart(self, *words: object) -> None:
        self._python("-m", "soesmart", *words, "--data", self.folder)

    def _python(self, *words: object) -> str:
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        return done.stdout

    def prepare(self, number: int) -> tuple[str, list[str]]:
        file = self.folder.parent / "codes.txt"
        self._python("-m", "tools.workshop.benches.casting", "prepare", number, file)
        vote, *codes = file.read_text("ascii").split()
        return vote, codes

    def open(self, vote: str) -> set[str]:
        return set(self._python("-m", "tools.workshop.benches.casting", "open", vote).split())

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.kill()

    def start(self) -> None:
        words = ["serve", "--port", str(self.port), "--data", str(self.folder)]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "soesmart", *words], cwd=ROOT, env=self.environment, start_new_session=True
        )
        for _ in range(1200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def cpu(self) -> float:
        """Seconds that the server's processes have computed so far."""
        assert self._server is not None
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                words = stat.read_text().rpartition(")")[2].split()
                if int(words[2]) == self._server.pid:  # its process group
                    ticks += int(words[11]) + int(words[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """As a power cut: all processes of the server at once."""
        if self._server is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(30)
            self._server = None


def prepare(number: int, file: Path) -> int:
    """An open vote; its id and codes go to `file`."""
    from soesmart.command.setup import start

    start()
    from datetime import timedelta

    from soesmart.accounts.facade import Actor, Held
    from soesmart.decide.actions import phases, preparing, printing
    from soesmart.decide.engine.box.ballots import Form
    from soesmart.kernel import clock

    team, now = Actor(grants=(Held("team"),)), clock.now()
    new = preparing.NewVote(
        title={"de": "Probe"},
        budget=100_000_00,
        form=Form.APPROVAL,
        opens_at=now,
        closes_at=now + timedelta(days=1),
    )
    vote = preparing.prepare(team, new)
    options = [preparing.NewOption(str(at), {"de": f"Projekt {at}"}, 10_000_00 * at) for at in range(1, 24)]
    preparing.set_options(team, vote.pk, options)
    codes = printing.new_codes(team, vote.pk, number)
    phases.begin(team, vote.pk)
    file.write_text("\n".join((str(vote.pk), *codes)), "ascii")
    return 0


def open_box(vote: str) -> int:
    """Close the vote, open its box, print the receipts that counted."""
    from soesmart.command.setup import start

    start()
    from uuid import UUID

    from soesmart.decide.actions import opening, phases
    from soesmart.decide.models import Counted, Vote
    from soesmart.kernel import clock

    Vote.objects.filter(pk=vote).update(closes_at=clock.now(), late_until=clock.now())
    phases.note_end(UUID(vote))
    opening.open_box(UUID(vote))
    told = Vote.objects.get(pk=vote).result
    assert (told["unreadable"], told["invalid"]) == (0, 0), told
    print(*Counted.objects.filter(vote=vote).values_list("receipt", flat=True), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
