# SPDX-License-Identifier: EUPL-1.2
"""Does a question ask what became of something, and of what?

Only clear forms count ("Was wurde aus …?", "Was ist aus … geworden?", "What became of …?"). The topic is
what is left; it agrees with a title when the title holds each of its words, inflected or inside a compound.
"""

import re

from soesmart.kernel.folding import fold

_ASKS = re.compile(
    r"\b(?:was|wat|what) (?:wurde|wird|ist|kam|became|has become|happened)\b.*"
    r"\b(?:aus|mit|bei|of|to|with)\b|\bgeworden\b|\bdraus\b"
)
_FRAME = """
was wat what wurde wird ist kam became become has happened of to with aus mit bei geworden draus daraus
eigentlich denn nun jetzt so mal der die das dem den des ein eine einem einen einer eines unser unsere
unserem unserer the a an our idee ideen projekt projekte frage fragen projektidee idea project question
und in im am an von vom fuer for herausgekommen passiert heraus raus ja noch man stadt soest
"""
_IGNORED = frozenset(fold(_FRAME).split())
_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")
_SHORTEST = 4


def asked_about(folded: str) -> tuple[str, ...]:
    """The words of the topic; () when the question does not ask what became of something."""
    if not _ASKS.search(folded):
        return ()
    words = tuple(dict.fromkeys(word for word in folded.split() if word not in _IGNORED))
    return words if any(len(word) >= _SHORTEST for word in words) else ()


def agrees(topic: tuple[str, ...], title: str) -> bool:
    """Every word of the topic is in the folded title, as such, inflected, or as part of a word."""
    said = [_stem(word) for word in title.split()]
    return bool(topic) and all(_is_in(_stem(word), said) for word in topic)


def _is_in(word: str, said: list[str]) -> bool:
    return any(word == other or (len(word) >= 5 and word in other) for other in said)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
