# SPDX-License-Identifier: EUPL-1.2
"""What the town acknowledged is there: with many writers, after kill -9, and in a backup made meanwhile."""

import contextlib
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.durability.town import Lost, Town, Writer

WRITERS, EACH = 8, 150


def consistent(town: Town, backup) -> dict[str, str]:
    """id → text of every question; every one stands in the log once, and has its history."""
    questions = town.rows(backup, "ask.Contribution")
    entries = town.rows(backup, "log.Pending") + town.rows(backup, "log.Leaf")
    logged = [entry["subject"] for entry in entries if entry["kind"] == "ask.contribution"]
    assert sorted(logged) == sorted(row["public_id"] for row in questions)
    assert {row["contribution_id"] for row in town.rows(backup, "ask.Event")} == {r["id"] for r in questions}
    return {row["public_id"]: row["text"] for row in questions}


def test_eight_writers_at_once_lose_nothing(town):
    town.serve()

    def write(number: int) -> dict[str, str]:
        texts = [f"Frage {number}-{line}: Wann kommt der Bus?" for line in range(EACH)]
        with Writer(town.port) as writer:
            return {writer.ask(text): text for text in texts}

    with ThreadPoolExecutor(WRITERS) as pool:
        acknowledged = {key: text for part in pool.map(write, range(WRITERS)) for key, text in part.items()}
    town.end()
    assert len(acknowledged) == WRITERS * EACH
    assert consistent(town, town.backup("after.zip")) == acknowledged


def write_until_lost(town: Town, acknowledged: dict[str, str], enough: threading.Event, at_least: int):
    numbers = count()

    def write(number: int) -> None:
        with Writer(town.port) as writer, contextlib.suppress(Lost):
            while True:
                text = f"Frage {number}-{next(numbers)}: Hält das?"
                acknowledged[writer.ask(text)] = text
                if len(acknowledged) >= at_least:
                    enough.set()
        enough.set()

    return [threading.Thread(target=write, args=(number,), daemon=True) for number in range(WRITERS)]


def kill_in_the_middle(town: Town, times: int) -> None:
    acknowledged: dict[str, str] = {}
    for run in range(1, times + 1):
        town.serve()
        enough = threading.Event()
        writers = write_until_lost(town, acknowledged, enough, at_least=len(acknowledged) + 40)
        for writer in writers:
            writer.start()
        assert enough.wait(120)
        town.end(signal.SIGKILL)
        for writer in writers:
            writer.join(60)
        assert len(acknowledged) >= run * 40
        stored = consistent(town, town.backup(f"after-{run}.zip"))
        # One that was stored but not yet answered may be there as well.
        assert acknowledged.items() <= stored.items()
        assert len(stored) - len(acknowledged) <= WRITERS * run


def test_kill_in_the_middle_of_writes_loses_nothing_acknowledged(town):
    kill_in_the_middle(town, times=2)


@pytest.mark.full
def test_kill_again_and_again(town):
    kill_in_the_middle(town, times=20)


def test_a_backup_made_while_people_write_is_a_whole_town(town, tmp_path):
    town.serve()
    acknowledged: dict[str, str] = {}
    enough = threading.Event()
    writers = write_until_lost(town, acknowledged, enough, at_least=40)
    for writer in writers:
        writer.start()
    assert enough.wait(120)
    before = dict(acknowledged)
    backup = town.backup("meanwhile.zip")
    town.end(signal.SIGKILL)
    for writer in writers:
        writer.join(60)
    assert len(acknowledged) > len(before), "nobody wrote while the backup was made"
    stored = consistent(town, backup)
    assert before.items() <= stored.items()
    again = Town(tmp_path / "again")
    again.run("restore", backup)
    assert consistent(again, again.backup("again.zip")) == stored
