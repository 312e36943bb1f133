# SPDX-License-Identifier: EUPL-1.2
"""./run bench moderation: does the search for personal data find what it should, and does it cry wolf?

Three sets: labelled sentences that shaped the rules, labelled ones written later, and 825 published ideas
(cycling dialogues of Moers and Köln, anonymised before publication: whatever is found there is false).
"""

import csv
import os
import time
from collections import defaultdict
from pathlib import Path

from soesmart.ask.engine.hate import hateful
from soesmart.ask.engine.personal_data import find
from tests.ask.engine.labelled import FILE, HELD_OUT, sentences, tally
from tools.workshop.benches.report import Result, tell

SHARED = Path(os.environ.get("SOESMART_SHARED") or Path(__file__).parents[4] / "shared")
PRECISION_GOAL, RECALL_GOAL, HELD_GOAL, MS_GOAL = 95.0, 95.0, 1.0, 20.0


def main(arguments: list[str]) -> int:
    results = [*_labelled("shaping the rules", FILE), *_labelled("held out", HELD_OUT), *_real()]
    return tell("moderation", results)


def _labelled(name: str, file: Path) -> list[Result]:
    given = sentences(file)
    counts, wrong = tally(given)
    for line in wrong:
        print(f"  [{name}] {line}")
    precision = 100 * counts["right"] / max(1, counts["right"] + counts["false"])
    recall = 100 * counts["right"] / max(1, counts["right"] + counts["missed"])
    spans = counts["right"] + counts["missed"]
    return [
        Result(f"{name}: precision, {len(given)} sentences", precision, "%", PRECISION_GOAL, "higher"),
        Result(f"{name}: recall of {spans} spans", recall, "%", RECALL_GOAL, "higher"),
    ]


def _real() -> list[Result]:
    texts = _contributions()
    if not texts:
        print(f"  {SHARED} is missing: false alarms among real contributions are not measured")
        return []
    took, held, hate = [], 0, 0
    for text in texts:
        started = time.perf_counter()
        found = find(text)
        took.append(1000 * (time.perf_counter() - started))
        held += bool(found)
        hate += hateful(text)
        for one in found:
            print(f"  [real] {one.kind} {one.confidence}: {text[one.start : one.end]}")
    took.sort()
    number = len(texts)
    return [
        Result(f"real: held back for personal data, of {number}", 100 * held / number, "%", HELD_GOAL),
        Result(f"real: held back for hate, of {number}", 100 * hate / number, "%", HELD_GOAL),
        Result("real: time of one text, p95", took[int(0.95 * number)], "ms", MS_GOAL),
    ]


def _contributions() -> list[str]:
    texts: dict[str, list[str]] = defaultdict(list)
    for name in ("dataset_CDC.tsv", "dataset_CDM.tsv"):
        path = SHARED / "data" / "participation" / "cimt" / name
        if path.exists():
            with path.open(encoding="utf-8") as file:
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                    texts[row["document_id"]].append(row["content"])
    return [" ".join(parts) for parts in texts.values()]
