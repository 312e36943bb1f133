# SPDX-License-Identifier: EUPL-1.2
"""A list of words in a text: folded, word by word, with the endings German puts on them.

"Idiot" meets "Idioten" and "IDIOT!", never "Patriot"; "depp*" whatever begins so, "*pack" whatever ends so,
several words one after the other. Compound words need a star: "*hetze*".
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from soesmart.kernel.folding import fold

_ENDINGS = "(?:e|en|er|ern|es|em|n|s|ens|in|innen)?"
_SHORTEST_BENT = 4
"""Shorter words take no endings: "Sau" is not "sauer"."""


@lru_cache(maxsize=16)
def matcher(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern over folded text with a space on either side; None when the list is empty."""
    parts = [part for part in map(_pattern, words) if part]
    return re.compile(" (" + "|".join(parts) + ")(?= )") if parts else None


def _pattern(written: str) -> str:
    before, after = written.lstrip().startswith("*"), written.rstrip().endswith("*")
    word = fold(written)
    if not word:
        return ""
    ending = "[^ ]*" if after else _ENDINGS if len(word) >= _SHORTEST_BENT else ""
    return ("[^ ]*" if before else "") + re.escape(word) + ending


def hit(text: str, words: Iterable[str]) -> str:
    """The first word of the list that stands in the text, folded as it stands there; "" when none does."""
    pattern = matcher(tuple(words))
    found = pattern.search(f" {fold(text)} ") if pattern else None
    return found[1] if found else ""
