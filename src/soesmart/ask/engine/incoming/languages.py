# SPDX-License-Identifier: EUPL-1.2
"""Which language is a text written in? By its small words: enough for whole files and long texts."""

import re
from collections import Counter
from collections.abc import Iterable

_SMALL = {
    tag: frozenset(words.split())
    for tag, words in {
        "de": "der die das und ist nicht ein eine auf mit für den im von zu es ich wird auch bei",
        "en": "the and is of to in for on that it are this with be not have at i was there",
        "es": "el la los las y es de que en un una por para con no del se más como al",
        "fr": "le la les et est des une dans pour pas sur que du en au il ce avec qui sont",
        "it": "il la e di che è un una per non con del sono nel alla gli più anche della dei",
        "tr": "ve bir bu için çok da de olarak var daha ile ne yok gibi değil",
        "nl": "de het een en van is niet op met voor dat zijn er aan ook te",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_SURE, _LEAD = 4, 2.0


def language_of(text: str) -> str:
    """The language, or "" when the text is too short or too mixed to tell."""
    if re.search(r"[\u0600-\u06ff]{3}", text):
        return "ar"
    if re.search(r"[\u0400-\u04ff]{3}", text):
        return "uk" if re.search(r"[іїєґ]", text) else "ru"
    words = _WORD.findall(text[:2000].casefold())
    hits = {tag: sum(word in small for word in words) for tag, small in _SMALL.items()}
    best, second = sorted(hits, key=lambda tag: -hits[tag])[:2]
    return best if hits[best] >= _SURE and hits[best] >= _LEAD * hits[second] else ""


def language_of_all(texts: Iterable[str], otherwise: str) -> str:
    """What most of the texts are written in."""
    told = Counter(tag for tag in map(language_of, texts) if tag)
    return told.most_common(1)[0][0] if told else otherwise
