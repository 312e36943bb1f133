# SPDX-License-Identifier: EUPL-1.2
"""Words of real German contributions must not be taken for places."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from soesmart.kernel.folding import fold
from soesmart.places.engine.gazetteer import Gazetteer

SHARED = Path(os.environ.get("SOESMART_SHARED") or Path(__file__).parents[2].parent / "shared")
FILES = [SHARED / "data" / "participation" / "cimt" / name for name in ("dataset_CDC.tsv", "dataset_CDM.tsv")]


@pytest.fixture(scope="module")
def text() -> str:
    if not all(path.exists() for path in FILES):
        if os.environ.get("CI") == "true":
            pytest.fail(f"{FILES[0]} is missing")
        pytest.skip(f"{FILES[0]} is missing: false alarms of the gazetteer are NOT tested")
    return "\n".join(path.read_text("utf-8", errors="replace") for path in FILES)


_TRULY_NAMED = {
    "altstadt",
    "innenstadt",
    "bahnhof",
    "bahnhofs",
    "bahnhofe",
    "bhf",
    "stadtmitte",
    "hauptbahnhof",
    "zentrum",
}


def test_five_thousand_common_words_name_no_village(text: str, gazetteer: Gazetteer):
    counted = Counter(fold(word) for word in re.findall(r"[^\W\d_]{2,}", text))
    common = [word for word, _count in counted.most_common(5000)]
    assert len(common) == 5000
    alarms = {
        word
        for word in common
        for before in ("ein", "nach")
        if gazetteer.mentions(f"wir finden {before} {word} sehr gut")
    }
    assert len(alarms - _TRULY_NAMED) <= 2, alarms - _TRULY_NAMED


@pytest.mark.slow
def test_sentences_of_another_town_name_hardly_any_village(text: str, gazetteer: Gazetteer):
    lines = text.splitlines()
    named = [
        (mention.key, line)
        for line in lines
        for mention in gazetteer.mentions(fold(line))
        if mention.key not in {"Altstadt", "Bahnhof Soest"}
    ]
    assert len(named) <= len(lines) / 1000, named[:10]
