# SPDX-License-Identifier: EUPL-1.2
"""The test tiers.

    --fast         what needs no database, under a minute; with words: all they name, on SQLite
    (nothing)      what CI runs: SQLite, PostgreSQL, journeys on SQLite and one on PostgreSQL
    --full         everything, also what takes minutes; writes docs/reference/full-test.md
    --sqlite-only  the chosen tier without its PostgreSQL part

Every other word goes to pytest: ./run test --fast tests/kernel -k folding
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tools.workshop import postgres, record

ROOT = Path(__file__).parents[2]
TIERS = ("--fast", "--full", "--sqlite-only")
NOTHING_COLLECTED = 5
JOURNEYS = "tests/journeys"
PROCESSES = min(4, os.cpu_count() or 1)
QUICK = (
    f"--ignore={JOURNEYS}",
    "--ignore=tests/durability",
    "--ignore=tests/api/test_any_input.py",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One pytest run: what it is called, which marks it selects, on which database."""

    name: str
    marks: str
    on_postgres: bool = False
    where: tuple[str, ...] = (f"--ignore={JOURNEYS}",)
    """What is collected when no words choose: reading all tests takes every process seconds."""


def stages(tier: str, *, sqlite_only: bool, chosen: bool = False) -> list[Stage]:
    """The pytest runs of a tier, in order; the quickest to fail comes first. `chosen`: words name tests."""
    if tier == "--fast":
        quick = "not journey and not full and not postgres and not durability"
        return [
            Stage("SQLite", quick)
            if chosen
            else Stage("no database", f"{quick} and not contract and not slow", where=QUICK)
        ]
    limit = "" if tier == "--full" else " and not full"
    plan = [
        Stage("SQLite", f"not journey and not postgres{limit}"),
        Stage(
            "PostgreSQL",
            f"(contract or postgres) and not journey{limit} or main_journey",
            on_postgres=True,
            where=(),
        ),
        Stage("journeys on SQLite", f"journey{limit}", where=(JOURNEYS,)),
    ]
    return [stage for stage in plan if not (sqlite_only and stage.on_postgres)]


def main(arguments: list[str]) -> int:
    tier = next((word for word in ("--fast", "--full") if word in arguments), "")
    words = [word for word in arguments if word not in TIERS]
    plan = stages(tier, sqlite_only="--sqlite-only" in arguments, chosen=bool(words))
    # Ended from outside, the temporary PostgreSQL must go as it does on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    total: Counter[str] = Counter()
    try:
        with contextlib.ExitStack() as stack:
            url = ""
            for stage in plan:
                if stage.on_postgres and not url:
                    url = stack.enter_context(postgres.server())
                total += _run(stage, words, _environment(tier, url if stage.on_postgres else ""))
                if total["failed"] and {"-x", "--exitfirst"} & set(words):
                    break
    except KeyboardInterrupt:
        total["failed"] += 1
        print("interrupted", file=sys.stderr)
    except postgres.Missing as error:
        total["failed"] += 1
        print(error, file=sys.stderr)
    line = "{passed} passed, {failed} failed, {skipped} skipped".format_map(total)
    if tier == "--full" and not words:
        record.write(ROOT, line)
    print(line, flush=True)
    if not total["passed"] + total["failed"]:
        return NOTHING_COLLECTED
    return 1 if total["failed"] else 0


def _environment(tier: str, url: str) -> dict[str, str]:
    environment = {k: v for k, v in os.environ.items() if k != "SOESMART_DATABASE_URL"}
    if url:
        environment["SOESMART_DATABASE_URL"] = url
    if tier == "--full":
        environment.setdefault("SCHEMATHESIS_EXAMPLES", "400")
    return environment


def _run(stage: Stage, words: list[str], environment: dict[str, str]) -> "Counter[str]":
    """Counts of one pytest run; a run that ends without counting is one failure."""
    print(f"── {stage.name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soesmart-tally-") as folder:
        tally = Path(folder) / "tally.json"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            str(PROCESSES),
            "--dist",
            "worksteal",  # who is done takes half of what the other has left: whole files stay together
            "-p",
            "tools.workshop.tally",
        ]
        chosen = words or stage.where
        code = _finish([*command, "--tally", str(tally), "-m", stage.marks, *chosen], environment)
        counts = Counter(json.loads(tally.read_text("utf-8"))) if tally.exists() else Counter()
    if code not in {0, NOTHING_COLLECTED} and not counts["failed"]:
        counts["failed"] = 1
    return counts


def _finish(command: list[str], environment: dict[str, str]) -> int:
    """Run to the end; on Ctrl-C pytest gets the time to close its own servers and browsers."""
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
        raise
