# SPDX-License-Identifier: EUPL-1.2
"""python -m tools.workshop ways: holds soesmart's arrivals against cafein and nigiri, and freezes theirs.

    --pairs N          questions per scope (default 2000): two stops and a minute of the day, by chance
    --freeze           write the first 250 of each scope to tests/oracles/ways.json
    --python PATH      interpreter with requirements/oracles.txt (default: the oracles' environment)

The shared scope: a timetable, a day, straight footpaths closed under "one after the other", no blocks. What
the three understand differently is not argued about but computed: a difference counts as explained only if
soesmart, held to the other's rule, answers exactly the same.
"""

import argparse
import json
import random
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from tools.workshop import oracles

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "tests" / "oracles" / "ways.json"
SCRIPT = ROOT / "tools" / "oracles" / "ways.py"
DATA = ROOT.parent / "shared" / "data" / "mobility"
KEPT = 250
LEAST_WALK = 2
"""Minutes: nigiri never changes stops in less."""
CHANGE = {"cafein": 0, "nigiri": 2}
"""Minutes that a change at one stop takes: cafein knows none, nigiri always two."""


@dataclass(frozen=True)
class Scope:
    """`walk`: minutes of the longest single footpath before closing."""

    feed: str
    day: str
    walk: int


HEIDELBERG, KUOPIO = "heidelberg_vrn/vrn_gtfs_cut.zip", "kuopio/gtfs_kuopio_finland.zip"
SCOPES = (
    Scope(HEIDELBERG, "2022-06-14", 3),
    Scope(HEIDELBERG, "2022-06-18", 10),
    Scope(HEIDELBERG, "2022-06-19", 5),
    Scope(KUOPIO, "2016-11-16", 3),
    Scope(KUOPIO, "2016-11-19", 4),
)


class Shared:
    """One scope as soesmart sees it."""

    def __init__(self, scope: Scope, data: Path) -> None:
        from soesmart.mobility.engine.feed import read_feed
        from soesmart.mobility.engine.timetable import timetable
        from soesmart.mobility.engine.week import Week
        from soesmart.mobility.stored import feed_files

        self.scope, self.path = scope, data / scope.feed
        self.feed = read_feed(feed_files(self.path))
        day = date.fromisoformat(scope.day)
        self.week = Week.of(day, self.feed.zone)
        self.midnight = self.week.minute(datetime.combine(day, datetime.min.time()))
        times = timetable(self.feed, self.week)
        self.times = times.kept((times.departure >= self.midnight) & (times.departure < self.midnight + 2880))
        self.ids = [self.feed.stops.ids[stop] for stop in self.times.stops]
        self._tables: dict[Any, Any] = {}

    @cached_property
    def feet(self) -> tuple[Any, Any, Any]:
        """From, to, minutes of the closed footpaths between different stops."""
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        from soesmart.mobility.engine.footpaths import Walking, straight_ways

        size = len(self.ids)
        lat, lon = self.feed.stops.lat[self.times.stops], self.feed.stops.lon[self.times.stops]
        near = straight_ways(lat, lon, lat, lon, Walking(most_minutes=self.scope.walk))
        long = np.maximum(near.minutes, LEAST_WALK).astype(np.float64)
        closed = dijkstra(csr_matrix((long, near.target, near.pointer), (size, size)))
        np.fill_diagonal(closed, np.inf)
        origin, target = np.nonzero(np.isfinite(closed))
        minutes = closed[origin, target].astype(np.int32)
        return origin.astype(np.int32), target.astype(np.int32), minutes

    def questions(self, count: int) -> list[tuple[int, int, int]]:
        chance, size = random.Random(f"{self.scope}"), len(self.ids)  # noqa: S311 (questions, no secret)
        asked = [
            (chance.randrange(size), chance.randrange(size), chance.randrange(1440)) for _ in range(count)
        ]
        return [(a, b if a != b else (b + 1) % size, minute) for a, b, minute in asked]

    def asked(self, questions: Sequence[tuple[int, int, int]], folder: Path) -> dict[str, Any]:
        """The same for the script of the oracles; the feed is unpacked to the folder."""
        with zipfile.ZipFile(self.path) as archive:
            archive.extractall(folder)
        feet = [(self.ids[a], self.ids[b], int(m)) for a, b, m in zip(*self.feet, strict=True)]
        return {
            "feed": str(folder), "day": self.scope.day, "zone": self.feed.zone, "feet": feet,
            "questions": [(self.ids[a], self.ids[b], minute) for a, b, minute in questions],
        }  # fmt: skip

    def arrival(self, oracle: str, question: tuple[int, int, int]) -> int | None:
        """Minute of the day by our rules and the other's change time; None: not within a day."""
        origin, target, minute = question
        found = int(self._table(oracle).arrivals(origin, self.midnight + minute)[target])
        return None if found > self.midnight + minute + 1440 else found - self.midnight

    def by_cafein(self, question: tuple[int, int, int]) -> int | None:
        """It begins at the stop without walking, knows no next day and boards where nobody may."""
        origin, target, minute = question
        none = np.zeros(0, np.int32)
        start = np.array([origin], np.int32), np.zeros(1, np.int32)
        found = self._table("cafein", theirs=True).from_ways(*start, (none, none), self.midnight + minute)
        return _none(int(found[target]), self.midnight)

    def by_cafein_at_once(self, question: tuple[int, int, int]) -> int | None:
        """And it changes in the very minute in which a hop of no minute has left: tried out, pass by pass."""
        origin, target, minute = question
        network = self._table("cafein", theirs=True).network
        times, begin = network.times, self.midnight + minute
        order = np.lexsort((times.order, times.departure))
        order = order[(times.departure[order] >= begin) & (times.departure[order] < begin + 1440)]
        columns = (times.departure, times.arrival, times.origin, times.target, times.trip)
        hops = list(zip(*(column[order].tolist() for column in columns), strict=True))
        near = [
            list(zip(*(side.tolist() for side in network.feet.walk.of(stop)), strict=True))
            for stop in range(network.stops)
        ]
        at, better = {origin: begin}, True
        while better:
            better, aboard = False, set()
            for leaves, arrives, here, there, run in hops:
                if at.get(here, leaves + 1) <= leaves:
                    aboard.add(run)
                if run in aboard:
                    for stop, walk in near[there]:
                        if arrives + walk < at.get(stop, 1 << 20):
                            at[stop], better = arrives + walk, True
        return at[target] - self.midnight if target in at else None

    def by_nigiri(self, question: tuple[int, int, int]) -> int | None:
        """It has nothing to say where walking all the way is quickest."""
        ours = self.arrival("nigiri", question)
        origin, target, minute = question
        return None if ours == minute + self._on_foot(origin, target) else ours

    def _on_foot(self, origin: int, target: int) -> int:
        near, minutes = self._table("nigiri").walk.of(origin)
        return int(minutes[near == target][0]) if (near == target).any() else -1

    def _table(self, oracle: str, *, theirs: bool = False) -> Any:
        from soesmart.mobility.engine.footpaths import Footpaths, gathered
        from soesmart.mobility.engine.network import network
        from soesmart.mobility.engine.profile import everyone

        key = oracle, theirs
        if key not in self._tables:
            size = len(self.ids)
            same = np.arange(size, dtype=np.int32)
            origin, target, minutes = self.feet
            walk, ready = (
                gathered(size, np.r_[origin, same], np.r_[target, same], np.r_[minutes, np.full(size, own)])
                for own in (0, CHANGE[oracle])
            )
            times = self.times
            if theirs:
                times = times.only(~self._begun_later())
                times = replace(times, board=np.ones(len(times), np.bool_))
            self._tables[key] = everyone(network(times, Footpaths(walk, ready), False))
        return self._tables[key]

    def _begun_later(self) -> Any:
        """Runs of the service days after this one."""
        calls, times = self.feed.times, self.times
        first = calls.pointer[times.run_trip[times.trip]] + times.order
        base = times.departure - calls.departure[first] // 60
        later = np.zeros(times.runs, np.bool_)
        later[times.trip[base >= self.midnight + 1440 - 120]] = True
        return later


def _none(minute: int, midnight: int) -> int | None:
    from soesmart.mobility.engine.profile import NEVER

    return None if minute >= NEVER else minute - midnight


def classified(
    shared: Shared, oracle: str, questions: Sequence[tuple[int, int, int]], answers: Sequence[int | None]
) -> Counter[str]:
    """How many are the same, how many differ by which rule, and how many nobody can explain."""
    rules = {
        "cafein": {
            "no walk before, no next day, boards anywhere": shared.by_cafein,
            "changes at once": shared.by_cafein_at_once,
        },
        "nigiri": {"on foot only": shared.by_nigiri},
    }[oracle]
    found: Counter[str] = Counter()
    for question, theirs in zip(questions, answers, strict=True):
        if shared.arrival(oracle, question) == theirs:
            found["same"] += 1
            continue
        rule = next((name for name, by in rules.items() if by(question) == theirs), "unexplained")
        found[rule] += 1
        if rule == "unexplained":
            print(shared.scope, oracle, question, shared.arrival(oracle, question), theirs)
    return found


def ask(python: str, shared: Shared, questions: Sequence[tuple[int, int, int]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="soesmart-oracle-") as folder:
        root = Path(folder)
        (root / "feed").mkdir()
        (root / "in.json").write_text(json.dumps(shared.asked(questions, root / "feed")), "utf-8")
        command = [python, str(SCRIPT), str(root / "in.json"), str(root / "out.json")]
        subprocess.run(command, check=True, capture_output=True, timeout=1800)
        answer: dict[str, Any] = json.loads((root / "out.json").read_text("utf-8"))
        return answer


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="ways")
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--python", default=str(oracles.folder() / "bin" / "python"))
    parser.add_argument("--data", type=Path, default=DATA)
    words = parser.parse_args(arguments)
    kept, wrong, versions = [], 0, {}
    for scope in SCOPES:
        shared = Shared(scope, words.data)
        questions = shared.questions(words.pairs)
        answer = ask(words.python, shared, questions)
        versions = answer["versions"]
        for oracle in CHANGE:
            found = classified(shared, oracle, questions, answer[oracle])
            wrong += found["unexplained"]
            print(f"{scope.feed} {scope.day}, footpaths {scope.walk} min, {oracle}: {dict(found)}")
        rows = zip(questions, answer["cafein"], answer["nigiri"], strict=True)
        rows_kept = [[*question, *theirs] for question, *theirs in rows][:KEPT]
        kept.append({"feed": scope.feed, "day": scope.day, "walk": scope.walk, "rows": rows_kept})
    if words.freeze:
        content = {"versions": versions, "date": datetime.now(UTC).date().isoformat(), "scopes": kept}
        FROZEN.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")
    print(f"{versions}: {wrong} unexplained.")
    return 1 if wrong else 0
