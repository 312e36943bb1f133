# SPDX-License-Identifier: EUPL-1.2
"""Reads the labelled sentences and counts what was found in them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from soesmart.ask.engine.personal_data import Found, find

FILE = Path(__file__).with_name("personal_data.txt")
HELD_OUT = Path(__file__).with_name("personal_data_held_out.txt")
_MARK = re.compile(r"⟦(\w+):(.*?)⟧")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    spans: tuple[tuple[str, int, int], ...]


def sentences(file: Path) -> list[Sentence]:
    lines = file.read_text("utf-8").splitlines()
    return [_read(line) for line in lines if line.strip() and not line.startswith("#")]


def _read(line: str) -> Sentence:
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((mark[1], len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    return Sentence(text + line[at:], tuple(spans))


def meets(found: Found, span: tuple[str, int, int]) -> bool:
    """The same kind, and at least four fifths of the longer one in common."""
    common = min(found.end, span[2]) - max(found.start, span[1])
    return found.kind == span[0] and common >= 0.8 * max(found.end - found.start, span[2] - span[1])


def tally(given: Sequence[Sentence]) -> tuple[Counter[str], list[str]]:
    """Right, false and missed spans by kind, and what went wrong in words."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for sentence in given:
        found = find(sentence.text)
        for one in found:
            right = any(meets(one, span) for span in sentence.spans)
            counts["right" if right else "false"] += 1
            if not right:
                wrong.append(f"false {one.kind} „{sentence.text[one.start : one.end]}“ in: {sentence.text}")
        for span in sentence.spans:
            if not any(meets(one, span) for one in found):
                counts["missed"] += 1
                wrong.append(f"missed {span[0]} „{sentence.text[span[1] : span[2]]}“ in: {sentence.text}")
    return counts, wrong
