# SPDX-License-Identifier: EUPL-1.2
""" "Wie weit sind wir mit Photovoltaik?", "Was tut die Stadt gegen Lärm?": from goals and Kennzahlen.

Sure only where the whole topic agrees with one thing. What nobody measured is said, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.kernel import gate
from soesmart.kernel.folding import fold
from soesmart.kernel.log.queries import version_for
from soesmart.kernel.newest import Newest
from soesmart.kernel.room import Card, Question
from soesmart.strategy import facade, shown
from soesmart.strategy.engine.asked import asked, covers, stems
from soesmart.strategy.types import GoalRow, IndicatorRow

ALGORITHM = "strategy.answer"
SURE, UNSURE = 0.78, 0.45
_CARDS = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """Stemmed words under which a thing is asked for; `own` were chosen by people, title words were not."""

    id: UUID
    own: frozenset[str]
    title: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Index:
    indicators: tuple[_Known, ...]
    goals: tuple[_Known, ...]


_index: Newest[_Index] = Newest()


def answer(question: Question) -> tuple[Card, ...]:
    intent, topic = asked(question.folded, _town_words())
    if not intent or not gate.permit(ALGORITHM, "say how far the town is", "anonymous"):
        return ()
    index = _index.of(version_for(question), _built)
    numbers = _agreeing(topic, index.indicators)
    goals = _agreeing(topic, index.goals)
    with override(question.language):
        if intent == "doing" and goals:
            return tuple(_goal_cards(goals, question.language))
        if numbers:
            return tuple(_number_cards(numbers, question.language))
        return tuple(_goal_cards(goals, question.language))


def _town_words() -> frozenset[str]:
    name = fold(settings.SOESMART["town.name"])
    return frozenset({*name.split(), f"{name}er", f"{name}s"})


def _built() -> _Index:
    indicators = tuple(
        _Known(row.id, stems(*row.words), stems(*row.title.texts.values())) for row in facade.indicators()
    )
    goals = tuple(_Known(row.id, frozenset(), stems(*row.title.texts.values())) for row in facade.goals())
    return _Index(indicators, goals)


def _agreeing(topic: tuple[str, ...], known: Iterable[_Known]) -> list[UUID]:
    """What people named so comes alone; else everything whose title holds the topic."""
    known = tuple(known)
    named = [one.id for one in known if covers(topic, one.own)]
    return named or [one.id for one in known if covers(topic, one.own | one.title)]


def _number_cards(keys: list[UUID], language: str) -> Iterable[Card]:
    sure = SURE if len(keys) == 1 else UNSURE
    for number, key in enumerate(keys[:_CARDS]):
        row = facade.indicator(key)
        if row is not None:
            yield _number_card(row, language, sure if number == 0 else UNSURE)


def _number_card(row: IndicatorRow, language: str, confidence: float) -> Card:
    title, spoken = row.title.in_language(language)
    return Card(
        room="strategy",
        title=title,
        text=_told(row),
        url=row.url,
        source=row.newest[0].source if row.newest else row.source.label,
        as_of=row.newest[0].period_end.isoformat() if row.newest else row.source.as_of,
        confidence=confidence,
        open=not row.newest or not row.target or bool(shown.shown(row).since),
        language=spoken,
    )


def _told(row: IndicatorRow) -> str:
    one = shown.shown(row)
    parts = [_("Beispiel, keine echte Zahl.")] if row.example else []
    if row.newest:
        parts.append(f"{shown.with_unit(row, row.newest[0].value)} ({one.period}).")
    parts += list(one.sentences)
    if one.badge and one.standing.state in {"no target", "behind", "on the way", "reached", "missed"}:
        parts.append(f"{one.badge[0].upper()}{one.badge[1:]}.")
    if one.since and row.newest:
        parts.append(one.since)
    return " ".join(parts)


def _goal_cards(keys: list[UUID], language: str) -> Iterable[Card]:
    sure = SURE if len(keys) == 1 else UNSURE
    for number, key in enumerate(keys[:_CARDS]):
        row = facade.goal(key)
        if row is not None:
            yield _goal_card(row, language, sure if number == 0 else UNSURE)


def _goal_card(row: GoalRow, language: str, confidence: float) -> Card:
    title, spoken = row.title.in_language(language)
    main = next((one for one in facade.indicators(row.id) if one.main), None)
    text = row.text.in_language(language)[0] if row.text else _("Das ist ein Ziel der Stadt.")
    measured = _told(main) if main else _("Woran man das misst, steht noch nicht fest.")
    source = row.sources[0].label if row.sources else settings.SOESMART["town.name"]
    return Card(
        room="strategy",
        title=title,
        text=f"{text} {measured}",
        url=row.url,
        source=source,
        as_of=row.as_of,
        confidence=confidence,
        open=main is None or not main.newest,
        language=spoken,
    )
