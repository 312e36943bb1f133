# SPDX-License-Identifier: EUPL-1.2
"""Ballots through the real server: many voters, `kill -9` in between, everything unanswered sent again.

Afterwards every code has exactly the ballot that was acknowledged last, and nothing else is in the box.
"""

import http.client
import json
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.durability.town import Lost, Town, python

VOTERS = 12


class Box:
    """A running vote of the town, and what its voters were told."""

    def __init__(self, town: Town, number: int) -> None:
        self.town = town
        file = town.folder.parent / "codes.txt"
        self._tool("prepare", number, file)
        self.vote, *self.codes = file.read_text("ascii").split()
        self.acknowledged: dict[str, str] = {}
        """Code → receipt of the ballot that counts."""
        self.retries = 0
        self.up = threading.Event()
        self.enough = threading.Event()
        self.target = 0
        self._lock = threading.Lock()

    def _tool(self, *words: object) -> str:
        environment = {**self.town.environment, "SOESMART_DATA": str(self.town.folder)}
        return python("-m", "tools.workshop.benches.casting", *words, **environment)

    def note(self, code: str, receipt: str) -> None:
        with self._lock:
            self.acknowledged[code] = receipt
            if len(self.acknowledged) >= self.target:
                self.enough.set()

    def note_retry(self) -> None:
        with self._lock:
            self.retries += 1

    def counted(self) -> list[str]:
        """The receipts in the opened box."""
        return self._tool("open", self.vote).split()

    def run(self, kills: int) -> None:
        """All codes vote; the server dies `kills` times while they do."""
        queue = iter(self.codes)
        with ThreadPoolExecutor(VOTERS) as pool:
            voters = [pool.submit(Voter(self).all, self._each(queue)) for _ in range(VOTERS)]
            for kill in range(1, kills + 1):
                self._serve_until(len(self.codes) * kill // (kills + 1))
            self._serve_until(len(self.codes))
            for voter in voters:
                voter.result(120)

    def _each(self, queue: Iterator[str]) -> Iterator[str]:
        while True:
            with self._lock:
                code = next(queue, None)
            if code is None:
                return
            yield code

    def _serve_until(self, target: int) -> None:
        self.target = target
        self.enough.clear()
        self.town.serve()
        self.up.set()
        assert self.enough.wait(300)
        if target < len(self.codes):
            self.up.clear()
            self.town.end(signal.SIGKILL)


class Voter:
    """Does not rest before an answer is there; some send twice, some change their mind."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._connection: http.client.HTTPConnection | None = None

    def all(self, codes: Iterator[str]) -> None:
        for code in codes:
            first = self.insist(code, {"1": 1, "3": 1}, "first-attempt")
            if code < "8":
                assert self.insist(code, {"1": 1, "3": 1}, "first-attempt") == first
            if code[-1] < "8":
                receipt = self.insist(code, {"2": 1}, "second-attempt")
                assert receipt != first
                assert self.insist(code, {"1": 1, "3": 1}, "first-attempt", 409) == ""
                self.box.note(code, receipt)
            else:
                self.box.note(code, first)
        self._hang_up()

    def insist(self, code: str, choices: dict[str, int], attempt: str, expected: int = 200) -> str:
        body = json.dumps({"code": code, "choices": choices, "attempt": f"{attempt}-{code}"})
        while True:
            assert self.box.up.wait(120)
            try:
                return self._send(body, expected)
            except Lost:
                self.box.note_retry()

    def _send(self, body: str, expected: int) -> str:
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.box.town.port, timeout=60)
            path, kind = f"/api/v1/votes/{self.box.vote}/ballots", {"Content-Type": "application/json"}
            self._connection.request("POST", path, body, kind)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            raise Lost from error
        assert response.status == expected, (response.status, content[:500])
        return str(json.loads(content).get("receipt", ""))

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def kill_while_people_vote(town: Town, ballots: int, kills: int) -> None:
    box = Box(town, ballots)
    box.run(kills)
    town.end(signal.SIGKILL)
    counted = box.counted()
    assert len(box.acknowledged) == ballots
    assert sorted(counted) == sorted(box.acknowledged.values()), "nothing lost, nothing doubled"
    assert box.retries > 0, "the kills hit nobody"


def test_no_ballot_is_lost_or_doubled_when_the_server_dies(town):
    kill_while_people_vote(town, ballots=300, kills=2)


@pytest.mark.full
def test_no_ballot_is_lost_or_doubled_however_often_the_server_dies(town):
    kill_while_people_vote(town, ballots=3000, kills=20)
