# SPDX-License-Identifier: EUPL-1.2
"""Cards for the question box: what others asked already, and what the town said."""

import math

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.ask.addresses import question_url, slug_of
from soesmart.ask.engine.closeness import same_place
from soesmart.ask.engine.similar import Match
from soesmart.ask.queries.candidates import Found, plain_matches, ranked_reading
from soesmart.ask.queries.search import OfficialAnswer, answered_among
from soesmart.ask.types import State
from soesmart.ask.words import state_name
from soesmart.facts.facade import names_elsewhere
from soesmart.kernel import gate
from soesmart.kernel.room import Card, Question
from soesmart.places.facade import Reading, read

_CARDS = 3
_EXCERPT = 320
_LISTED = 0.3
_PLAIN = 0.4
"""Without the scorer nothing is put forward as the answer, only listed."""


def answer_box(question: Question) -> tuple[Card, ...]:
    """The questions most like this one; with the official answer where there is one."""
    if gate.permit("ask.similar", "answer a question", "anonymous"):
        places, reading = question.places, read([question.text])[0]
        near = ranked_reading(reading, places[0].slug if places else "")
        likely = [(f, sure) for f in near if (sure := confidence(f.match)) >= _LISTED]
        found = _elsewhere_left_out(reading, likely) if likely else []
    else:
        found = [(f, _PLAIN) for f in plain_matches(question.text, _CARDS)]
    best = sorted(found, key=lambda pair: -pair[1])[:_CARDS]
    answers = answered_among([f.row.pk for f, _sure in best])
    with override(question.language):
        return tuple(_card(f, sure, answers.get(f.row.pk)) for f, sure in best)


def _elsewhere_left_out(asked: Reading, found: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """Without those that speak of another village or town than the one asked about."""
    names = names_elsewhere()
    others = asked.others | _among(asked.spelt, names)
    if not asked.here | others:
        return found
    said = read([f"{f.row.title}, {f.row.place_name}" for f, _sure in found])
    return [
        pair
        for pair, where in zip(found, said, strict=True)
        if same_place(asked.here, others, where.here | where.others | _among(where.spelt, names))
    ]


def _among(folded: str, names: frozenset[str]) -> frozenset[str]:
    padded = f" {folded} "
    return frozenset(name for name in names if f" {name} " in padded)


def confidence(match: Match) -> float:
    """Probability that two people would call it the same question, from the labelled pairs of the tests.

    Both directions have to fit: the weaker one counts most.
    """
    weaker, stronger = sorted((match.query, match.title))
    return round(1 / (1 + math.exp(-(9.0 * weaker + 3.0 * stronger - 7.6))), 3)


def _card(found: Found, sure: float, answer: OfficialAnswer | None) -> Card:
    row = found.row
    asked = date_format(localtime(row.asked_at), "DATE_FORMAT")
    if answer:
        text, source, as_of = excerpt(answer[0]), answer[1], localtime(answer[2]).date().isoformat()
    else:
        text = _("Gefragt am %(day)s. Stand: %(state)s.") % {
            "day": asked,
            "state": state_name(row.state),
        }
        source = row.author_label or settings.SOESMART["town.name"]
        as_of = localtime(row.state_since).date().isoformat()
    is_open = not answer and row.state not in {State.DONE, State.DROPPED, State.CONTINUED}
    return Card(
        room="ask",
        title=row.title,
        text=text,
        url=question_url(slug_of(row.title, row.short)),
        source=source,
        as_of=as_of,
        confidence=sure if answer else round(sure * 0.95, 3),
        open=is_open,
        language=row.language,
    )


def excerpt(text: str, longest: int = _EXCERPT) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + " …"
