# SPDX-License-Identifier: EUPL-1.2
"""./run bench ask: do typed questions lead to the right card? Through the whole box, every room's cards.

The tuning questions shaped the model; the held-out ones were written afterwards and never fitted on. Goals
hold for both, and for the held-out ones misspelt by a seeded thumb they are told without a goal.
"""

import os
import random
import tempfile
import time
import tomllib
from collections.abc import Sequence, Set
from pathlib import Path

from tools.workshop.benches.report import Result, tell
from tools.workshop.fit import TUNING
from tools.workshop.questions import FOLDER, Asked, misspelt, read

TOWN = Path(__file__).parents[3] / "src" / "soesmart" / "towns" / "soest"
SAME = FOLDER / "same.toml"
SURE, LISTED, TOP = 0.6, 0.3, 3
HITS_GOAL, FALSE_GOAL, MS_GOAL = 95.0, 2.0, 100.0
SEED = 20261122


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        os.environ["SOESMART_DATA"] = folder
        _town(Path(folder))
        tuning = [question for name in TUNING for question in read(name)]
        held = [*read("held_out"), *read("held_out_second")]
        chance = random.Random(SEED)
        sloppy = [Asked(misspelt(q.text, chance), q.expected, q.language) for q in held]
        results = [
            *_measured("tuning", tuning, goals=True),
            *_measured("held out", held, goals=True),
            *_measured("held out, misspelt", sloppy, goals=False),
        ]
        return tell("ask", results)


def _town(folder: Path) -> None:
    """A fresh town of Soest, as `soesmart demo` would make it, without its made-up contributions."""
    (folder / "soesmart.toml").write_text((TOWN / "town.toml").read_text("utf-8"), "utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from soesmart.kernel import registry

    call_command("migrate", verbosity=0)
    for importer in registry.importers().values():
        path = TOWN / importer.file_name
        if path.is_file() and (problems := importer.run(path).problems):
            raise SystemExit(f"{path}: {problems[0].text}")
    from soesmart.portal.queries import warm

    warm()


def _measured(name: str, questions: Sequence[Asked], *, goals: bool) -> list[Result]:
    from soesmart.portal.queries import answer

    same = {fact: set(others) for fact, others in tomllib.loads(SAME.read_text("utf-8")).items()}
    answer("Anwärmen: was ist Soest?", "de")
    hits, false, took, said = 0, 0, [], []
    for question in questions:
        right = question.expected.union(*(same.get(slug, set()) for slug in question.expected))
        started = time.perf_counter()
        found = answer(question.text, question.language)
        took.append(1000 * (time.perf_counter() - started))
        cards = [(_topic(card.url), card.confidence) for card in (*found.shown, *found.listed)]
        said += [(confidence, _among(topic, right)) for topic, confidence in cards]
        hit = any(_among(topic, right) for topic, _ in cards[:TOP])
        wrong = [topic for topic, confidence in cards if confidence >= SURE and not _among(topic, right)]
        hits, false = hits + hit, false + bool(wrong)
        if wrong:
            print(f"  [{name}] {question.text}  →  wrong: {', '.join(wrong)}")
        if question.expected and not hit:
            print(f"  [{name}] {question.text}  →  missed: {', '.join(sorted(question.expected))}")
    _reliability(name, said)
    answerable = sum(1 for question in questions if question.expected)
    took.sort()
    hit_goal, false_goal = (HITS_GOAL, FALSE_GOAL) if goals else (None, None)
    hit_rate, false_rate = 100 * hits / answerable, 100 * false / len(questions)
    return [
        Result(f"{name}: right card in the top 3 of {answerable}", hit_rate, "%", hit_goal, "higher"),
        Result(f"{name}: false answers among {len(questions)}", false_rate, "%", false_goal),
        Result(f"{name}: time of one question, p95", took[int(0.95 * len(took))], "ms", MS_GOAL),
    ]


def _among(topic: str, right: Set[str]) -> bool:
    """Addresses of contributions end with a random part."""
    return any(topic == slug or topic.startswith(f"{slug}-") for slug in right)


def _topic(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[-1]


def _reliability(name: str, said: Sequence[tuple[float, bool]]) -> None:
    print(f"  [{name}] listed cards by confidence: said, was right, number")
    for low in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = [(c, right) for c, right in said if low <= c < low + 0.1 or (low == 0.9 and c >= 0.9)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            print(f"    {mean:.2f}  {sum(right for _, right in inside) / len(inside):.2f}  {len(inside)}")
