# SPDX-License-Identifier: EUPL-1.2
"""One interface, two methods: which texts of an index are most like a new one?

`ByWords` compares letters, words and compounds; it needs nothing but the table of grams. `ByMeaning`
compares vectors of a language model; it also finds other words and other languages for the same thing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from soesmart.ask.engine.similar import Query, content_words
from soesmart.kernel.folding import fold, grams

Vector = NDArray[Any]

_USUAL_GRAMS = 40
_UNLIKE, _SAME = 0.78, 0.93
"""Cosines of this model lie close together: below the first nothing is alike, above the second all is."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the index, folded."""

    key: int
    title: str
    whole: str


@dataclass(frozen=True, slots=True)
class Hit:
    key: int
    score: float
    """From 0 to 1."""


class Similarity(Protocol):
    """The most alike of an index, best first; None when it cannot answer now."""

    def nearest(self, folded: str, original: str, limit: int) -> list[Hit] | None: ...


class GramIndex(Protocol):
    """Where `ByWords` finds its texts."""

    def weights(self, wanted: frozenset[str]) -> Mapping[str, float]: ...

    def candidates(self, wanted: frozenset[str]) -> Sequence[Text]: ...


class Overlap:
    """How much of a query's letter groups a text holds, rare ones counting more, long texts less."""

    def __init__(self, folded: str, weight: Mapping[str, float]) -> None:
        self._weight = {gram: weight.get(gram, 1.0) for gram in grams(" ".join(content_words(folded)))}
        self._all = sum(self._weight.values()) or 1.0

    def share(self, folded: str) -> float:
        own = grams(" ".join(content_words(folded)))
        shared = sum(weight for gram, weight in self._weight.items() if gram in own)
        return min(1.0, shared / self._all / (0.5 + 0.5 * max(1.0, len(own) / _USUAL_GRAMS)))

    def of(self, text: Text) -> float:
        return max(self.share(text.title), self.share(text.whole))


class ByWords:
    def __init__(self, index: GramIndex, names: frozenset[str] = frozenset()) -> None:
        self._index, self._names = index, names

    def nearest(self, folded: str, original: str, limit: int) -> list[Hit] | None:
        del original  # words are compared folded
        wanted = grams(" ".join(content_words(folded)))
        weight = self._index.weights(wanted | grams(folded))
        query, overlap = Query(folded, weight, self._names), Overlap(folded, weight)
        hits = [
            Hit(text.key, (query.match(text.title, text.whole).score + overlap.of(text)) / 2)
            for text in self._index.candidates(wanted)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:limit]


class ByMeaning:
    """`embed` gives None when the model is busy; `index` gives keys and one unit vector per row."""

    def __init__(
        self, embed: Callable[[str], Vector | None], index: Callable[[], tuple[Vector, Vector]]
    ) -> None:
        self._embed, self._index = embed, index

    def nearest(self, folded: str, original: str, limit: int) -> list[Hit] | None:
        del folded  # the model wants the text as written
        keys, matrix = self._index()
        if not len(keys):
            return None
        asked = self._embed(original)
        if asked is None:
            return None
        cosines = matrix @ asked
        best = np.argpartition(-cosines, min(limit, len(keys) - 1))[:limit]
        hits = [Hit(int(keys[at]), likeness(float(cosines[at]))) for at in best]
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))


def likeness(cosine: float) -> float:
    return max(0.0, min(1.0, (cosine - _UNLIKE) / (_SAME - _UNLIKE)))


def as_text(key: int, title: str, folded: str) -> Text:
    return Text(key, fold(title), folded)
