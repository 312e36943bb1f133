# SPDX-License-Identifier: EUPL-1.2
"""Cards for the question box: what others asked already, and what the town said."""

import math

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.ask.addresses import question_url, slug_of
from soesmart.ask.engine.similar import Match
from soesmart.ask.models import Contribution
from soesmart.ask.queries.search import Found, OfficialAnswer, answered_among, plain_matches, ranked
from soesmart.ask.types import State
from soesmart.ask.words import state_name
from soesmart.kernel import gate
from soesmart.kernel.room import Card, Question

_CARDS = 3
_EXCERPT = 320
_PLAIN = 0.4
"""Without the scorer nothing is put forward as the answer, only listed."""


def answer_box(question: Question) -> tuple[Card, ...]:
    """The questions most like this one; with the official answer where there is one."""
    if gate.permit("ask.similar", "answer a question", "anonymous"):
        places = question.places
        found = [(f, confidence(f.match)) for f in ranked(question.text, places[0].slug if places else "")]
    else:
        found = [(f, _PLAIN) for f in plain_matches(question.text, _CARDS)]
    best = sorted(((f, sure) for f, sure in found if sure >= 0.3), key=lambda pair: -pair[1])[:_CARDS]
    keys = [f.pk for f, _sure in best]
    answers = answered_among(keys)
    rows = {row.pk: row for row in Contribution.objects.filter(pk__in=keys)}
    with override(question.language):
        return tuple(_card(f, sure, rows[f.pk], answers.get(f.pk)) for f, sure in best if f.pk in rows)


def confidence(match: Match) -> float:
    """Probability that two people would call it the same question, from the labelled pairs of the tests.

    Both directions have to fit: the weaker one counts most.
    """
    weaker, stronger = sorted((match.query, match.title))
    return round(1 / (1 + math.exp(-(9.0 * weaker + 3.0 * stronger - 7.6))), 3)


def _card(found: Found, sure: float, row: Contribution, answer: OfficialAnswer | None) -> Card:
    asked = date_format(localtime(row.asked_at), "DATE_FORMAT")
    if answer:
        text, source, as_of = excerpt(answer[0]), answer[1], localtime(answer[2]).date().isoformat()
    else:
        text = _("Gefragt am %(day)s. Stand: %(state)s.") % {"day": asked, "state": state_name(row.state)}
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
