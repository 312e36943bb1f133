# SPDX-License-Identifier: EUPL-1.2
"""./run bench decide: counting budget votes, in CPU seconds, without and with reading the file.

The compiled loops are warmed up by a small count first. Each row is the median of several counts.
Other programs' times are recorded, not measured here: they take minutes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from tools.workshop.benches import casting
from tools.workshop.benches.report import Anchor, Result, tell
from tools.workshop.benches.votes import as_file, made

if TYPE_CHECKING:
    from soesmart.decide.engine.types import Election, Rule

MILLION = 1_000_000
_CAST = 3000
"""Ballots cast through the real server; ./run bench casting takes more."""
_RECORDED = "recorded (issue 5, 2026-11)"


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["memory"]:
        return _memory(arguments[1])
    print(f"load {os.getloadavg()[0]:.2f}")
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        file = Path(folder) / "large.pb"
        file.write_text(as_file(made()), "utf-8")
        results = [*_counts(file), _memory_of(file), *_million(Path(folder) / "million.pb")]
    results += casting.measured(_CAST)
    print(f"load {os.getloadavg()[0]:.2f}")
    return tell("decide", results)


def _cpu(work: Callable[[], object], times: int = 9) -> float:
    took = []
    for _ in range(times):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return statistics.median(took)


def _counts(file: Path) -> list[Result]:
    from soesmart.decide.engine import pb
    from soesmart.decide.engine.counting import count
    from soesmart.decide.engine.greedy import greedy
    from soesmart.decide.engine.phragmen import Phragmen
    from soesmart.decide.engine.prepared import prepare
    from soesmart.decide.engine.types import Rule

    raw = file.read_bytes()
    election = pb.read(raw)
    rule = Rule()
    small = made(500, 20)
    for method, completion in (("equal-shares", "add1"), ("equal-shares", "add-opt"), ("phragmen", "none")):
        count(small, Rule(method=method, completion=completion))
    phragmen = _cpu(lambda: Phragmen(prepare(election, rule)).run())
    return [
        *_shares(election, rule),
        Result("Phragmén", phragmen, "s CPU", 0.1, against=Anchor("pabutools", 18.9, _RECORDED)),
        Result("greedy", _cpu(lambda: greedy(prepare(election, rule), rule)), "s CPU"),
        Result("reading the file", _cpu(lambda: pb.read(raw), 3), "s CPU"),
        Result("all of add1 with reasons", _cpu(lambda: count(election, rule), 3), "s CPU"),
    ]


def _shares(election: "Election", rule: "Rule") -> list[Result]:
    from soesmart.decide.engine.completing import add_steps
    from soesmart.decide.engine.equal_shares import EqualShares
    from soesmart.decide.engine.exact_shares import ExactShares, add_opt
    from soesmart.decide.engine.prepared import per_ballot, prepare

    runs: dict[str, int] = {}

    def equal() -> object:
        prepared = prepare(election, rule)
        return EqualShares(prepared, rule).run(per_ballot(prepared))

    def one_by_one() -> object:
        prepared = prepare(election, rule)
        done = add_steps(EqualShares(prepared, rule), per_ballot(prepared), Fraction(election.scale))
        runs.update(add1=done.runs, skipped=done.skipped)
        return done

    def opt() -> object:
        prepared = prepare(election, rule)
        done = add_opt(ExactShares(prepared, rule), per_ballot(prepared))
        runs.update(add_opt=done.runs)
        return done

    size = f"{election.ballots.n:,} × {len(election.projects)}"
    once, stepwise = Anchor("pabutools", 13.8, _RECORDED), Anchor("JavaScript", 32.6, _RECORDED)
    return [
        Result(f"equal shares, {size}", _cpu(equal), "s CPU", 0.02, against=once),
        Result("+ add1, every unit", _cpu(one_by_one, 3), "s CPU", 3, against=stepwise),
        Result("  its runs", runs["add1"], "runs"),
        Result("  budgets proven equal, not run", runs["skipped"], "budgets"),
        Result("Exact Equal Shares + add-opt", _cpu(opt, 5), "s CPU", 0.5),
        Result("  its runs", runs["add_opt"], "runs"),
    ]


def _memory_of(file: Path) -> Result:
    """A process of its own reads and counts; its peak beyond what it held before reading."""
    command = [sys.executable, "-m", "tools.workshop", "bench", "decide", "memory", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    before, peak = (float(word) for word in done.stdout.split()[-2:])
    print(f"  peak {peak:.0f} MB, of which {before:.0f} MB Python, its imports and numba")
    return Result(
        "memory for reading and counting",
        peak - before,
        "MB",
        100,
        against=Anchor("pabutools", 773, _RECORDED),
    )


def _memory(file: str) -> int:
    from soesmart.decide.engine import pb
    from soesmart.decide.engine.counting import count
    from soesmart.decide.engine.types import Rule

    count(made(50, 5), Rule())
    Path("/proc/self/clear_refs").write_text("5", "utf-8")  # the peak starts anew
    before = _held("VmRSS")
    count(pb.read(Path(file).read_bytes()), Rule())
    print(before, _held("VmHWM"))
    return 0


def _held(what: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1000


def _million(file: Path) -> list[Result]:
    from soesmart.decide.engine.counting import count
    from soesmart.decide.engine.types import Rule
    from soesmart.decide.shards import read_in_shards

    file.write_text(as_file(made(MILLION, 83, 400_000_000)), "utf-8")
    script = (
        "import sys, time, resource\n"
        "from pathlib import Path\n"
        "from soesmart.decide.engine import pb\n"
        "from soesmart.decide.engine.counting import count\n"
        "from soesmart.decide.engine.types import Rule\n"
        "result = count(pb.read(Path(sys.argv[1]).read_bytes()), Rule(completion='none'))\n"
        "print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,"
        " *result.winners)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], check=True, capture_output=True, text=True
    )
    took, peak, *winners = done.stdout.split()
    raw = file.read_bytes()
    started = time.perf_counter()
    sharded = count(read_in_shards(raw, "processes"), Rule(completion="none"))
    in_shards = time.perf_counter() - started
    same = [str(p) for p in sharded.winners] == winners
    return [
        Result("a million ballots: all of a process", float(took), "s CPU", 10),
        Result("  memory", float(peak), "MB", 1000),
        Result("  in shards over processes, wall clock", in_shards, "s"),
        Result("  the same winners in shards", float(same), "yes", 1, "higher"),
    ]
