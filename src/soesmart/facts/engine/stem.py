# SPDX-License-Identifier: EUPL-1.2
"""A light German stemmer over folded words, after the idea of CISTEM (Weißweiler and Fraser, 2017).

It strips endings only. Final "t" stays: "Nacht" must not become "nach".
"""

from functools import lru_cache

_LONG = ("ern", "em", "er", "en", "es")
_SHORT = ("e", "s", "n")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending; short words stay whole."""
    if word.isdigit():
        return word
    for ending in _LONG:
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            return word[: -len(ending)]
    for ending in _SHORT:
        if len(word) > 4 and word.endswith(ending):
            return word[:-1]
    return word
