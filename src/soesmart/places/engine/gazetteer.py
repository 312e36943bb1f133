# SPDX-License-Identifier: EUPL-1.2
"""Finds places by sloppily written names: one name looked up (`near`), or mentions in running text.

All text is folded (`kernel.folding`). Distance is optimal string alignment: a swapped pair of letters
is one edit. Running text is read far more strictly than a name somebody looks up, because most words
of a sentence are not places: a short name written wrongly counts only right after a word like "nach".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from soesmart.kernel.folding import words

_BEFORE_A_PLACE = frozenset(
    words(
        "in aus nach von bei bis ab fur richtung zwischen uber durch um ort dorf ortsteil stadtteil liegt "
        "heisst hinter vor via wohne wohnen irgendwo from to near"
    )
)
_PLACING_ARTICLES = frozenset(words("im zum zur am beim vom ins"))
_ARTICLES = _PLACING_ARTICLES | frozenset(words("der die das den dem"))
_ONE_EDIT_ANYWHERE = 8
_ONE_EDIT_AFTER_PREPOSITION = 5
_TWO_EDITS_AFTER_PREPOSITION = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to the matcher. `foreign` entries are known only so that they are not mistaken for ours."""

    key: str
    names: tuple[str, ...]
    not_meant: frozenset[str] = frozenset()
    """Words that look like the name and never mean it ("ampel" for Ampen)."""
    also_words: frozenset[str] = frozenset()
    """Names that are ordinary words as well: in running text only after a word like "nach"."""
    with_article: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start` up to `end` of the text name the place."""

    key: str
    start: int
    end: int
    edits: int


class Gazetteer:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.key: entry for entry in entries}
        self._by_name: dict[str, list[str]] = {}
        for entry in self._entries.values():
            for name in entry.names:
                self._by_name.setdefault(name, []).append(entry.key)
        self._single = tuple(name for name in self._by_name if " " not in name)
        self._longest = max((name.count(" ") + 1 for name in self._by_name), default=1)

    def near(self, folded: str, limit: int = 5, *, fuzzy: bool = True, least: float = 0.0) -> tuple[Hit, ...]:
        """The places somebody looking up this name may mean, best first; none if it is a foreign one.

        `least`: likeness below it is of no use; among thousands of names that saves most of the time.
        """
        best: dict[str, float] = {}
        for name, keys in self._by_name.items():
            score = _likeness(folded, name, least) if fuzzy else float(folded == name)
            for key in keys if score else ():
                if name.startswith(folded) or folded not in self._entries[key].not_meant:
                    best[key] = max(best.get(key, 0.0), score)
        foreign = max((score for key, score in best.items() if self._entries[key].foreign), default=0.0)
        ours = [Hit(k, s) for k, s in best.items() if not self._entries[k].foreign and s >= foreign]
        return tuple(sorted(ours, key=lambda hit: (-hit.score, hit.key))[:limit])

    def mentions(self, folded: str, *, fuzzy: bool = True) -> tuple[Mention, ...]:
        """Places named in running text, in their order, each once; foreign ones too."""
        text = words(folded)
        found: list[Mention] = []
        position = 0
        while position < len(text):
            mention = self._exact(text, position)
            if mention is None and fuzzy:
                mention = self._inexact(text, position)
            if mention and mention.key not in {m.key for m in found}:
                found.append(mention)
            position = mention.end if mention else position + 1
        return tuple(found)

    def is_foreign(self, key: str) -> bool:
        return self._entries[key].foreign

    def _exact(self, text: Sequence[str], start: int) -> Mention | None:
        for length in range(min(self._longest, len(text) - start), 0, -1):
            for key in self._by_name.get(" ".join(text[start : start + length]), ()):
                entry = self._entries[key]
                name = " ".join(text[start : start + length])
                if name not in entry.also_words or self._place_expected(text, start, entry, strict=True):
                    return Mention(key, start, start + length, 0)
        return None

    def _inexact(self, text: Sequence[str], start: int) -> Mention | None:
        word = text[start]
        if len(word) < _ONE_EDIT_AFTER_PREPOSITION - 1 or word in self._by_name:
            return None
        nearest: dict[str, int] = {}
        for name in self._single:
            edits = OSA.distance(word, name, score_cutoff=2)
            if edits > 2:
                continue
            for key in self._by_name[name]:
                if self._readable(text, start, name, edits, self._entries[key]):
                    nearest[key] = min(edits, nearest.get(key, edits))
        least = min(nearest.values(), default=3)
        closest = [key for key, edits in nearest.items() if edits == least]
        return Mention(closest[0], start, start + 1, least) if len(closest) == 1 else None

    def _readable(self, text: Sequence[str], start: int, name: str, edits: int, entry: Entry) -> bool:
        word = text[start]
        if word in entry.not_meant:
            return False
        if edits == 1 and min(len(word), len(name)) >= _ONE_EDIT_ANYWHERE and name not in entry.also_words:
            return True
        if word[0] != name[0] or not self._place_expected(text, start, entry):
            return False
        return len(name) >= (_ONE_EDIT_AFTER_PREPOSITION if edits == 1 else _TWO_EDITS_AFTER_PREPOSITION)

    @staticmethod
    def _place_expected(text: Sequence[str], start: int, entry: Entry, *, strict: bool = False) -> bool:
        if len(text) <= 2:
            return True
        before = text[start - 1] if start else ""
        articles = _PLACING_ARTICLES if strict else _ARTICLES
        return before in _BEFORE_A_PLACE or (entry.with_article and before in articles)


_PART = 0.5
"""Likeness of a name that contains what is looked up."""


def _likeness(looked_up: str, name: str, least: float = 0.0) -> float:
    """0 for no likeness, up to 1 for the same; a beginning counts, so lists can suggest while typing."""
    if looked_up == name:
        return 1.0
    length = len(looked_up)
    if length < 2:
        return 0.0
    if name.startswith(looked_up):
        return 0.7 + 0.2 * length / len(name)
    allowed = 0 if length < 4 else 1 if length < 8 else 2
    edits = OSA.distance(looked_up, name, score_cutoff=allowed)
    if edits <= allowed and allowed:
        return 0.95 - 0.1 * edits
    if least <= _PART and length >= 4 and looked_up in name:
        return _PART
    if least > _PART or length < 5:
        return 0.0
    beginnings = (name[: length + longer] for longer in (-1, 0, 1))
    return 0.4 if any(OSA.distance(looked_up, begun, score_cutoff=1) <= 1 for begun in beginnings) else 0.0
