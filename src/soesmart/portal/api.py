# SPDX-License-Identifier: EUPL-1.2
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from soesmart.kernel.api.problems import ApiProblem
from soesmart.kernel.personal import keep_out
from soesmart.portal import queries

router = Router(tags=["Antworten"])


class CardOut(Schema):
    room: str
    title: str
    text: str
    url: str
    source: str
    as_of: str
    confidence: float
    open: bool


class AnswersOut(Schema):
    cards: list[CardOut]


@router.get("/answers", response=AnswersOut, summary="Was die Stadt zu einer Frage weiß")
def answers(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=queries.LONGEST, description="Die Frage, wie man sie in das Fragefeld schreibt")
    ],
    lang: Annotated[str, Query(max_length=20, description="Sprache der Antworten")] = "de",
) -> AnswersOut:
    """Karten ab `confidence` 0.6 sind Antworten, darunter Hinweise. Die sicherste steht vorn."""
    known = settings.SOESMART["languages"]
    if lang not in known:
        text = f'"{lang}" spricht diese Stadt nicht. Möglich sind: {", ".join(known)}.'
        raise ApiProblem(422, text, code="language", place="query.lang")
    found = queries.answer(q, lang)
    if not found.may_be_kept:
        keep_out(request)
    return AnswersOut(
        cards=[
            CardOut(**{name: getattr(card, name) for name in CardOut.model_fields}) for card in found.cards
        ]
    )
