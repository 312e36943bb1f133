# SPDX-License-Identifier: EUPL-1.2
"""Answers in the question box: where one can vote, and what a vote brought."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from soesmart.decide.models import Vote
from soesmart.decide.queries.votes import text_of
from soesmart.decide.types import Phase
from soesmart.kernel.folding import fold
from soesmart.kernel.gate import permit
from soesmart.kernel.room import Card, Question

_ABOUT = (
    "abstimm",
    "abgestimmt",
    "mitentscheid",
    "burgerhaushalt",
    "buergerhaushalt",
    "burgerbudget",
    "buergerbudget",
    "stimmzettel",
    "vote",
    "voting",
    "ballot",
    "stimme abgeben",
    "stimmcode",
)
_PERHAPS = ("budget", "wahlen", "wahl ")
"""May as well mean the money of a project, or the election of a council."""
_RESULT = (
    "ergebnis",
    "ergeben",
    "gewonnen",
    "ausgegangen",
    "herausgekommen",
    "result",
    "rausgekommen",
    "won",
)
_HERE, _MAYBE = 0.9, 0.45


def answer(question: Question) -> Sequence[Card]:
    folded = fold(question.text)
    about = any(word in folded or word in question.folded for word in _ABOUT)
    perhaps = any(word in f"{folded} " for word in _PERHAPS)
    if not (about or perhaps) or not permit("decide.match", "answer", "anonymous"):
        return ()
    asks_result = any(word in folded for word in _RESULT)
    rows = list(Vote.objects.all()[:10])
    found = (_card(row, asks_result, question.language) for row in rows)
    most = _HERE if about else _MAYBE
    cards = [replace(card, confidence=min(card.confidence, most)) for card in found if card]
    return sorted(cards, key=lambda card: -card.confidence)[:2]


def _card(row: Vote, asks_result: bool, language: str) -> Card | None:
    over = row.phase in (Phase.RESULT, Phase.FOLLOW_UP)
    if asks_result and not over:
        return None
    sure = _HERE if over == asks_result else _MAYBE
    title, spoken = text_of(row.title).in_language(language)
    with override(language):
        text = _result(row) if over else _when(row)
        source = _("Abstimmungen der Stadt")
    return Card(
        room="decide",
        title=title,
        text=text,
        url=f"/mitentscheiden/{row.slug}/" + ("ergebnis/" if over else ""),
        source=source,
        as_of="",
        # An example is never told as fact.
        confidence=_MAYBE if row.example and over else sure,
        open=not over,
        language=spoken,
    )


def _result(row: Vote) -> str:
    number = len(row.result.get("winners", []))
    return ngettext(
        "%(number)s Projekt wird empfohlen. Der Rat entscheidet.",
        "%(number)s Projekte werden empfohlen. Der Rat entscheidet.",
        number,
    ) % {"number": number}


def _when(row: Vote) -> str:
    from django.utils.formats import date_format
    from django.utils.timezone import localtime

    end = date_format(localtime(row.closes_at), "j. F Y, H:i")
    if row.phase == Phase.VOTE:
        return _("Abstimmen können Sie bis %(end)s Uhr: online, am Stand oder auf Papier.") % {"end": end}
    if row.phase == Phase.COUNT:
        return _("Die Abstimmung ist zu Ende. Die Stimmen werden ausgezählt.")
    start = date_format(localtime(row.opens_at), "j. F Y, H:i")
    return _("Abstimmen können Sie ab %(start)s Uhr.") % {"start": start}
