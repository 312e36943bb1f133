# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router

from soesmart.kernel.api.problems import ApiProblem
from soesmart.mobility import queries
from soesmart.mobility.engine.asking import ask
from soesmart.mobility.told import told_reply
from soesmart.mobility.typed import point
from soesmart.mobility.types import Ambiguous, Refused
from soesmart.mobility.views import serving

router = Router(tags=["Unterwegs"])


@router.get("/mobility/route", response=dict[str, Any], summary="Verbindungen von einem Ort zum anderen")
def route(
    request: HttpRequest,
    origin: Annotated[
        str, Query(alias="from", max_length=120, description="Ort, Haltestelle, Adresse oder Länge,Breite")
    ],
    to: Annotated[str, Query(max_length=120, description="Ort, Haltestelle, Adresse oder Länge,Breite")],
    at: Annotated[datetime | None, Query(description="Ortszeit; leer: jetzt")] = None,
    phone: Annotated[bool, Query(description="auch Fahrten, die man bestellen muss")] = True,
    profile: Literal["walk", "slow", "wheelchair", "bike"] = "walk",
) -> dict[str, Any]:
    town = serving()
    if town is None:
        raise Http404
    try:
        start, end = point(origin, town), point(to, town)
    except Ambiguous as several:
        text = " ".join([several.text, "; ".join(words for words, _value in several.choices)])
        raise ApiProblem(422, text, code="place") from None
    except Refused as refused:
        raise ApiProblem(422, refused.text, code="place") from None
    moment = at or queries.local_now()
    return told_reply(
        ask(town, start, end, moment, profile), town, phone, queries.active(), queries.vanished()
    )
