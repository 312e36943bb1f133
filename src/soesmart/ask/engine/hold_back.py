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


_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST = 5
"""Words of the longest phrase that is looked for."""


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words of the list stand, in the text as it was written."""
    pattern = matcher(tuple(words))
    if pattern is None:
        return []
    tokens, found, at = list(_TOKEN.finditer(text)), [], 0
    while at < len(tokens):
        for length in range(1, _LONGEST + 1):
            piece = tokens[at : at + length]
            folded = f" {fold(text[piece[0].start() : piece[-1].end()])} "
            match = pattern.search(folded)
            if match and match[0] + " " == folded:
                found.append((piece[0].start(), piece[-1].end()))
                at += length - 1
                break
        at += 1
    return found
