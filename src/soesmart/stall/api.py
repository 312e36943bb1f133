# SPDX-License-Identifier: EUPL-1.2
"""What a stall's tablet says to the town. Its key is good for nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from soesmart.kernel import clock
from soesmart.kernel.api.problems import ApiProblem
from soesmart.stall import actions
from soesmart.stall.models import Stall
from soesmart.stall.types import Closed

router = Router(tags=["Stand"])
_MOST_AT_ONCE, _LONGEST = 5, 60_000


class EntryIn(Schema):
    id: UUID
    sealed: str = Field(..., max_length=_LONGEST, description="Verschlüsselt für den Schlüssel des Standes")


class DeliveryIn(Schema):
    now: int = Field(
        ..., ge=0, le=4_000_000_000_000, description="Uhr des Tablets, Millisekunden seit 1970 UTC"
    )
    entries: list[EntryIn] = Field(..., max_length=_MOST_AT_ONCE)


class ResultOut(Schema):
    id: UUID
    state: str = Field(
        ...,
        description="stored, held oder discarded: Das Tablet löscht den Eintrag. later: Es behält ihn.",
    )


class DeliveryOut(Schema):
    results: list[ResultOut]
    clock_off: int = Field(..., description="Um so viele Sekunden geht das Tablet vor")


class CodesIn(Schema):
    number: int = Field(..., ge=1, le=actions.MOST_WAITING)


class SlipOut(Schema):
    code: str
    address: str
    size: int
    bits: str


def _stall(request: HttpRequest, key: UUID) -> Stall:
    try:
        return actions.known(key, request.headers.get("Stall-Token", ""))
    except Closed:
        text = _(
            "Diesen Stand gibt es nicht mehr, oder er ist gesperrt. "
            "Bitte melden Sie sich an und öffnen Sie einen neuen."
        )
        raise ApiProblem(403, text, code="stall-closed") from None


@router.post("/stalls/{uuid:key}/entries", response=DeliveryOut, summary="Einträge eines Standes abgeben")
def deliver(request: HttpRequest, key: UUID, delivery: DeliveryIn) -> dict[str, Any]:
    """Derselbe Eintrag zählt einmal, wie oft er auch kommt. Braucht den Kopf `Stall-Token`."""
    stall = _stall(request, key)
    drift = clock.now() - datetime.fromtimestamp(delivery.now / 1000, UTC)
    results = [
        {"id": one.id, "state": actions.receive(stall, one.id, one.sealed, drift)} for one in delivery.entries
    ]
    return {"results": results, "clock_off": int(-drift / timedelta(seconds=1))}


@router.post("/stalls/{uuid:key}/codes", response=list[SlipOut], summary="Codes für einen Stand vorhalten")
def codes(request: HttpRequest, key: UUID, wanted: CodesIn) -> Any:
    """Codes für Belege, bevor es einen Beitrag gibt. Braucht den Kopf `Stall-Token`."""
    home = settings.SOESMART["public_url"] or request.build_absolute_uri("/")
    return list(actions.reserve(_stall(request, key), wanted.number, home))
