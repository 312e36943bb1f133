# SPDX-License-Identifier: EUPL-1.2
"""Votes for programs. Casting needs a voting code and nothing else."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from soesmart.decide import delivering
from soesmart.decide.facade import vote as vote_of
from soesmart.decide.knocking import cast_for
from soesmart.decide.types import NewBallot, Refused, VoteView
from soesmart.kernel import clock
from soesmart.kernel.api.problems import ApiProblem

router = Router(tags=["Mitentscheiden"])
_STATUS = {"code": 403, "early": 409, "closed": 409, "again": 409, "replayed": 409, "later": 503, "busy": 503}


class OptionOut(Schema):
    number: str
    title: dict[str, str]
    cost: int = Field(..., description="Cent")


class VoteOut(Schema):
    id: UUID
    slug: str
    title: dict[str, str]
    phase: str
    form: str = Field(..., description="approval, points oder money")
    budget: int = Field(..., description="Cent")
    purse: int = Field(..., description="Was eine Person verteilen kann: Cent oder Punkte")
    most: int
    opens_at: datetime
    closes_at: datetime
    key: str = Field(..., description="Für diesen Schlüssel werden Stimmzettel ohne Netz versiegelt")
    options: list[OptionOut]


class BallotIn(Schema):
    code: str = Field(..., max_length=64, description="Der Code aus dem Brief")
    choices: dict[str, int] = Field(
        ..., max_length=1000, description="Nummer des Projekts → 1, Punkte oder Cent"
    )
    attempt: str = Field(
        ..., min_length=8, max_length=64, description="Frei gewählt; beim Wiederholen derselben Stimme gleich"
    )
    village: str = Field("", max_length=80, description="Freiwillig: Ortsteil, nur für die Auswertung")


class ReceiptOut(Schema):
    receipt: str = Field(..., description="Belegnummer: Damit finden Sie Ihre Stimme nach der Auszählung")
    mark: str = Field(..., description="Prüfwert: Er wird schon während der Abstimmung veröffentlicht")
    choices: dict[str, int]
    changed: bool = Field(..., description="Eine frühere Stimme mit diesem Code wurde ersetzt")


class SealedIn(Schema):
    id: UUID
    sealed: str = Field(..., max_length=60_000)


class DeliveryIn(Schema):
    now: int = Field(..., ge=0, le=4_000_000_000_000, description="Uhr des Tablets, Millisekunden seit 1970")
    entries: list[SealedIn] = Field(..., max_length=10)


class DeliveredOut(Schema):
    id: UUID
    state: str = Field(..., description="stored, again, code, closed, ballot, unreadable; later: behalten")


@router.get("/votes/{uuid:key}", response=VoteOut, summary="Eine Abstimmung mit ihrem Stimmzettel")
def one(request: HttpRequest, key: UUID) -> dict[str, Any]:
    found = _vote(key)
    return {
        "id": found.id,
        "slug": found.slug,
        "title": dict(found.title.texts),
        "phase": str(found.phase),
        "form": str(found.form),
        "budget": found.budget,
        "purse": found.purse,
        "most": found.most,
        "opens_at": found.opens_at,
        "closes_at": found.closes_at,
        "key": found.box_key,
        "options": [
            {"number": option.number, "title": dict(option.title.texts), "cost": option.cost}
            for option in found.options
        ],
    }


@router.post("/votes/{uuid:key}/ballots", response=ReceiptOut, summary="Abstimmen oder die Stimme ändern")
def ballot(request: HttpRequest, key: UUID, given: BallotIn) -> Any:
    """Je Code zählt die letzte Stimme. Dieselbe noch einmal zu senden, schadet nicht."""
    new = NewBallot(given.code, given.choices, given.attempt, village=given.village)
    try:
        receipt = cast_for(request, key, new)
    except Refused as refused:
        raise ApiProblem(_STATUS.get(refused.code, 422), refused.text, code=refused.code) from None
    except LookupError:
        raise ApiProblem(404, _("Diese Abstimmung gibt es nicht."), code="no-vote") from None
    return {
        "receipt": receipt.receipt,
        "mark": receipt.mark,
        "choices": dict(receipt.choices),
        "changed": receipt.changed,
    }


@router.post(
    "/votes/{uuid:key}/sealed", response=list[DeliveredOut], summary="Stimmen von einem Stand abgeben"
)
def deliver(request: HttpRequest, key: UUID, given: DeliveryIn) -> Any:
    """Je Code zählt die erste gültige Stimme; von den anderen wird nur die Zahl berichtet."""
    drift = clock.now() - datetime.fromtimestamp(given.now / 1000, UTC)
    _vote(key)
    return [
        {"id": entry.id, "state": delivering.receive(request, key, entry.id, entry.sealed, drift)}
        for entry in given.entries
    ]


def _vote(key: UUID) -> VoteView:
    found = vote_of(key)
    if found is None:
        raise ApiProblem(404, _("Diese Abstimmung gibt es nicht."), code="no-vote")
    return found
