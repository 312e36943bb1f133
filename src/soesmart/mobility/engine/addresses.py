# SPDX-License-Identifier: EUPL-1.2
"""Finds an address by what somebody types: a street, a house number, a place, in any order and spelling."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from soesmart.kernel.folding import fold
from soesmart.mobility.engine.address_table import E7, Addresses, street_key

Near = Callable[[str], Sequence[tuple[str, float]]]
"""Names like a folded one, best first, with a likeness up to 1."""
Nearby = Callable[[float, float], Sequence[str]]
"""What people know near a point: first the place of the town ("" for none), then a stop."""
ENOUGH = 0.74
"""Likeness below this is another street."""
MOST_WORDS, MOST_CHOICES = 12, 40
_SURE = {"house": 0, "nearest": 1, "street": 2}
_MARKS = str.maketrans({"–": "-", "'": "", "`": "", "´": ""})
_LABEL = re.compile(r"(\d+)(?:-(\d+))?(.*)")
_NUMBER = re.compile(r"\d{1,4}(?:[a-z]?(?:[-/]\d{1,4}[a-z]?)?|[a-z]-[a-z])")
_BETWEEN = re.compile(r"(?<=[\da-z])\s*[-–/]\s*(?=\d)")
_APART = re.compile(r"\b(\d{1,4})\s+([a-z])(?![\w'])")
_IDLE = frozenset(["in", "im", "bei", "beim", "am", "ot", "ortsteil", "stadtteil", "haltestelle", "nr", "d"])
_STREETLIKE = (
    "strasse", "weg", "gasse", "allee", "platz", "ring", "ufer", "damm", "stieg", "steig", "pfad", "chaussee",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """Where it is. `how`: that very house, the nearest number known, or only a point on the street."""

    lat: float
    lon: float
    street: str
    number: str
    place: str
    how: Literal["house", "nearest", "street"]
    label: str = ""
    """In words that lead to this one and no other."""


@dataclass(frozen=True, slots=True)
class Match:
    """`choices`: one, or several among which somebody must choose. `asked`: the number looked for, as typed.

    `exact`: the street is spelt as it is called. `elsewhere`: it exists, but not in the place named.
    """

    choices: tuple[Address, ...]
    asked: str
    exact: bool
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """`town`: the words of its name."""

    nearby: Nearby
    town: frozenset[str]


class AddressBook:
    """`near`: finds misspelt names among `keys_of(table)`."""

    def __init__(self, table: Addresses, near: Near) -> None:
        self._table, self._near = table, near
        self._by_key: dict[str, list[int]] = {}
        for at, name in enumerate(table.streets):
            self._by_key.setdefault(street_key(name), []).append(at)
        self._longest = max((len(fold(name).split()) for name in table.streets), default=1)

    def find(self, text: str, nearby: Nearby, town: str = "", *, fuzzy: bool = True) -> Match | None:
        """`town`: its name tells no two of its streets apart."""
        around = _Around(nearby, frozenset(fold(town).split()))
        words = written(text)[:MOST_WORDS]
        for key, asked, rest in _readings(words):
            if key in self._by_key:
                return self._chosen(self._by_key[key], asked, rest, around, exact=True)
        if not fuzzy:
            return None
        best: tuple[float, list[int], str, list[str]] = (ENOUGH, [], "", [])
        for key, asked, rest in _likely(words):
            found = self._near(key)
            if found and found[0][1] > best[0]:
                best = found[0][1], self._alike(key, found), asked, rest
        return self._chosen(best[1], best[2], best[3], around, exact=False) if best[1] else None

    def _alike(self, key: str, found: Sequence[tuple[str, float]]) -> list[int]:
        """The streets most like it; whose name was only begun may mean each that begins so."""
        begun = found[0][0].startswith(key)
        names = [name for name, score in found if (name.startswith(key) if begun else score == found[0][1])]
        return [at for name in names for at in self._by_key[name]]

    def mentions(self, folded: str) -> tuple[tuple[int, int, str], ...]:
        """Addresses in a folded sentence: words from … to, and the text to look up. Streets must be spelt as
        they are called, and be followed by a number or sound like a street: most words are no streets.
        """
        words, found, at = folded.split(), [], 0
        while at < len(words):
            hit = self._mention(words, at)
            if hit:
                found.append((at, hit, " ".join(words[at:hit])))
            at = hit or at + 1
        return tuple(found)

    def _mention(self, words: Sequence[str], at: int) -> int:
        """The word after the address that begins here, 0 for none."""
        for end in range(min(at + self._longest, len(words)), at, -1):
            key = street_key(" ".join(words[at:end]))
            if key not in self._by_key:
                continue
            if end < len(words) and _NUMBER.fullmatch(words[end]) and words[end + 1 : end + 2] != ["uhr"]:
                letter = words[end + 1 : end + 2]
                return end + 2 if letter and len(letter[0]) == 1 and letter[0].isalpha() else end + 1
            if key.endswith(_STREETLIKE):
                return end
        return 0

    def _chosen(
        self, streets: Sequence[int], asked: str, rest: Sequence[str], around: "_Around", *, exact: bool
    ) -> Match:
        found = [(at, address) for at in streets for address in self._houses(at, asked)]
        hints = [word for word in fold(" ".join(rest)).split() if word not in _IDLE]
        known = [(one, self._known(at, one, around.nearby)) for at, one in found]
        said = fold(" ".join(rest))
        fitting = [(one, names) for one, names in known if said in _called(names)]
        fitting = fitting or [(one, names) for one, names in known if _fits(hints, names)]
        if not fitting:  # the town's own name tells none of its streets apart
            hints = [word for word in hints if word not in around.town]
            fitting = [(one, names) for one, names in known if _fits(hints, names)]
        kept = fitting or known
        kept.sort(key=lambda pair: _SURE[pair[0].how])
        choices = sorted(
            _labelled(kept[:MOST_CHOICES], asked), key=lambda one: (_SURE[one.how], fold(one.label))
        )
        return Match(tuple(choices), asked, exact, elsewhere=not fitting)

    def _known(self, street: int, address: Address, nearby: Nearby) -> list[str]:
        """By which names of places somebody may tell this one from its namesakes."""
        table = self._table
        place, *more = nearby(address.lat, address.lon)
        names = [place, table.places[street], *more, table.postcodes[street]]
        return [name for name in names if name]

    def _houses(self, street: int, asked: str) -> list[Address]:
        table = self._table
        first, end = int(table.pointer[street]), int(table.pointer[street + 1])
        best, how = _closest(asked, table.labels[first:end])
        if not best:
            spot = table.lat[street] / E7, table.lon[street] / E7
            return [Address(*spot, table.streets[street], "", table.places[street], "street")]
        return [
            Address(
                table.house_lat[first + at] / E7, table.house_lon[first + at] / E7, table.streets[street],
                table.labels[first + at], table.places[street], how,
            )
            for at in best
        ]  # fmt: skip


def keys_of(table: Addresses) -> tuple[str, ...]:
    return tuple(dict.fromkeys(street_key(name) for name in table.streets))


def written(text: str) -> list[str]:
    """The words as typed, each house number in one piece ("12 a" → "12a", "12 – 14" → "12-14")."""
    low = _APART.sub(r"\1\2", _BETWEEN.sub(lambda m: m[0].strip().replace("–", "-"), text.lower()))
    return [word for part in re.split(r"[\s,()]+", low) if (word := part.strip(".;:!?\"'„“")) != ""]


def _readings(words: Sequence[str]) -> list[tuple[str, str, list[str]]]:
    """Every way to read street, number and rest: the longest street first, with a number before without."""
    found: list[tuple[int, int, str, str, list[str]]] = []
    numbers = [at for at, word in enumerate(words) if _NUMBER.fullmatch(word)]
    for at in numbers:
        for begin in range(at):
            rest = [*words[:begin], *words[at + 1 :]]
            found.append((at - begin, 1, street_key(" ".join(words[begin:at])), words[at], rest))
        if at == 0:
            for end in range(2, len(words) + 1):
                found.append((end - 1, 1, street_key(" ".join(words[1:end])), words[0], list(words[end:])))
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            rest = [*words[:begin], *words[end:]]
            found.append((end - begin, 0, street_key(" ".join(words[begin:end])), "", rest))
    found.sort(key=lambda one: (-one[0], -one[1]))
    return [(key, asked, rest) for _length, _numbered, key, asked, rest in found]


def _likely(words: Sequence[str]) -> list[tuple[str, str, list[str]]]:
    """The few readings worth looking for by likeness: before the last number, or from the beginning."""
    numbers = [at for at, word in enumerate(words) if at and _NUMBER.fullmatch(word)]
    if numbers:
        at = numbers[-1]
        return [
            (street_key(" ".join(words[begin:at])), words[at], [*words[:begin], *words[at + 1 :]])
            for begin in range(min(at, 3))
        ]
    ends = range(len(words), max(len(words) - 3, 0), -1)
    return [(street_key(" ".join(words[:end])), "", list(words[end:])) for end in ends]


def _called(names: Sequence[str]) -> set[str]:
    """What stands behind the street in a label: its place alone, or with what lies near."""
    names = list(dict.fromkeys(names))
    return {fold(" ".join(names[:count])) for count in range(1, len(names) + 1)}


def _fits(hints: Sequence[str], names: Sequence[str]) -> bool:
    known = {word for name in names for word in fold(name).split()}
    postcodes = any(word.isdigit() and len(word) > 3 for word in known)
    return all(hint in known or (hint.isdigit() and len(hint) > 3 and not postcodes) for hint in hints)


def _closest(asked: str, labels: Sequence[str]) -> tuple[list[int], Literal["house", "nearest", "street"]]:
    """Which of a street's houses: that one, one that holds it ("12-14" holds 14), else the nearest number.
    Several only where the same number stands twice, far apart."""
    wanted = _label(asked)
    if wanted is None:
        return [], "street"
    number, _last, more = wanted
    known = [(at, *found) for at, label in enumerate(labels) if (found := _label(label)) is not None]
    same = [at for at, first, last, tail in known if (first, last, tail) == wanted]
    if same:
        return same, "house"
    inside = [
        at
        for at, first, last, tail in known
        if last > first
        and first <= number <= last
        and (number - first) % 2 == (last - first) % 2
        and not tail
    ]
    if inside and not more:
        return inside[:1], "house"
    if not known:
        return [], "street"
    # The same side of the street has the same parity.
    nearest = min(
        known, key=lambda one: (abs(one[1] - number), (one[1] - number) % 2, one[3] != more, one[1], one[3])
    )
    side = [one for one in known if (one[1] - number) % 2 == 0 and abs(one[1] - number) <= 4]
    if side and nearest[1] != number:
        nearest = min(side, key=lambda one: (abs(one[1] - number), one[1], one[3]))
    return [nearest[0]], "nearest"


def _label(text: str) -> tuple[int, int, str] | None:
    """First and last number, and what follows in lower case."""
    found = _LABEL.fullmatch("".join(text.lower().translate(_MARKS).split()))
    if not found:
        return None
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    return first, max(last, first), found[3]


def _labelled(found: Sequence[tuple[Address, list[str]]], asked: str) -> tuple[Address, ...]:
    """Each with a name no other of them has: its place, then what lies near, then where it is."""
    several = len(found) > 1
    names = [f"{one.street} {asked if several else one.number}".strip() for one, _known in found]
    depth = [min(1, len(known)) for _one, known in found]
    while True:
        told = [
            ", ".join(dict.fromkeys([name, *known[:deep]]))
            for name, (_one, known), deep in zip(names, found, depth, strict=True)
        ]
        count = Counter(told)
        twice = [at for at, text in enumerate(told) if count[text] > 1]
        deeper = [at for at in twice if depth[at] < len(found[at][1])]
        if not deeper:
            break
        for at in deeper:
            depth[at] += 1
    for at in twice:
        told[at] += f" ({found[at][0].lon:.5f}, {found[at][0].lat:.5f})"
    return tuple(replace(one, label=text) for (one, _known), text in zip(found, told, strict=True))
