# SPDX-License-Identifier: EUPL-1.2
import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.workshop.benches.portal import pages
from tools.workshop.benches.portal.load import Run, drive
from tools.workshop.benches.portal.server import Served, serve
from tools.workshop.benches.report import Anchor, Result, tell

ROOT = Path(__file__).parents[4]
CONNECTIONS, SECONDS = 16, 8.0
CACHED_P95, LIST_P95, LIST_RATE, QUERIES, FIRST_LOAD = 50, 120, 200, 12, 150
_BASIS = "recorded (anchor set with the goals, 2026: 500 ideas, 8 visitors, two such cores)"


def main(arguments: list[str]) -> int:
    seconds = float(arguments[0]) if arguments else SECONDS
    folder = prepared()
    os.environ["SOESMART_DATA"] = str(folder)
    sample = pages.sample()
    results: list[Result] = []
    with serve(folder) as served:
        results += _cached(served, sample, seconds)
        results += _uncached(served, sample, seconds)
        results += _stirred(served, sample, seconds, folder)
        results.append(
            Result("first load of home", served.first_load() / 1000, "kB", FIRST_LOAD, against=_anchor(440))
        )
    results += _queries(sample)
    return tell("portal", results)


def prepared() -> Path:
    """The grown town's folder; made anew when its recipe or the database's shape changes."""
    recipe = hashlib.sha256()
    parts = [*Path(__file__).parent.glob("[tw]o*.py"), *ROOT.glob("src/soesmart/**/migrations/*.py")]
    for path in sorted(parts):
        recipe.update(path.read_bytes())
    folder = ROOT / "build" / f"bench-portal-{recipe.hexdigest()[:12]}"
    if not folder.exists() or (folder / ".building").exists():
        print(f"Making the grown town in {folder} (once, a few minutes) …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".building").touch()
        for file in folder.glob("soesmart.sqlite3*"):
            file.unlink()
        _town(folder, "build")
    _town(folder, "refresh")
    return folder


def _town(folder: Path, word: str) -> None:
    if code := _start(folder, word).wait():
        raise SystemExit(code)


def _start(folder: Path, word: str, stdin: int | None = None) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tools.workshop.benches.portal.town", word, str(folder)]
    environment = os.environ | {"SOESMART_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=stdin)


def _anchor(value: float) -> Anchor:
    return Anchor("adhocracy+", value, _BASIS)


def _cached(served: Served, sample: pages.Sample, seconds: float) -> Iterator[Result]:
    anchors = {"list": _anchor(1251)}
    for name, paths in sample.by_page().items():
        drive(served.port, itertools.cycle(paths), connections=4, seconds=seconds / 4)
        run = drive(served.port, itertools.cycle(paths), connections=CONNECTIONS, seconds=seconds / 2)
        _told(f"{name}, from the cache", run)
        yield Result(
            f"{name}, from the cache: p95", run.percentile(0.95), "ms", CACHED_P95, against=anchors.get(name)
        )
        yield Result(f"{name}, from the cache", run.per_second, "requests/s", better="higher")


def _uncached(served: Served, sample: pages.Sample, seconds: float) -> Iterator[Result]:
    """A parameter nobody reads makes each address new to the cache: every page is made."""
    rates = {
        "list": (LIST_RATE, LIST_P95, _anchor(9.8), _anchor(1251)),
        "detail": (None, None, _anchor(33), None),
    }
    for name, paths in sample.by_page().items():
        rate, p95, rate_anchor, p95_anchor = rates.get(name, (None, None, None, None))
        run = drive(served.port, _fresh(paths), connections=CONNECTIONS, seconds=seconds)
        _told(f"{name}, made anew", run)
        yield Result(f"{name}, made anew", run.per_second, "requests/s", rate, "higher", rate_anchor)
        yield Result(f"{name}, made anew: p95", run.percentile(0.95), "ms", p95, against=p95_anchor)


def _stirred(served: Served, sample: pages.Sample, seconds: float, folder: Path) -> Iterator[Result]:
    """As above, while two supports a second make all remembered rows stale."""
    stirring = _start(folder, "stir", subprocess.PIPE)
    try:
        drive(served.port, _fresh(sample.by_page()["list"]), connections=4, seconds=4)  # it starts meanwhile
        run = drive(served.port, _fresh(sample.by_page()["list"]), connections=CONNECTIONS, seconds=seconds)
    finally:
        stirring.communicate()
    _told("list, made anew while people write", run)
    yield Result("list, made anew while people write", run.per_second, "requests/s", better="higher")
    yield Result("list, made anew while people write: p95", run.percentile(0.95), "ms")


def _fresh(paths: Sequence[str]) -> Iterator[str]:
    for number, path in enumerate(itertools.cycle(paths)):
        yield f"{path}{'&' if '?' in path else '?'}unused={number}"


def _queries(sample: pages.Sample) -> Iterator[Result]:
    for name, paths in sample.by_page().items():
        count = pages.queries(paths[0])
        yield Result(
            f"{name}: queries", count, "queries", QUERIES, against=_anchor(157) if name == "list" else None
        )


def _told(what: str, run: Run) -> None:
    if set(run.statuses) != {200}:
        raise SystemExit(f"{what}: answers with status {run.statuses}")
    share = 100 * run.own_seconds / run.seconds
    print(
        f"  {what}: {len(run.latencies)} answers, {run.per_second:.0f}/s, "
        f"p50 {run.percentile(0.5):.1f} ms, p95 {run.percentile(0.95):.1f} ms, "
        f"p99 {run.percentile(0.99):.1f} ms, "
        f"{run.received / len(run.latencies) / 1000:.1f} kB each; asking cost {share:.0f} % of a core",
        flush=True,
    )
