# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from soesmart.kernel.guard import puzzle, token

router = Router(tags=["Schreiben"])


class Purpose(Schema):
    purpose: str = Field(
        ..., max_length=40, pattern=r"^[a-z]+(\.[a-z_]+)+$", description="Wofür, zum Beispiel ask.new"
    )


class Challenge(Schema):
    challenge: str
    nonce: str
    pieces: int
    bits: int
    expires_at: datetime


@router.get("/challenge", response=Challenge, summary="Aufgabe holen, die vor dem Schreiben zu lösen ist")
def challenge(
    request: HttpRequest,
    response: HttpResponse,
    wanted: Query[Purpose],
) -> Challenge:
    """Für jedes Stück p von 0 bis pieces-1 eine Zahl n finden, sodass SHA-256("nonce:p:n") mit `bits`
    Nullbits beginnt. Die Zahlen mit Punkten verbinden und so mitsenden:
    `Proof-Of-Work: CHALLENGE LÖSUNG`. Jede Aufgabe gilt einmal.
    """
    response["Cache-Control"] = "no-store"
    fresh = token.issue(wanted.purpose)
    return Challenge(
        challenge=fresh.text,
        nonce=fresh.nonce,
        pieces=puzzle.PIECES,
        bits=fresh.bits,
        expires_at=fresh.expires_at,
    )
