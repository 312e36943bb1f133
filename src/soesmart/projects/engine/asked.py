# SPDX-License-Identifier: EUPL-1.2
"""Which project a typed question names, and how surely it is about that project.

A project is named by the words of its title that say something. Whatever else the question says beside words
that only ask ("was wurde aus …?") makes it less sure: most questions with such a word are about other things.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from soesmart.kernel.folding import words

_ASKING: Final = frozenset(
    words(
        "was wurde wird wurden ist sind war waren aus der die das den dem des ein eine einen einem es und "
        "in im von vom zu zum zur mit fur bei wie weit viel viele wieviel kostet kostete gekostet "
        "kosten hat haben "
        "hatte gebracht bringt gemacht macht machen geworden passiert mit wann kommt gibt fertig lauft noch "
        "schon eigentlich denn heute jetzt wer betreibt bezahlt bleibt stand projekt projekts projekte idee "
        "stadt you the of what became became is about project how far did bring uber erzahl mir bitte "
        "wissen info infos nach forderung ende beendet warum wieso weshalb ich wir man davon"
    )
)
_PALE: Final = frozenset(
    words(
        "smart smarter smarte smartes projekt idee neue neuer neues digital digitale unser unsere "
        "stadt fur 2 0"
    )
)
"""Words of titles that name no project by themselves."""
_PROJECT: Final = ("projekt", "pilotprojekt")
_SELF: Final = frozenset(
    words("ich wir jeder jede jeden jemand burger burgerinnen bewohner einwohner selbst i we")
)
_DO: Final = (
    "mach", "start", "einreich", "vorschlag", "schlag", "umsetz", "setz", "durchfuhr", "fuhr", "beantrag",
    "mitmach", "anfang", "leit", "run", "start", "propos",
)  # fmt: skip
_JOIN: Final = frozenset(
    words(
        "kann konnen darf durfen ich wir man selbst selber ein eine einen eigenes eigene eigenen auch das "
        "vor wie jeder jede jeden als burger burgerinnen hab habe haben die den es um mit projekt "
        "projektidee "
        "projekte projektideen pilotprojekt pilotprojekte idee in der stadt can i we run a project own my our"
    )
)
_SURE: Final = (0.9, 0.5, 0.4, 0.32)
"""By the number of words left over: with one, "Nachtbus Dortmund" is already another matter."""


@dataclass(frozen=True, slots=True)
class Named:
    """A project as it may be named: each title is a set of words, all of which must be said."""

    key: str
    titles: tuple[frozenset[str], ...]


def named(key: str, titles: Iterable[str], also_pale: Collection[str] = ()) -> Named:
    """`titles`: folded. `also_pale`: words that say nothing in this town, as its own name."""
    said = (frozenset(words(title)) - _PALE - frozenset(also_pale) for title in titles)
    return Named(key, tuple({title for title in said if any(len(word) >= 4 for word in title)}))


def matches(
    folded: str, projects: Iterable[Named], pale: Collection[str] = ()
) -> Iterator[tuple[str, float]]:
    """(key, how surely) of each project the question names."""
    asked = frozenset(words(folded))
    for project in projects:
        best = max((_sure(asked, title, pale) for title in project.titles), default=0.0)
        if best:
            yield project.key, best


def _sure(asked: frozenset[str], title: frozenset[str], pale: Collection[str]) -> float:
    if not title <= asked:
        return 0.0
    left = len(asked - title - _ASKING - _PALE - frozenset(pale))
    # One short word is easily said by chance.
    weak = len(title) == 1 and max(map(len, title)) < 6 and left > 0
    return 0.0 if weak or left >= len(_SURE) else _SURE[left]


def wants_own_project(folded: str, pale: Collection[str] = ()) -> float:
    """Whether somebody asks if they may carry out a project themselves."""
    said = words(folded)
    about = any(word.startswith(_PROJECT) for word in said)
    does = any(word.startswith(_DO) for word in said)
    if not (about and does and _SELF & frozenset(said)):
        return 0.0
    left = [w for w in said if w not in _JOIN and not w.startswith((*_DO, *_PROJECT)) and w not in pale]
    return _SURE[len(left)] if len(left) < len(_SURE) else 0.0
