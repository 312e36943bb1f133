# SPDX-License-Identifier: EUPL-1.2
"""Do two texts belong together? For suggesting links; a person decides.

Words are folded and lose their endings; rare words among the candidates weigh more (idf). The score is the
weighted share of the shorter text's words that the longer one has, from 0 to 1. Where both name places and
none is the same, they do not belong together, whatever they say.
"""

import math
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

from soesmart.kernel.folding import fold, words
from soesmart.kernel.node_text import NodeText

K = TypeVar("K", bound=Hashable)
LEAST = 0.3
_SAME_PLACE = 0.15
_SHORTEST = 4
_ENDINGS = ("ungen", "ung", "ern", "en", "er", "es", "em", "e", "n", "s")
_GRAMMAR = """
aber alle auch dass diese dieser eine einem einen einer eines fuer haben hier kann kein keine mehr mehrere
nach nicht noch oder ohne sein seine sich sind ueber unser unsere unter vom wann warum was welche wenn wer
werden wie wird wurde wurden zum zur soll sollen gibt geht wieder beispiel stadt niemand jemand manche erst
"""
_EMPTY = frozenset(_GRAMMAR.split())


def ranked(asked: NodeText, candidates: Mapping[K, NodeText], most: int = 5) -> list[tuple[K, float]]:
    """The candidates that fit `asked`, best first; ties in the given order."""
    said = {key: _stems(text.text) for key, text in candidates.items()}
    own = _stems(asked.text)
    often = Counter(stem for stems in said.values() for stem in stems)
    weight = {stem: math.log1p(len(said) / (1 + often[stem])) + 0.5 for stem in {*often, *own}}
    found = [
        (key, score)
        for key, text in candidates.items()
        if (score := _score(own, said[key], weight) + _by_place(asked, text)) >= LEAST
    ]
    return sorted(found, key=lambda pair: -pair[1])[:most]


def _score(own: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    fewer, more = sorted((own, other), key=len)
    whole = sum(weight[stem] for stem in fewer)
    if not whole:
        return 0.0
    return sum(weight[stem] * _best(stem, more) for stem in fewer) / whole


def _best(stem: str, others: frozenset[str]) -> float:
    """Equal, or one inside the other: "radweg" in "radwegbeleuchtung"."""
    if stem in others:
        return 1.0
    return 0.7 if any(stem in other or (len(other) > 4 and other in stem) for other in others) else 0.0


def _by_place(asked: NodeText, text: NodeText) -> float:
    if not asked.places or not text.places:
        return 0.0
    return _SAME_PLACE if set(asked.places) & set(text.places) else -1.0


def _stems(text: str) -> frozenset[str]:
    kept = (word for word in words(fold(text)) if len(word) >= _SHORTEST and word not in _EMPTY)
    return frozenset(map(_stem, kept))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
