# SPDX-License-Identifier: EUPL-1.2
"""Are two short German texts about the same matter?

Both are folded (`kernel.folding`). Words of grammar are left aside; each remaining word of the query
looks for its best partner in the other text: equal, inflected, part of a compound, or misspelt. Rare words
weigh more. `Match.query` says how much of the query is found, `Match.title` how much of the title was
asked for: only both together mean "the same question".
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from soesmart.kernel.folding import fold, grams

_GRAMMAR = """
ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bitte bisher
da damit dann daran darauf darf das dass dazu dein dem den denn der des deshalb die dies diese diesem diesen
dieser dieses doch dort du durch ein eine einem einen einer eines einfach er erst es etwas euch euer eure
frage fuer gab ganz geben gegen gehen geht gern gibt gut habe haben hat hatte hier hin ich ihm ihn ihnen ihr
ihre im immer in ins irgendwo ist ja jede jeder jetzt kam kann kein keine keinen kommen komme kommt konnen
konnte koennen machen macht man mal mehr mein meine mich mir mit mochte muss muessen mussen nach nicht nichts
noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so soll sollen sollte sollten sollen sonst
soest stadt statt ueber um und uns unser unsere unter viel vom von vor wann war waren warum was wegen weil
wenn wer werde werden wie wieder wieso will wir wird wo wohin worden wurde wurden wuerde wuerden zu zum zur
zwischen eigentlich mach tun tut stehen steht dafuer wofuer gerade moeglich sieht aussehen finde findet welche
welcher welches wieviel viele are can do does for how i in is of on the there to what when where why you
"""
GRAMMAR = frozenset(fold(_GRAMMAR).split())
_ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
_COMPOUND, _FUZZY_FROM, _FUZZY_CUT = 4, 5, 82


@dataclass(frozen=True, slots=True)
class Match:
    """Shares from 0 to 1."""

    query: float
    title: float

    @property
    def score(self) -> float:
        return 0.7 * self.query + 0.3 * self.title


def content_words(folded: str) -> tuple[str, ...]:
    """The words that carry meaning, each once; all words when there are only words of grammar."""
    words = dict.fromkeys(folded.split())
    return tuple(w for w in words if w not in GRAMMAR and len(w) > 1) or tuple(words)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Without a German ending, as far as four letters remain."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Query:
    """A folded query, prepared once for many texts. `weight` gives the rarity of a gram, if known.

    `names` are the places that a gazetteer knows: it forgave their misspellings already, so here a name
    equals only itself. Otherwise one letter would lead from one village to the next.
    """

    def __init__(self, folded: str, weight: Mapping[str, float], names: frozenset[str] = frozenset()) -> None:
        self.words = content_words(folded)
        self.weights = {word: _rarity(word, weight) for word in self.words}
        self._names = names
        self._own = _Words(" ".join(self.words), names)
        self._all = sum(self.weights.values()) or 1.0

    def match(self, title: str, text: str) -> Match:
        """Against a folded title and the folded whole (title included)."""
        said = _Words(text, self._names)
        found = sum(self.weights[word] * said.best(word) for word in self.words)
        asked = [self._own.best(word) for word in content_words(title)]
        return Match(found / self._all, sum(asked) / len(asked) if asked else 0.0)


class _Words:
    """The words of a text, ready to be asked for their best partner of a word."""

    def __init__(self, folded: str, names: frozenset[str] = frozenset()) -> None:
        self.text = folded
        self.all = set(folded.split())
        self.names = names
        self.words = [word for word in dict.fromkeys(folded.split()) if word not in names]
        self.stems = {stem(word) for word in self.words}
        self.long_stems = [own for own in self.stems if len(own) > _COMPOUND]

    def best(self, word: str) -> float:
        """How well the best of the words matches, 0 … 1."""
        if word in self.names:
            return float(word in self.all)
        own = stem(word)
        if own in self.stems:
            return 1.0
        if len(own) >= _COMPOUND and own in self.text:
            return 0.85
        if any(other in own for other in self.long_stems):
            return 0.7
        if len(word) < _FUZZY_FROM:
            return 0.0
        near = process.extractOne(word, self.words, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUT)
        return near[1] / 100 if near else 0.0


def _rarity(word: str, weight: Mapping[str, float]) -> float:
    known = [weight[gram] for gram in grams(word) if gram in weight]
    return (sum(known) / len(known) if known else 1.0) * min(1.0, len(word) / 4)


def inverse_frequency(counts: Mapping[str, int], documents: int) -> dict[str, float]:
    """Weights of grams: 1 for one in half of the texts, more for rarer ones."""
    return {gram: 1.0 + math.log1p(documents / (1 + count)) for gram, count in counts.items()}


def chosen_grams(counts: Mapping[str, int], most_rows: int, least: int = 6) -> tuple[str, ...]:
    """The rarest grams first, as many as stay within `most_rows` index rows, but at least `least`."""
    chosen: list[str] = []
    rows = 0
    for gram, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        rows += count
        if rows > most_rows and len(chosen) >= least:
            break
        chosen.append(gram)
    return tuple(chosen)


def query_grams(words: Iterable[str]) -> frozenset[str]:
    return grams(" ".join(words))
