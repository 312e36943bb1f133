# SPDX-License-Identifier: EUPL-1.2
"""./run bench paper [MORE]: 100 cards read by two processes, then MORE (500), counted for mistakes.

The cards are drawn from the printed PDF, written on by seeded hands and pictured badly (`degraded.py`). A
mistake is a box read otherwise than meant on a card without any doubt about it.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.workshop.benches.report import Result, tell

STACK, MORE, WORKERS, SEED = 100, 500, 2, 20261122
SECONDS, DOUBTFUL_PERCENT = 60.0, 15.0


@dataclass(frozen=True)
class Case:
    path: str
    code: str
    truth: dict[str, str]


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="soesmart-bench-") as folder:
        os.environ["SOESMART_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
        import django

        django.setup()
        return tell("paper", list(_measured(Path(folder), int(arguments[0]) if arguments else MORE)))


def _measured(folder: Path, more: int) -> Iterator[Result]:
    from soesmart.kernel.executor import executor, fan_out

    layouts, cases = _cases(folder, STACK + more)
    with executor("processes", WORKERS) as pool:
        started = time.perf_counter()
        readings = list(fan_out(pool, _read, [(case.path, layouts) for case in cases[:STACK]]))
        took = time.perf_counter() - started
        yield Result(f"a stack of {STACK} on {WORKERS} processes", took, "s", SECONDS)
        readings += fan_out(pool, _read, [(case.path, layouts) for case in cases[STACK:]])
    tally = _tallied(cases, readings)
    number = len(cases)
    yield Result(f"wrong and not doubted, boxes of {number} cards", tally["wrong"], "boxes", 0)
    yield Result("wrong code, not doubted", tally["wrong code"], "cards", 0)
    yield Result("cards found", 100 * tally["found"] / number, "%", 99, "higher")
    yield Result("QR code read", 100 * tally["code"] / number, "%", 98, "higher")
    yield Result("cards with a doubt", 100 * tally["doubtful"] / number, "%", DOUBTFUL_PERCENT)


def _read(job: tuple[str, dict[str, str]]):  # type: ignore[no-untyped-def]
    from soesmart.ask.paper.reading import Job, read_page

    path, layouts = job
    return read_page(Job(path, 0, layouts, 40))


def _cases(folder: Path, number: int) -> tuple[dict[str, str], list[Case]]:
    import cv2
    import numpy as np

    from soesmart.ask.paper.engine.formats import card, sheet
    from soesmart.ask.paper.exports import pdf
    from soesmart.ask.paper.types import Format, Order
    from soesmart.kernel.ids import new_code
    from tools.workshop import degraded

    layouts, cases, chance = {}, [], np.random.default_rng(SEED)
    for kind, design, share in ((Format.CARD, card(), 9), (Format.SHEET, sheet(), 1)):
        count = number * share // 10
        codes = [new_code() for _ in range(count)]
        layouts[design.layout.key] = design.layout.as_json()
        printed = pdf(Order(kind, count), design, codes, "https://fragen.example.org")
        blank = (
            one
            for page in degraded.pages(printed)
            for one in degraded.cells(page, design.layout.frame, design.page_height, design.per_page)
        )
        for plain, code in zip(blank, codes, strict=False):
            written = degraded.written_on(plain, design.layout, code, chance)
            manner = ("scan", "photo")[len(cases) % 2]
            path = folder / f"{len(cases)}.png"
            cv2.imwrite(str(path), degraded.MANNERS[manner](written.picture, chance))
            cases.append(Case(str(path), code, written.truth))
    chance.shuffle(cases)  # type: ignore[arg-type]
    return layouts, cases


def _tallied(cases: Sequence[Case], readings: Sequence) -> Counter[str]:  # type: ignore[type-arg]
    tally: Counter[str] = Counter()
    for case, page in zip(cases, readings, strict=True):
        cards = [card for card in page.cards if card.frame]
        tally["doubtful"] += len(page.cards) != 1 or bool(page.cards[0].doubts)
        if len(cards) != 1:
            continue
        (one,) = cards
        tally["found"] += 1
        tally["code"] += one.code == case.code
        tally["wrong code"] += one.code not in {"", case.code}
        about = {about for _reason, about in one.doubts}
        for name, state, _confidence in one.boxes:
            if state not in {"doubtful", case.truth[name]} and not about & {name, name.partition(".")[0], ""}:
                tally["wrong"] += 1
                print(f"  {Path(case.path).name} {name}: read {state}, meant {case.truth[name]}")
    return tally
