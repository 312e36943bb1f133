# SPDX-License-Identifier: EUPL-1.2
import logging
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings

from soesmart.accounts.facade import ANONYMOUS, Actor, may
from soesmart.ask import facade as ask
from soesmart.facts import facade as facts
from soesmart.kernel import clock, gate, registry
from soesmart.kernel.folding import fold
from soesmart.kernel.log.queries import content_version
from soesmart.kernel.room import Card, Question
from soesmart.places import facade as places
from soesmart.portal.answering import ask_all
from soesmart.portal.examples import marked
from soesmart.portal.languages import speaking
from soesmart.portal.types import Answers, Home

_log = logging.getLogger(__name__)

ALGORITHM = "portal.rank"
SHOWN, LISTED, NEAREST = 0.6, 0.3, 0.03
FEW = 3
"""Where fewer than this are listed, the nearest others come too: somebody who asks in own words sees them."""
LONGEST = 500
MOST = 10
ON_HOME = 3


def home() -> Home:
    """What stands on the home page, and nothing more."""
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    asked = ask.outcome_rows(ON_HOME)
    return Home(
        open_rows=ask.open_rows(ON_HOME),
        asked_outcomes=asked,
        told_outcomes=facts.outcomes(ON_HOME - len(asked)) if len(asked) < ON_HOME else (),
        dates=facts.next_dates(today, ON_HOME),
        promises=ask.reply_promises(),
    )


def answer(text: str, language: str, actor: Actor = ANONYMOUS) -> Answers:
    """What all rooms together know about a typed question, surest first."""
    text = " ".join(text.replace("\x00", " ").split())
    if not fold(text):
        return Answers(text, note="empty")
    if len(text) > LONGEST:
        return Answers(text, note="too-long")
    with speaking(language):
        found = ask_all(tuple(registry.answerers()), _question(text, language))
        cards = _ordered(card for card in found.cards if not card.only_for or may(actor, card.only_for))
    return Answers(
        text,
        shown=tuple(card for card in cards if card.confidence >= SHOWN),
        listed=tuple(card for card in cards if card.confidence < SHOWN),
        complete=found.complete,
    )


def _question(text: str, language: str) -> Question:
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    version = content_version()  # read first: an index made after it is stale at worst, never wrong
    return Question(text, fold(text), language, today, places.recognise(text), version)


def _ordered(found: Iterable[Card]) -> list[Card]:
    first: dict[tuple[str, str, str], Card] = {}
    for card in found:
        first.setdefault((card.room, card.url, card.title), card)
    cards = list(first.values())
    if gate.permit(ALGORITHM, "order the answers of the question box", "anonymous"):
        cards.sort(key=lambda card: -card.confidence)
    listed = [card for card in cards if card.confidence >= LISTED]
    nearest = [card for card in cards if LISTED > card.confidence >= NEAREST]
    listed += nearest[: max(0, FEW - len(listed))]
    return [_honest(card) for card in listed[:MOST]]


def _honest(card: Card) -> Card:
    """Where the whole town is an example, no figure of it may pass for a fact."""
    if not settings.SOESMART["town.example"]:
        return card
    return replace(card, title=marked(card.title), source=marked(card.source))


def warm() -> None:
    """Let every room build its index before the first person asks."""
    text = settings.SOESMART["question_box.example"] or settings.SOESMART["town.name"]
    try:
        answer(text, settings.SOESMART["languages"][0])
    except Exception:  # whatever it is, the first question will show it to somebody who can act on it
        _log.warning("The question box could not be prepared.", exc_info=True)
