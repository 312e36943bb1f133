# SPDX-License-Identifier: EUPL-1.2
"""How much a question sounds like what is said and asked about each fact, all its signs taken together.

Naive Bayes against the complement, over weighted and length-normalised counts (Rennie, Shih, Teevan and
Karger, 2003: Tackling the poor assumptions of naive Bayes text classifiers). Signs are groups of three to
five letters, words, pairs of neighbours, and what the words mean: a misspelt or new word still leaves many.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from soesmart.kernel.folding import fold, words

_LETTERS: Final = (3, 4, 5)
_MEANING: Final = 3.0
"""What the words mean counts as this many letter groups."""
_SMOOTHING: Final = 0.1

Signs = Mapping[str, float]


def signs(text: str, meant: Mapping[str, float]) -> Signs:
    """The signs of a text; `meant` are its concepts and stems with their strength."""
    folded = fold(text)
    found: Counter[str] = Counter()
    padded = f" {folded} "
    for size in _LETTERS:
        found.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    spoken = words(folded)
    found.update(f"w:{word}" for word in spoken)
    found.update(f"p:{first} {second}" for first, second in pairwise(spoken))
    weighed: dict[str, float] = {sign: 1 + math.log(count) for sign, count in found.items()}
    for key, strength in meant.items():
        weighed[f"m:{key}"] = _MEANING * strength
    return weighed


class Evidence:
    """What each sign says for each fact, in log odds."""

    def __init__(self, said: Sequence[tuple[int, Signs]], facts: int) -> None:
        """`said`: number of the fact and signs of each text about it. A sign seen once proves nothing."""
        seen = Counter(sign for _fact, text in said for sign in text)
        known = [sign for sign, times in seen.items() if times > 1]
        self._at = {sign: at for at, sign in enumerate(known)}
        self._rarity = np.log([len(said) / seen[sign] for sign in known])
        weight = np.zeros((len(known), facts))
        for fact, text in said:
            at, values = self._weighed(text)
            weight[at, fact] += values
        rest = weight.sum(axis=1, keepdims=True) - weight + _SMOOTHING
        weight += _SMOOTHING
        odds = np.log(weight / weight.sum(axis=0)) - np.log(rest / rest.sum(axis=0))
        self._odds = odds.astype(np.float32)

    def of(self, text: Signs) -> NDArray[np.float64]:
        """Log odds of each fact, weighed over the signs; shape (facts,). Zero where no sign is known."""
        at, values = self._weighed(text)
        return np.asarray(values @ self._odds[at], np.float64)

    def _weighed(self, text: Signs) -> tuple[list[int], NDArray[np.float64]]:
        known = [sign for sign in text if sign in self._at]
        at = [self._at[sign] for sign in known]
        values = np.array([text[sign] for sign in known]) * self._rarity[at]
        return at, values / max(float(np.linalg.norm(values)), 1e-9)
