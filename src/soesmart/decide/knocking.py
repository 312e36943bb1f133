# SPDX-License-Identifier: EUPL-1.2
"""Casting on behalf of a request: whoever tries many unknown codes has to wait. Only wrong codes are counted;
a ballot that went in leaves no address and no time."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from soesmart.decide.actions.casting import Knocked, cast, require_open
from soesmart.decide.actions.standing import WRONG_CODE
from soesmart.decide.models import Vote
from soesmart.decide.types import CastReceipt, KeysMissing, NewBallot, Refused
from soesmart.kernel.guard.address import visitor
from soesmart.kernel.guard.admission import note_knock, require_few


def cast_for(request: HttpRequest, vote: UUID, new: NewBallot) -> CastReceipt:
    """Raises Refused, LookupError where there is no such vote, and the guard's TooMany."""
    try:
        return _cast(request, vote, new)
    except Refused as refused:
        if refused.code == "code":
            _require_few(request)  # what is no code at all was not asked about yet
            note_knock(request, WRONG_CODE)
        raise
    except KeysMissing:
        known = Vote.objects.filter(pk=vote).first()
        if known is None:
            raise LookupError(str(vote)) from None
        require_open(known, new)  # the keys of a closed vote are gone for good
        raise Refused(
            "later",
            _("Gerade können wir keine Stimmen annehmen. Bitte versuchen Sie es später noch einmal."),
        ) from None


def _cast(request: HttpRequest, vote: UUID, new: NewBallot) -> CastReceipt:
    """Whether wrong codes of this address are remembered is asked along with the ballot."""
    try:
        return cast(vote, new, visitor(request))
    except Knocked:
        _require_few(request)
        return cast(vote, new)


def _require_few(request: HttpRequest) -> None:
    require_few(request, WRONG_CODE, settings.SOESMART["decide.wrong_codes"])
