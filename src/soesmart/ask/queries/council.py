# SPDX-License-Identifier: EUPL-1.2
"""Cards about what the council talks about: by a place that was named, or by the same words."""

from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.ask.engine.similar import Query, content_words, stem
from soesmart.ask.models import CouncilPaper
from soesmart.kernel import gate
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Card, Question

_CARDS, _CANDIDATES, _WORDS, _SHORTEST = 3, 200, 8, 4
_LEAST, _MOST_SURE = 0.45, 0.59
"""A paper on the same matter is worth a look; it is never put forward as the answer."""


def council_cards(question: Question) -> tuple[Card, ...]:
    """The newest papers that fit best, each with a link to the council's own system."""
    if not gate.permit("ask.council", "offer council papers", "anonymous"):
        return ()
    words = [stem(word) for word in content_words(question.folded) if len(word) >= _SHORTEST][:_WORDS]
    if not words:
        return ()
    named = reduce(or_, (Q(folded__contains=word) for word in words))
    rows = CouncilPaper.objects.filter(named).order_by("-day", "-pk")[:_CANDIDATES]
    query = Query(question.folded, {})
    places = {fold(place.name) for place in question.places}
    scored = [(row, query.match(row.folded, row.folded).query, _names(row, places)) for row in rows]
    best = sorted((s for s in scored if s[1] + 0.2 * s[2] >= _LEAST), key=lambda s: -(s[1] + 0.2 * s[2]))
    with override(question.language):
        return tuple(_card(row, score + 0.2 * place) for row, score, place in best[:_CARDS])


def _names(row: CouncilPaper, places: set[str]) -> bool:
    return any(place in row.folded for place in places)


def _card(row: CouncilPaper, score: float) -> Card:
    day = row.day or date.min
    return Card(
        room="ask",
        title=row.title,
        text=_("Darüber spricht der Rat: %(kind)s.") % {"kind": row.kind},
        url=row.url,
        source=_("Ratsinformationssystem %(town)s") % {"town": settings.SOESMART["town.name"]},
        as_of=day.isoformat() if row.day else row.as_of.isoformat(),
        confidence=round(min(_MOST_SURE, 0.6 * score), 3),
    )
