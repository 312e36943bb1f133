# SPDX-License-Identifier: EUPL-1.2
"""From a typed question to cards. The index lives in the process until the town's content changes."""

from collections.abc import Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.facts.queries import all_facts
from soesmart.facts.types import Fact, OpenPoint
from soesmart.kernel import gate
from soesmart.kernel.folding import fold, words
from soesmart.kernel.room import Card, Question

ALGORITHM: Final = "facts.match"
PLAIN_CONFIDENCE: Final = 0.5
"""Plain word search has not been measured: listed, never put forward as the answer."""


def answer(question: Question) -> tuple[Card, ...]:
    """Cards for the facts that answer `question`, most probable first."""
    permitted = gate.permit(ALGORITHM, "answer a question", "anonymous")
    found = _matched(question) if permitted else _by_words(question)
    return tuple(_card(fact, confidence, question.language) for fact, confidence in found)


def _matched(question: Question) -> Iterator[tuple[Fact, float]]:
    return _by_words(question)


def _by_words(question: Question) -> Iterator[tuple[Fact, float]]:
    wanted = frozenset(words(question.folded))
    for fact in all_facts():
        said = fold(" ".join((*fact.title.texts.values(), *fact.text.texts.values())))
        if wanted and wanted <= frozenset(words(said)):
            yield fact, PLAIN_CONFIDENCE


def _card(fact: Fact, confidence: float, language: str) -> Card:
    title, _title_language = fact.title.in_language(language)
    text, shown = fact.text.in_language(language)
    if fact.open_point:
        text = f"{text} {_open_note(fact.open_point, shown)}"
    return Card(
        room="facts",
        title=title,
        text=text,
        url=fact.url,
        source=fact.sources[0].address,
        as_of=fact.as_of,
        confidence=confidence,
        open=fact.open,
        language=shown,
    )


def _open_note(point: OpenPoint, language: str) -> str:
    whom, _whom_language = point.whom.in_language(language)
    with override(language):
        day = date_format(point.asked_at, "DATE_FORMAT")
        return _("Gefragt am %(day)s. Fragen Sie: %(whom)s") % {"day": day, "whom": whom}
