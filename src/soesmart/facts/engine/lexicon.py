# SPDX-License-Identifier: EUPL-1.2
"""What people mean by the words they type."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from soesmart.facts.engine import focus
from soesmart.facts.engine.compounds import split
from soesmart.facts.engine.stem import stem
from soesmart.kernel.folding import fold, words

Kind = Literal["content", "weak", "other", "elsewhere", "unknown"]
Keys = Mapping[str, float]
"""Concept names, and words as "=stem", each with the strength with which it is meant."""

_CONCEPT: Final = 0.9
"""A synonym counts a little less than the same word."""
_MISSPELT: Final = 0.88
_PART: Final = 0.8
_FORE_PART: Final = 0.65
"""A "Krankmeldung" is a kind of notice, less so something about being ill."""
_LONGEST_PHRASE: Final = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a text, or several that stand together, and what it may mean."""

    text: str
    kind: Kind
    keys: Keys


class Lexicon:
    """General German with the town's own words; `known` are further texts whose words are spelt right.

    `typed` are texts as people typed them: of these, words near a known one are misspelt, and teach nothing.
    """

    def __init__(
        self,
        own: Iterable[tuple[str, Iterable[str], bool]] = (),
        known: Iterable[str] = (),
        typed: Iterable[str] = (),
    ) -> None:
        general = _general()
        self._stop = general.stop
        self._kind: dict[str, Kind] = {}
        self._concepts: dict[str, set[str]] = defaultdict(set)
        self._learn("weak", general.weak)
        self._learn("other", general.other)
        for name, listed in general.concepts:
            self._learn("content", listed, name)
        entries = [entry for _name, listed in general.concepts for entry in listed]
        for name, own_words, elsewhere in own:
            folded = [fold(word) for word in own_words]
            self._learn("elsewhere" if elsewhere else "content", folded, name)
            entries += folded
        for text in known:
            self._learn_words(text)
        self._learn_towns(general.towns)
        self._expressions = frozenset(entry.replace(" ", "") for entry in entries if " " in entry)
        self._stem_concepts: dict[str, set[str]] = defaultdict(set)
        for word, concepts in self._concepts.items():
            self._stem_concepts[stem(word)] |= concepts
        self._by_stem: dict[str, str] = {}
        self._spelt: dict[int, list[str]] = {}
        self._sorted()
        self._learn_typed(typed)
        self._sorted()
        self._parts = frozenset(w for w, kind in self._kind.items() if kind in {"content", "other", "weak"})

    def units(self, text: str) -> tuple[Unit, ...]:
        """The meaningful units of a text, in order; stop words are left out."""
        return tuple(self._units(words(fold(text))))

    def subjects(self, text: str) -> tuple[Unit, ...]:
        """What the question asks for, as far as it carries meaning; everyday words do not."""
        names = frozenset(word for raw in text.split()[1:] if raw[:1].isupper() for word in words(fold(raw)))
        asked = focus.subjects(words(fold(text)), names, self._stop)
        found = (unit for word in asked for unit in self._word(word))
        return tuple(unit for unit in found if unit.kind != "weak")

    def strange_places(self, text: str) -> int:
        """How many words stand where a place stands and are no word this town knows."""
        near = focus.places(words(fold(text)))
        return sum(
            unit.kind == "unknown" and not unit.text.isdigit()
            for word in near
            if word not in self._stop
            for unit in self._word(word)
        )

    def named(self, text: str) -> dict[str, float]:
        """Everything the text names: its units, and expressions that overlap them."""
        tokens = words(fold(text))
        found = [*self._units(tokens)]
        found += [unit for token in tokens if token not in self._stop for unit in self._word(token)]
        for start in range(len(tokens)):
            for size in range(1, min(_LONGEST_PHRASE, len(tokens) - start) + 1):
                joined = "".join(tokens[start : start + size])
                if joined in self._expressions:
                    found.append(Unit(joined, "content", self._keys(joined, 1.0)))
        return merged(found)

    def _learn(self, kind: Kind, entries: Iterable[str], concept: str = "") -> None:
        for entry in entries:
            joined = entry.replace(" ", "")
            # A word that means something somewhere is not an everyday word or a foreign matter.
            if kind in {"content", "elsewhere"} or joined not in self._kind:
                self._kind[joined] = kind
            if concept:
                self._concepts[joined].add(concept)

    def _learn_towns(self, towns: Iterable[str]) -> None:
        """Only names that mean nothing here yet: in Olpe, Olpe is not elsewhere."""
        for town in towns:
            self._kind.setdefault(town.replace(" ", ""), "elsewhere")

    def _learn_typed(self, texts: Iterable[str]) -> None:
        new = {word for text in texts for word in words(fold(text)) if word not in self._kind}
        for word in sorted(new - self._stop):
            if len(word) > 2 and stem(word) not in self._by_stem and not self._corrected(word, 1):
                self._kind[word] = "content"

    def _sorted(self) -> None:
        for word in sorted(self._kind, key=len):
            self._by_stem.setdefault(stem(word), word)
        self._spelt = {
            length: [w for w in self._kind if abs(len(w) - length) <= 2 and len(w) >= 4]
            for length in range(3, 40)
        }

    def _learn_words(self, text: str) -> None:
        for word in words(fold(text)):
            if len(word) > 2 and word not in self._stop:
                self._kind.setdefault(word, "content")

    def _units(self, tokens: tuple[str, ...]) -> Iterator[Unit]:
        start = 0
        while start < len(tokens):
            taken = self._phrase(tokens, start)
            if taken > 1:
                yield from self._word("".join(tokens[start : start + taken]))
            elif tokens[start] not in self._stop or self._concepts.get(tokens[start]):
                yield from self._word(tokens[start])
            start += max(taken, 1)

    def _phrase(self, tokens: tuple[str, ...], start: int) -> int:
        """How many tokens from `start` form a known expression, if need be misspelt; 0 when none do."""
        for size in range(min(_LONGEST_PHRASE, len(tokens) - start), 1, -1):
            joined = "".join(tokens[start : start + size])
            if self._kind.get(joined) in {"content", "other", "elsewhere"} and len(joined) > 2:
                return size
        pair = tokens[start : start + 2]
        plain = all(word in self._kind or word in self._stop or word.isdigit() for word in pair)
        if len(pair) == 2 and not plain:
            return 2 if self._expressions & set(self._corrected("".join(pair), 1)) else 0
        return 0

    def _word(self, word: str) -> tuple[Unit, ...]:
        known = word if word in self._kind else self._by_stem.get(stem(word), "")
        if known:
            return (Unit(word, self._kind[known], self._keys(known, 1.0) | {f"={stem(word)}": 1.0}),)
        return self._guess(word)

    @lru_cache(maxsize=4_000)  # noqa: B019 the lexicon lives as long as the index
    def _guess(self, word: str) -> tuple[Unit, ...]:
        """Misspelt by one letter, put together from known words, misspelt by two, or unknown."""
        if word.isdigit():
            return (Unit(word, "unknown", {f"={word}": 1.0}),)
        near = self._corrected(word, 1)
        if not near and (parts := self._part_keys(word)):
            said, covered = split(word, self._parts)
            # The last part says what kind of thing it is: a "Busfahrkarte" is a ticket.
            kind = self._kind.get(said[-1], "content") if covered else "unknown"
            return (Unit(word, kind, parts | {f"={stem(word)}": 1.0}),)
        near = near or self._corrected(word, 2)
        if near:
            meant = (Unit(word, self._kind[n], self._keys(n, _MISSPELT)) for n in near)
            return (Unit(word, self._kind[near[0]], merged(meant)),)
        return (Unit(word, "unknown", {f"={stem(word)}": 1.0}),)

    def _corrected(self, word: str, distance: int) -> tuple[str, ...]:
        """The nearest known words, at most `distance` letters away; a short word must begin alike."""
        if len(word) < (4 if distance == 1 else 8):
            return ()
        found = process.extract(
            word, self._spelt.get(len(word), ()), scorer=OSA.distance, score_cutoff=distance, limit=4
        )
        nearest = [str(known) for known, away, _ in found if away == found[0][1]]
        return tuple(known for known in nearest if len(word) >= 6 or known[0] == word[0])

    def _part_keys(self, word: str) -> dict[str, float]:
        parts, covered = split(word, self._parts)
        keys: dict[str, float] = {}
        for part in parts:
            known = part if part in self._kind else self._by_stem.get(stem(part), part)
            strength = _PART / 2 if not covered else _PART if part == parts[-1] else _FORE_PART
            keys |= self._keys(known, strength)
        return keys

    def _keys(self, known: str, strength: float) -> dict[str, float]:
        keys = {f"={stem(known)}": strength}
        concepts = self._concepts.get(known) or self._stem_concepts.get(stem(known)) or set()
        for concept in concepts:
            keys[concept] = _CONCEPT * strength
        if self._kind.get(known) == "content" and not concepts:
            for key, value in self._part_keys(known).items():
                keys.setdefault(key, value * strength)
        return keys


def merged(units: Iterable[Unit]) -> dict[str, float]:
    """The keys of all units, each with its greatest strength."""
    keys: dict[str, float] = {}
    for unit in units:
        for key, strength in unit.keys.items():
            keys[key] = max(keys.get(key, 0.0), strength)
    return keys


@dataclass(frozen=True, slots=True)
class _General:
    """`german.toml`, folded."""

    stop: frozenset[str]
    weak: tuple[str, ...]
    other: tuple[str, ...]
    towns: tuple[str, ...]
    concepts: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=1)
def _general() -> _General:
    data = tomllib.loads((Path(__file__).parent / "german.toml").read_text("utf-8"))
    return _General(
        stop=frozenset(_entries(data["stop"])),
        weak=_entries(data["weak"]),
        other=_entries(data["other"]),
        towns=_entries(data["towns"]),
        concepts=tuple((name, _entries(listed)) for name, listed in data["concepts"].items()),
    )


def _entries(listed: str) -> tuple[str, ...]:
    return tuple(fold(entry.replace("_", " ")) for entry in listed.split())
