# SPDX-License-Identifier: EUPL-1.2
""" "Hat … geholfen?" in the question box: answered by a trial, or honestly not."""

import re

from soesmart.kernel.folding import fold
from soesmart.kernel.room import Card, Question
from soesmart.trials.queries.rows import trials
from soesmart.trials.queries.sentences import short

_ASKED = re.compile(
    r"\b(geholfen|gebracht|gewirkt|wirkt|wirkung|hilft|nutzt|nuetzt|genutzt|genuetzt|erfolg|erfolgreich|help|helped|work|worked|effect)\b"
)
_EMPTY = frozenset(
    [
        "hat",
        "haben",
        "das",
        "der",
        "die",
        "den",
        "ein",
        "eine",
        "es",
        "etwas",
        "was",
        "wirklich",
        "ueberhaupt",
        "denn",
        "und",
        "in",
        "im",
        "mit",
        "von",
        "zu",
        "did",
        "the",
        "it",
        "is",
        "was",
        "has",
        "have",
        "geholfen",
        "gebracht",
        "gewirkt",
        "wirkt",
        "wirkung",
        "hilft",
        "nutzt",
        "genutzt",
        "erfolg",
        "erfolgreich",
        "help",
        "helped",
        "work",
        "worked",
        "effect",
        "versuch",
        "beispiel",
    ]
)


def answer(question: Question) -> tuple[Card, ...]:
    """Trials whose title holds a word of the question, when it asks for an effect."""
    if not _ASKED.search(question.folded):
        return ()
    asked = {w for w in re.findall(r"\w+", question.folded) if len(w) > 2 and w not in _EMPTY}
    if not asked:
        return ()
    cards = []
    for row in trials():
        title = row.title.in_language("de")[0]
        said = fold(f"{title} {row.question.in_language('de')[0]}")
        hits = sum(word in said for word in asked)
        if not hits:
            continue
        shown, language = row.title.in_language(question.language)
        cards.append(
            Card(
                room="trials",
                title=shown,
                text=short(row),
                url=row.url,
                source=row.url,
                as_of=row.start.isoformat() if row.start else "",
                confidence=0.55 if row.example else min(0.9, 0.35 + 0.5 * hits / len(asked)),
                open=row.verdict in ("", "unknown", "refused", "described"),
                language=language,
            )
        )
    return tuple(sorted(cards, key=lambda card: -card.confidence)[:3])
