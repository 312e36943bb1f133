# SPDX-License-Identifier: EUPL-1.2
"""What a tablet at a stall brings: sealed for the vote's key, opened here, cast like every other ballot."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from soesmart.decide import keys
from soesmart.decide.actions.turning import turned_away
from soesmart.decide.knocking import cast_for
from soesmart.decide.models import LINE, Vote
from soesmart.decide.types import KeysMissing, NewBallot, Phase, Refused, Way
from soesmart.kernel.envelope import BadEnvelope, open_sealed, stall_of
from soesmart.kernel.guard.errors import TooMany

LATER = "later"
_TRY_AGAIN = frozenset({"later", "busy", "early"})
_KNOWN = frozenset({"again", "code", "closed"})


def receive(request: HttpRequest, vote: UUID, entry: UUID, sealed: str, drift: timedelta) -> str:
    """What the tablet may do with its own: anything but "later" is safe to delete there."""
    batch = ""
    try:
        content = _content(vote, entry, sealed)
        batch = str(content.get("batch", ""))[:LINE]
        cast_for(request, vote, _ballot(content, entry, batch, drift))
    except (KeysMissing, TooMany):
        return LATER if _goes_on(vote) else "closed"
    except (BadEnvelope, ValueError, TypeError):
        return turned_away(vote, batch, "unreadable")
    except Refused as refused:
        if refused.code in _TRY_AGAIN:
            return LATER
        return turned_away(vote, batch, refused.code if refused.code in _KNOWN else "ballot")
    return "stored"


def _goes_on(vote: UUID) -> bool:
    return Vote.objects.filter(pk=vote, phase__in=(Phase.VOTE, Phase.COUNT), sealed_off=False).exists()


def _content(vote: UUID, entry: UUID, sealed: str) -> dict[str, Any]:
    if stall_of(sealed) != vote:
        raise BadEnvelope("for another vote")
    return open_sealed(keys.read(vote).private, entry, sealed)


def _ballot(content: dict[str, Any], entry: UUID, batch: str, drift: timedelta) -> NewBallot:
    choices = content.get("choices")
    return NewBallot(
        code=str(content.get("code", "")),
        choices=choices if isinstance(choices, dict) else {},
        attempt=entry.hex,
        way=Way.STALL,
        batch=batch,
        village=str(content.get("village", ""))[:80],
        first_wins=True,
        # The tablet's clock may be wrong: what counts is how long ago it was by that same clock.
        cast_at=datetime.fromtimestamp(float(content.get("at", 0)) / 1000, UTC) + drift,
    )
