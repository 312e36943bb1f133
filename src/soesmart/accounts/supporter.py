# SPDX-License-Identifier: EUPL-1.2
"""Support without an account: a signed, necessary cookie.

It proves a browser, never a person: what it supports is shown as "ungeprüft".
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "unterstuetzung"
_SALT = "soesmart.supporter"
_YEAR = 365 * 24 * 3600


def supporter_of(request: HttpRequest) -> UUID | None:
    """The participant this browser supports as, if it did before."""
    try:
        return UUID(signing.loads(request.COOKIES[COOKIE], salt=_SALT, max_age=_YEAR))
    except (KeyError, ValueError, TypeError, signing.BadSignature):
        return None


def remember_supporter(response: HttpResponseBase, participant: UUID) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(participant.hex, salt=_SALT),
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
