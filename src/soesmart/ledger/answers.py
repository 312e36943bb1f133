# SPDX-License-Identifier: EUPL-1.2
"""Answers "Was hat … gekostet?" for projects with entries. Where the money comes from, facts answer."""

import re
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from soesmart.kernel import gate
from soesmart.kernel.cents import Cents, format_euros
from soesmart.kernel.folding import fold, words
from soesmart.kernel.room import Card, Question
from soesmart.ledger.engine.totals import totals
from soesmart.ledger.queries import grants, public

ALGORITHM = "ledger.match"
_COST = frozenset(
    [
        "kostet",
        "kosten",
        "gekostet",
        "kostete",
        "teuer",
        "ausgegeben",
        "bezahlt",
        "cost",
        "costs",
        "spent",
        "expensive",
        "price",
    ]
)
_ALWAYS = frozenset(
    [
        "was",
        "wie",
        "viel",
        "wieviel",
        "hat",
        "haben",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "fuer",
        "bisher",
        "schon",
        "euro",
        "geld",
        "stadt",
        "ist",
        "war",
        "wurde",
        "wurden",
        "in",
        "im",
        "am",
        "an",
        "von",
        "und",
        "uns",
        "so",
        "denn",
        "eigentlich",
        "insgesamt",
        "bis",
        "jetzt",
        "heute",
        "projekt",
        "the",
        "what",
        "how",
        "much",
        "did",
        "has",
        "have",
        "for",
        "so",
        "far",
        "is",
        "was",
        "project",
        "money",
        "town",
        "on",
    ]
)
CONFIDENCE = 0.9


def answer(question: Question) -> Sequence[Card]:
    """Only when a question about cost names exactly one project and says nothing else."""
    said = [word for word in words(question.folded) if word]
    if not _COST.intersection(said) or not gate.permit(ALGORITHM, "answer a question", "anonymous"):
        return ()
    left = [word for word in said if word not in _COST and word not in _ALWAYS]
    if not left:
        return ()
    pairs = grants.cube()
    found: dict[str, list[Any]] = {}
    for grant, entry in pairs:
        if entry.project_name and _names(entry.project_name, left):
            found.setdefault(entry.project_name, []).append((grant, entry))
    if len(found) != 1:
        return ()
    ((name, rows),) = found.items()
    whole = totals(entry for _grant, entry in rows)
    if whole.spent.on is None:
        return ()
    known = grants.by_id(rows[0][0])
    assert known is not None
    day = date_format(whole.spent.on, "DATE_FORMAT")
    values = {
        "name": name,
        "spent": format_euros(Cents(whole.spent.cents)),
        "planned": format_euros(Cents(whole.planned.cents)),
        "day": day,
    }
    text = _("%(name)s hat bis %(day)s %(spent)s gekostet.") % values
    if whole.planned.on:
        text += " " + _("Geplant sind %(planned)s.") % values
    if known.example:
        text = _("Beispiel: %s") % text
    return [
        Card(
            room="ledger",
            title=_("Was hat %(name)s gekostet?") % values,
            text=text,
            url=reverse("ledger:grant", args=[known.slug]),
            source=_("Fördernebenrechnung"),
            as_of=str(public.today().year)
            if whole.spent.on.year == public.today().year
            else str(whole.spent.on.year),
            confidence=CONFIDENCE,
        )
    ]


def _names(name: str, said: Sequence[str]) -> bool:
    """Every telling word of the question stands in the name, and one of the name's long words is said."""
    own = [word for word in re.split(r"\W+", fold(name)) if word]
    telling = {word for word in own if len(word) > 3} or set(own)
    return all(any(word == part for part in own) for word in said) and bool(telling.intersection(said))
