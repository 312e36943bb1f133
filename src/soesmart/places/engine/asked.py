# SPDX-License-Identifier: EUPL-1.2
"""What a question wants to know about a place itself: where it lies, how many live there, or nothing.

"Bus nach Ostönnen" names a place but is about buses. So a question counts only when nearly all its words
belong to the pattern; every word left over lowers the confidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from soesmart.kernel.folding import words

Wish = Literal["where", "people", "about", "villages"]

_FILLERS = frozenset(
    words(
        "der die das den dem des ein eine einen ist sind es ich wir man mir bitte denn eigentlich genau "
        "uberhaupt in im von vom zu zum zur am an auf aus bei und so da dort heute aktuell jetzt zurzeit "
        "ungefahr etwa circa ca ort dorf ortsteil stadtteil stadt stadtchen doch gibt hat haben dieser "
        "diesen kann konnen sie sag sagen the of is in a there dos"
    )
)
_WHERE = frozenset(
    words(
        "wo liegt liegen befindet befinden sich finde find lage gelegen karte koordinaten wohin gehort where"
    )
)
_WHERE_NEEDS = frozenset(words("wo lage karte koordinaten gehort where"))
_PEOPLE = frozenset(
    words(
        "wie viel viele wieviel wieviele leute menschen einwohner einwohnern einwohnerinnen bewohner "
        "personen burger einwohnerzahl bevolkerung bevolkerungszahl wohnen wohnt leben lebt gross grosse "
        "zahlt anzahl zahl seelen how many people live"
    )
)
_PEOPLE_NEEDS = frozenset(
    words(
        "leute menschen einwohner einwohnern einwohnerinnen bewohner personen burger einwohnerzahl "
        "bevolkerung bevolkerungszahl wohnen wohnt leben lebt gross seelen people"
    )
)
_COUNTS = frozenset(
    words("wie viel viele wieviel wieviele gross einwohnerzahl bevolkerung bevolkerungszahl anzahl zahl many")
)
_ABOUT = frozenset(words("was uber weiss wissen infos info informationen fakten erzahl kennt"))
_VILLAGES = frozenset(
    words("welche wie viele viel wieviele dorfer ortsteile ortschaften stadtteile gehoren zahlt liste alle")
)
_VILLAGES_NEEDS = frozenset(words("dorfer ortsteile ortschaften stadtteile"))

_SURE = 0.95
_PER_WORD_LEFT_OVER = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    wish: Wish
    confidence: float


def asked(folded_words: Sequence[str], named: frozenset[int]) -> Asked | None:
    """`named` are the positions of words that are part of a place's name."""
    rest = [word for at, word in enumerate(folded_words) if at not in named and word not in _FILLERS]
    here = set(rest)
    if named and here & _PEOPLE_NEEDS and here & _COUNTS:
        return _unless_more(rest, _PEOPLE, "people", _SURE)
    if named and here & _WHERE_NEEDS:
        return _unless_more(rest, _WHERE, "where", _SURE)
    if here & _VILLAGES_NEEDS:
        return _unless_more(rest, _VILLAGES, "villages", 0.9)
    if named and not here - _ABOUT:
        return Asked("about", 0.65)
    return None


def _unless_more(rest: Sequence[str], pattern: frozenset[str], wish: Wish, sure: float) -> Asked | None:
    left_over = sum(word not in pattern for word in rest)
    confidence = sure - _PER_WORD_LEFT_OVER * left_over
    return Asked(wish, confidence) if confidence >= 0.3 else None
