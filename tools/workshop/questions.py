# SPDX-License-Identifier: EUPL-1.2
"""Question sets with the cards they should lead to (`tests/facts/questions/*.toml`)."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "facts" / "questions"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Without `expected` the town's facts do not answer it."""

    text: str
    expected: frozenset[str]
    language: str = "de"


def read(name: str) -> list[Asked]:
    """The questions of one set, those without an answer last."""
    return [*_rows(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))]


def _rows(data: dict) -> Iterator[Asked]:
    for slugs, texts in data.get("expected", {}).items():
        yield from (Asked(text, frozenset(slugs.split("|"))) for text in texts)
    for texts in data["nothing"].values():
        yield from (Asked(text, frozenset()) for text in texts)


def misspelt(text: str, chance: random.Random) -> str:
    """`text` as a hurried thumb types it: one or two letters swapped, dropped, doubled; no capitals."""
    letters = list(text.lower())
    for _ in range(chance.choice((1, 1, 2))):
        spots = [i for i in range(1, len(letters) - 1) if letters[i].isalpha() and letters[i + 1].isalpha()]
        if not spots:
            break
        spot, way = chance.choice(spots), chance.choice(("swap", "drop", "double"))
        if way == "swap":
            letters[spot], letters[spot + 1] = letters[spot + 1], letters[spot]
        elif way == "drop":
            del letters[spot]
        else:
            letters.insert(spot, letters[spot])
    return "".join(letters)
