# SPDX-License-Identifier: EUPL-1.2
"""./run bench similar: is the same matter among three suggestions? Through the database, both methods.

"again" says the matter as another resident would, "otherwise" with next to no word in common, "other
languages" in another language. All others are texts on the same themes. None of it was fitted on.
"""

import csv
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.workshop.benches.report import Result, tell

FOLDER = Path(__file__).parents[3] / "tests" / "ask" / "texts"
TOP = 3
MS_GOAL = 60.0
Pair = tuple[str, str]
"""A stored text and the same matter said again."""


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        os.environ["SOESMART_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _fill()
        results = [*_measured("trigram"), *_measured("meaning")]
        return tell("similar", results)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _fill() -> None:
    from soesmart.ask import facade
    from soesmart.ask.types import Kind, NewContribution

    stored = [*rows("pairs_de"), *rows("pairs_other"), *rows("others")]
    for row in stored:
        facade.submit(NewContribution(text=row["text"], kind=Kind(row["kind"]), proven=True))
    print(f"  {len(stored)} texts stored")


def _sets() -> Iterator[tuple[str, Sequence[Pair], dict[str, float | None]]]:
    german, other = rows("pairs_de"), rows("pairs_other")
    goals = {"trigram": (0.65, None, None), "meaning": (0.93, None, 0.81)}
    for at, (name, pairs) in enumerate(
        (
            ("again", [(row["text"], row["again"]) for row in german]),
            ("otherwise", [(row["text"], row["otherwise"]) for row in german]),
            ("other languages", [(row["text"], row["again"]) for row in other]),
        )
    ):
        yield name, pairs, {method: goal[at] for method, goal in goals.items()}


def _measured(method: str) -> Iterator[Result]:
    from django.conf import settings

    from soesmart.ask import facade, meaning
    from soesmart.ask.actions.vectorising import make_missing

    settings.SOESMART = dict(settings.SOESMART) | {"ask.similar_method": method}
    if method == "meaning":
        if not meaning.is_installed():
            raise SystemExit(f"The language model is missing. Install: {meaning.REMEDY}")
        started = time.process_time()
        done = make_missing(10_000)
        each = 1000 * (time.process_time() - started) / max(1, done)
        print(f"  {done} vectors, {each:.0f} ms of a core each")
    facade.similar("Anwärmen: Wann kommt der Bus?")
    took, busy = [], []
    for name, pairs, goals in _sets():
        hits = 0
        for text, again in pairs:
            started, core = time.perf_counter(), time.process_time()
            found = facade.similar(again, limit=TOP)
            took.append(1000 * (time.perf_counter() - started))
            busy.append(1000 * (time.process_time() - core))
            hits += any(row.title.rstrip("…") == text[: len(row.title.rstrip("…"))] for row in found)
        what = f"{method}, {name}: recall@3 of {len(pairs)}"
        yield Result(what, hits / len(pairs), "", goals[method], "higher")
    yield Result(f"{method}: time of one suggestion, median", sorted(took)[len(took) // 2], "ms", MS_GOAL)
    yield Result(f"{method}: time of one suggestion, p95", sorted(took)[int(0.95 * len(took))], "ms")
    yield Result(f"{method}: core time of one suggestion, median", sorted(busy)[len(busy) // 2], "ms")
