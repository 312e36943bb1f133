# SPDX-License-Identifier: EUPL-1.2
import hashlib
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.workshop.benches.portal import pages
from tools.workshop.benches.portal.load import drive
from tools.workshop.benches.portal.server import Served, serve
from tools.workshop.benches.report import Result, tell
from tools.workshop.benches.thread.town import MANY, ONE

ROOT = Path(__file__).parents[4]
CONNECTIONS, SECONDS = 16, 4.0
CACHED_P95, QUERIES, CHECK_SECONDS, REPORT_SECONDS = 50, 12, 2, 5


def main(arguments: list[str]) -> int:
    seconds = float(arguments[0]) if arguments else SECONDS
    folder = prepared()
    os.environ["SOESMART_DATA"] = str(folder)
    results: list[Result] = []
    by_page = _pages()
    with serve(folder) as served:
        for name, paths in by_page.items():
            results += _cached(served, name, paths, seconds)
    results += _queries(by_page)
    results += _checked(folder)
    results += _reported()
    return tell("thread", results)


def prepared() -> Path:
    """The town's folder; made anew when its recipe or the database's shape changes."""
    recipe = hashlib.sha256()
    parts = [
        *Path(__file__).parent.glob("town.py"),
        *ROOT.glob("tools/workshop/benches/portal/[tw]o*.py"),
        *ROOT.glob("src/soesmart/**/migrations/*.py"),
    ]
    for path in sorted(parts):
        recipe.update(path.read_bytes())
    folder = ROOT / "build" / f"bench-thread-{recipe.hexdigest()[:12]}"
    if not folder.exists() or (folder / ".building").exists():
        print(f"Making the town in {folder} (once, a few minutes) …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".building").touch()
        for file in folder.glob("soesmart.sqlite3*"):
            file.unlink()
        command = [sys.executable, "-m", "tools.workshop.benches.thread.town", str(folder)]
        environment = os.environ | {"SOESMART_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            raise SystemExit(code)
    return folder


def _pages() -> dict[str, tuple[str, ...]]:
    sample = pages.sample()
    return {
        "portfolio": ("/projekte/",),
        "project": (
            "/projekte/smarter-soester-nachtbus/",
            *(f"/projekte/bench-projekt-{n}/" for n in range(20)),
        ),
        "goals": ("/ziele/",),
        "goal": tuple(f"/ziele/bench-ziel-{n}/" for n in range(20)),
        "indicator": tuple(f"/ziele/kennzahl/bench-kennzahl-{n}/" for n in range(20)),
        "thread": ("/faden/", "/faden/?nach=60", "/faden/?luecke=money"),
        "question on the thread": sample.details,
    }


def _cached(served: Served, name: str, paths: tuple[str, ...], seconds: float) -> Iterator[Result]:
    drive(served.port, itertools.cycle(paths), connections=2, seconds=seconds / 2)
    run = drive(served.port, itertools.cycle(paths), connections=CONNECTIONS, seconds=seconds)
    if set(run.statuses) != {200}:
        raise SystemExit(f"{name}: answers with status {run.statuses}")
    yield Result(f"{name}, from the cache: p95", run.percentile(0.95), "ms", CACHED_P95)
    fresh = (
        f"{path}{'&' if '?' in path else '?'}unused={n}" for n, path in enumerate(itertools.cycle(paths))
    )
    run = drive(served.port, fresh, connections=4, seconds=seconds)
    yield Result(f"{name}, made anew: p95", run.percentile(0.95), "ms")


def _queries(by_page: dict[str, tuple[str, ...]]) -> Iterator[Result]:
    for name, paths in by_page.items():
        pages.queries(paths[-1])  # what a process learns once is no page's cost
        yield Result(f"{name}: queries", pages.queries(paths[0]), "queries", QUERIES)
    one, many = (pages.queries(f"/projekte/{slug}/") for slug in (ONE, MANY))
    yield Result("project with 1 question: queries", one, "queries", QUERIES)
    yield Result("project with 30 questions: queries", many, "queries", one)


def _checked(folder: Path) -> Iterator[Result]:
    command = [sys.executable, "-m", "soesmart", "check", "thread", "--data", str(folder)]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    begun = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    whole = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    from soesmart.thread.queries.whole import check

    begun = time.perf_counter()
    lines = sum(1 for _ in check())
    yield Result("whole-thread check", time.perf_counter() - begun, "s", CHECK_SECONDS)
    yield Result("whole-thread check, with the start of the command", whole, "s")
    yield Result("whole-thread check: lines", lines, "lines")


def _reported() -> Iterator[Result]:
    """The sustainability report of the last whole year, made twice."""
    from django.test import Client

    made, taken = [], []
    for _ in range(2):
        begun = time.perf_counter()
        answer = Client(headers={"host": "localhost"}).get("/ziele/bericht/2025.pdf")
        made.append(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        taken.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"report: {answer.status_code}")
    yield Result("sustainability report", max(taken), "s", REPORT_SECONDS)
    yield Result("sustainability report made again: differing", float(made[0] != made[1]), "files", 0)
