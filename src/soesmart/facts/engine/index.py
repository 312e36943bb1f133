# SPDX-License-Identifier: EUPL-1.2
"""Candidate facts for a question, with the features that tell a right answer from a wrong one."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from soesmart.facts.engine.calibration import Features, probability
from soesmart.facts.engine.evidence import Evidence, signs
from soesmart.facts.engine.lexicon import Lexicon, Unit, merged
from soesmart.kernel.folding import fold, grams

_UNKNOWN_WEIGHT: Final = 2.5
_WEAK_WEIGHT: Final = 0.15
_TITLE, _TEXT = 0.9, 0.45
_UNSURE: Final = 0.55
"""Most that is said for a fact when a concept it needs is not named: listed, never put forward."""
_WORTH_A_LOOK: Final = 0.35
_LIKELY: Final = 4
"""So many facts for which most speaks are judged in any case."""
_MEANT: Final = 0.35
"""From this strength on a concept counts as named in the question."""


_Reader = Callable[[str], tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as the engine sees it."""

    slug: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    phrasings: tuple[str, ...]
    needs: tuple[frozenset[str], ...] = ()
    words: tuple[str, ...] = ()
    unless: frozenset[str] = frozenset()
    """Concepts that make the question one about something else."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that may answer the question."""

    slug: str
    confidence: float
    features: Features


@dataclass(frozen=True)
class _Phrasing:
    units: tuple[Unit, ...]
    weights: tuple[float, ...]
    keys: Mapping[str, float]
    grams: frozenset[str]
    subjects: tuple[Unit, ...] = ()
    strange_places: int = 0

    @cached_property
    def any_keys(self) -> frozenset[str]:
        return frozenset(self.keys).union(*(unit.keys for unit in self.units))


@dataclass(frozen=True, slots=True)
class _Candidate:
    slug: str
    score: float
    unmet: int
    """Groups of concepts the fact needs that are not named."""
    values: dict[str, float]


class Index:
    """All facts of a town, ready to be asked."""

    def __init__(
        self, entries: Sequence[Entry], own_words: Iterable[tuple[str, Iterable[str], bool]] = ()
    ) -> None:
        self._entries = tuple(entries)
        said = [text for e in entries for text in (*e.titles, *e.texts, *e.words)]
        self._lexicon = Lexicon(own_words, said, [text for e in entries for text in e.phrasings])
        read = cache(self._lexicon.units)  # each text is read several times, and never again
        self._profiles = [_profile(entry, read) for entry in entries]
        counted = Counter(key for profile in self._profiles for key, s in profile.items() if s > _TEXT)
        self._rarity = {key: max(0.1, math.log((len(entries) + 1) / (n + 0.5))) for key, n in counted.items()}
        self._phrasings = [tuple(self._prepared(t, read(t)) for t in entry.phrasings) for entry in entries]
        self._evidence = Evidence(list(_said(entries, read)), len(entries))

    def match(self, text: str, also: Sequence[str] = (), limit: int = 6) -> tuple[Match, ...]:
        """The facts that may answer `text`, most probable first; `also` are words known to be meant."""
        context = self._lexicon.named(" ".join((text, *also)))
        whole = self._candidates(text, context)
        parts = _sentences(text)
        for part in parts if len(parts) > 1 else ():
            for index, candidate in self._candidates(part, context).items():
                known = whole.get(index)
                if known is None or (-candidate.unmet, candidate.score) > (-known.unmet, known.score):
                    whole[index] = candidate
        ranked = sorted(whole.values(), key=lambda c: (c.unmet > 0, -c.score, c.slug))[:limit]
        return tuple(sorted((_judged(c, ranked) for c in ranked), key=lambda m: (-m.confidence, m.slug)))

    def _candidates(self, text: str, context: Mapping[str, float]) -> dict[int, _Candidate]:
        """Judged by `text`, which may be one sentence; what the whole question names counts as said."""
        units = self._lexicon.units(text)
        if not units:
            return {}
        query = _Phrasing(
            units,
            tuple(map(self._weight, units)),
            context,
            grams(fold(text)),
            self._lexicon.subjects(text),
            self._lexicon.strange_places(text),
        )
        evidence = self._evidence.of(signs(text, merged(units)))
        open_ = [at for at, entry in enumerate(self._entries) if not _names(context, entry.unless)]
        likely = sorted(open_, key=lambda at: -evidence[at])
        found = {}
        for at in open_:
            rival = evidence[likely[0] if likely[0] != at else likely[1]] if len(likely) > 1 else 0.0
            said = {"evidence": float(evidence[at]), "evidence_ahead": float(evidence[at] - rival)}
            candidate = self._candidate(at, query, said, surely=at in likely[:_LIKELY])
            if candidate:
                found[at] = candidate
        return found

    def _candidate(
        self, index: int, query: _Phrasing, said: Mapping[str, float], *, surely: bool
    ) -> _Candidate | None:
        """None where a needed concept is not named and little speaks for the fact: never to be listed."""
        entry = self._entries[index]
        profile = self._profiles[index]
        explained = dict.fromkeys(("content", "weak", "other", "elsewhere", "unknown"), 0.0)
        missing = dict(explained)
        for unit, weight in zip(query.units, query.weights, strict=True):
            part = min(1.0, _strength(unit, profile))
            explained[unit.kind] += weight * part
            missing[unit.kind] += weight * (1 - part)
        matched, total = sum(explained.values()), sum(query.weights)
        unmet = sum(not _names(query.keys, group) for group in entry.needs)
        if unmet and matched < _WORTH_A_LOOK * total and not surely:
            return None
        alike = [(_similarity(query, phrasing), phrasing) for phrasing in self._phrasings[index]]
        similar, best = max(alike, key=lambda pair: pair[0])
        shared = len(query.grams & best.grams)
        spelling = 2 * shared / (len(query.grams) + len(best.grams))
        covered = matched / total
        score = 0.6 * similar + 0.25 * covered + 0.1 * spelling + 0.06 * (len(entry.needs) - unmet)
        values = {
            "similar": similar,
            "covered": covered,
            "spelling": spelling,
            "matched": min(matched, 8.0),
            "groups": float(len(entry.needs)),
            "unmet": float(unmet),
            "missing_content": min(missing["content"], 8.0),
            "missing_other": min(missing["other"], 5.0),
            "missing_unknown": min(missing["unknown"], 6.0),
            "elsewhere": min(missing["elsewhere"], 2.5),
            "missing_subject": max(
                (1 - min(1.0, _strength(u, profile)) for u in query.subjects), default=0.0
            ),
            "strange_places": float(min(query.strange_places, 1)),
            **said,
        }
        return _Candidate(entry.slug, score, unmet, values)

    def _prepared(self, text: str, units: tuple[Unit, ...]) -> _Phrasing:
        return _Phrasing(units, tuple(map(self._weight, units)), merged(units), grams(fold(text)))

    def _weight(self, unit: Unit) -> float:
        if unit.kind == "weak":
            return _WEAK_WEIGHT
        known = [self._rarity[key] for key in unit.keys if key in self._rarity]
        return max(known) if known and unit.kind == "content" else _UNKNOWN_WEIGHT


def _said(entries: Sequence[Entry], read: _Reader) -> Iterator[tuple[int, Mapping[str, float]]]:
    """The signs of every phrasing, title and sentence, with the number of its fact."""
    for at, entry in enumerate(entries):
        sentences = (part for text in entry.texts for part in _sentences(text) or (text,))
        for text in (*entry.phrasings, *entry.titles, *sentences):
            yield at, signs(text, merged(read(text)))


def _profile(entry: Entry, read: _Reader) -> dict[str, float]:
    profile: dict[str, float] = {concept: 1.0 for group in entry.needs for concept in group}
    for texts, strength in (
        (entry.texts, _TEXT),
        (entry.titles, _TITLE),
        (entry.words, 1.0),
        (entry.phrasings, 1.0),
    ):
        for text in texts:
            for key, value in merged(read(text)).items():
                profile[key] = max(profile.get(key, 0.0), strength * min(1.0, value / 0.9))
    return profile


def _judged(candidate: _Candidate, ranked: Sequence[_Candidate]) -> Match:
    """The rival is what makes an answer doubtful: two that fit equally cannot both be the one."""
    rivals = (c for c in ranked if c.slug != candidate.slug and (candidate.unmet or not c.unmet))
    rival = max((c.score for c in rivals), default=0.0)
    values = candidate.values | {"ahead": max(-0.5, min(0.5, candidate.score - rival))}
    features = Features(**values)
    most = _UNSURE if candidate.unmet else 1.0
    return Match(candidate.slug, min(most, probability(features)), features)


def _names(context: Mapping[str, float], concepts: Iterable[str]) -> bool:
    return any(context.get(concept, 0.0) >= _MEANT for concept in concepts)


def _strength(unit: Unit, keys: Mapping[str, float]) -> float:
    best = 0.0
    for key, strength in unit.keys.items():  # the innermost loop of every question: half the time of `max`
        if key in keys and strength * keys[key] > best:
            best = strength * keys[key]
    return best


def _similarity(query: _Phrasing, phrasing: _Phrasing) -> float:
    """Share of both texts' weight that the other one says too."""
    if phrasing.keys.keys().isdisjoint(query.any_keys):  # most of them
        return 0.0
    total = sum(query.weights) + sum(phrasing.weights)
    if not total:
        return 0.0
    said = sum(
        w * min(1.0, _strength(u, phrasing.keys)) for u, w in zip(query.units, query.weights, strict=True)
    )
    said += sum(
        w * min(1.0, _strength(u, query.keys)) for u, w in zip(phrasing.units, phrasing.weights, strict=True)
    )
    return said / total


def _sentences(text: str) -> list[str]:
    marked = text.replace("?", ".").replace("!", ".").replace("\n", ".").replace(";", ".")
    return [part for part in (piece.strip() for piece in marked.split(". ")) if len(part) > 8]
