# SPDX-License-Identifier: EUPL-1.2
"""Does a question ask how far the town is, or what it does about something – and about what?

Only clear forms count. The topic is what is left; it agrees with a thing when every word of it is one of the
thing's words, inflected. A topic with a word the thing does not know is another topic.
"""

import re
from collections.abc import Collection
from typing import Literal

from soesmart.kernel.folding import fold

Intent = Literal["far", "doing", ""]
_FAR = re.compile(
    r"\bwie (?:weit|steht|gut) (?:sind|ist|seid|es|kommen)\b|\bwie steht s\b"
    r"|\bkomm(?:en|t) (?:wir|ihr|die stadt) .*voran\b|\bfortschritte? (?:bei|beim|mit)\b"
    r"|\bhow far (?:are|is|along)\b|\bprogress (?:on|with)\b"
    r"|\b(?:schaffen|schafft|erreichen|erreicht) (?:wir|ihr|die stadt)\b|\bauf kurs\b"
)
_DOING = re.compile(
    r"\bwa[st] (?:tut|tun|macht|machen|unternimmt|unternehmt|plant|will) "
    r"(?:die|unsere|ihr|wir|man|der|das)\b.*\b(?:gegen|fur|beim|bei|zum|zur|mit|um|hinsichtlich)\b"
    r"|\bwas wird (?:gegen|fur) .*\b(?:getan|gemacht)\b"
    r"|\bwhat (?:does|is) (?:the )?(?:town|city)\b.*\b(?:about|against|for)\b"
    r"|\bwelche ziele (?:hat|gibt|haben|verfolgt)\b"
)
_FRAME = """
wie weit steht gut sind ist seid es s kommen kommt wir ihr die der das dem den des unser unsere unserer
stadt mit bei beim fuer fur gegen zum zur um in im an am auf von vom und oder hier uns bei eigentlich denn
nun jetzt schon so mal voran fortschritt fortschritte was wat tut tun macht machen unternimmt unternehmt
plant will man wird getan gemacht hinsichtlich welche ziele ziel hat gibt haben verfolgt kurs schaffen
schafft erreichen erreicht how far are is along we with the town city progress on what does do doing about
against for ein eine einem einen einer mehr ausbau thema sachen kennzahl bisher heute aktuell inzwischen
"""
_IGNORED = frozenset(fold(_FRAME).split())
_ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
_SHORTEST = 4


def asked(folded: str, own: Collection[str] = ()) -> tuple[Intent, tuple[str, ...]]:
    """What is asked and the words of the topic. `own`: folded names of the town itself, which say nothing."""
    intent: Intent = "far" if _FAR.search(folded) else "doing" if _DOING.search(folded) else ""
    if not intent:
        return "", ()
    words = dict.fromkeys(word for word in folded.split() if word not in _IGNORED and word not in own)
    topic = tuple(word for word in words if not word.isdigit())
    return (intent, topic) if any(len(word) >= 2 for word in topic) else ("", ())


def covers(topic: Collection[str], known: Collection[str]) -> bool:
    """Whether every word of the topic is among the stemmed words of a thing."""
    return bool(topic) and all(stem(word) in known for word in topic)


def stems(*texts: str) -> frozenset[str]:
    """The words of unfolded texts, as `covers` compares them."""
    return frozenset(stem(word) for text in texts for word in fold(text).split() if word not in _IGNORED)


def stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
