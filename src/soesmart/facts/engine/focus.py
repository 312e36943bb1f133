# SPDX-License-Identifier: EUPL-1.2
"""What a question is about, read from its form: "Wie viele Brunnen …" asks for wells, "… in Werl" about Werl.

A fact that explains everything but these two words answers another question. Works on folded words.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_ASKING: Final = frozenset({"welche", "welcher", "welches", "welchen", "welchem", "wieviele", "which"})
_AFTER_TWO: Final = frozenset(
    {("wie", "viele"), ("was", "kostet"), ("wer", "ist"), ("how", "many"), ("gibt", "es")}
)
_WHEN: Final = frozenset({"wann", "wo", "when", "where"})
_BEING: Final = frozenset(
    {"ist", "sind", "findet", "finden", "beginnt", "oeffnet", "is", "finde", "gibt", "kann"}
)
_WHERE: Final = frozenset({"in", "nach", "aus", "bei"})
_REACH: Final = 4


def subjects(words: Sequence[str], names: frozenset[str], passed_over: frozenset[str]) -> Iterator[str]:
    """Words that name what is asked for: the first word of meaning after the asking ones.

    `names` are the words written with a capital; where there are none, everything was typed small.
    """
    for start in range(len(words)):
        if words[start] in _ASKING:
            yield from _next(words, start + 1, names, passed_over)
        elif tuple(words[start : start + 2]) in _AFTER_TWO or (
            words[start] in _WHEN and start + 1 < len(words) and words[start + 1] in _BEING
        ):
            yield from _next(words, start + 2, names, passed_over)


def places(words: Sequence[str]) -> Iterator[str]:
    """Words that stand where a place stands: right after "in", "nach", "aus", "bei"."""
    return (word for before, word in pairwise(words) if before in _WHERE)


def _next(
    words: Sequence[str], start: int, names: frozenset[str], passed_over: frozenset[str]
) -> Iterator[str]:
    """A word after "in" says where, a word written small among names is no thing."""
    for at in range(start, min(start + _REACH, len(words))):
        word = words[at]
        if word in passed_over or word in _WHERE or words[at - 1] in _WHERE or word.isdigit():
            continue
        if word in names or not names:
            yield word
            return
