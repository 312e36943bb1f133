# SPDX-License-Identifier: EUPL-1.2
"""German compounds: "Radwegbeleuchtung" is about cycling and light."""

from collections.abc import Set
from typing import Final

from soesmart.facts.engine.stem import stem

_LINKS: Final = ("", "s", "es", "n", "en", "er", "e")
_SHORTEST: Final = 4
_SHORT_WORDS: Final = frozenset({"bus", "rad", "app", "co2"})


def split(word: str, known: Set[str]) -> tuple[tuple[str, ...], bool]:
    """(known parts, whether they cover the whole word); ((), False) when nothing fits.

    Of several coverings the one with the longest first part wins. A word covered in part gives its
    last part, which in German says what kind of thing it is.
    """
    if len(word) < 7:
        return (), False
    covering = _cover(word, known)
    if covering:
        return covering, True
    for start in range(3, len(word) - 3):
        if _is_part(word[start:], known):
            return (word[start:],), False
    return (), False


def _cover(word: str, known: Set[str]) -> tuple[str, ...]:
    for end in range(len(word) - 3, 2, -1):
        head = word[:end]
        if not _is_part(head, known):
            continue
        for link in _LINKS:
            rest = word[end + len(link) :]
            if not word.startswith(link, end) or len(rest) < 3:
                continue
            if _is_part(rest, known):
                return head, rest
            deeper = _cover(rest, known) if len(rest) >= 7 else ()
            if deeper:
                return head, *deeper
    return ()


def _is_part(part: str, known: Set[str]) -> bool:
    if part in _SHORT_WORDS:
        return True
    return len(part) >= _SHORTEST and (part in known or stem(part) in known)
