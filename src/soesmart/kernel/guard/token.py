# SPDX-License-Identifier: EUPL-1.2
"""Form tokens: signed, for one purpose, expiring, carrying the puzzle. Issuing one stores nothing."""

import base64
import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from soesmart.kernel import clock
from soesmart.kernel.guard.errors import TokenExpired, TokenInvalid

LIFETIME = timedelta(hours=24)
MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Token:
    purpose: str
    expires_at: datetime
    bits: int
    nonce: str

    @property
    def text(self) -> str:
        body = f"{self.purpose}~{int(self.expires_at.timestamp())}~{self.bits}~{self.nonce}"
        return f"{body}~{_signature(body)}"


def issue(purpose: str) -> Token:
    """A new token for one form; `purpose` as in "ask.new"."""
    return Token(
        purpose=purpose,
        expires_at=(clock.now() + LIFETIME).replace(microsecond=0),
        bits=settings.SOESMART["guard.bits"],
        nonce=uuid.uuid4().hex,
    )


def read(text: str, purpose: str) -> Token:
    """The token, if it was issued here for `purpose` and has not expired."""
    body, _, signature = text[:MAX_LENGTH].rpartition("~")
    parts = body.split("~")
    if not hmac.compare_digest(_signature(body).encode(), signature.encode("utf-8", "replace")):
        raise TokenInvalid
    if len(parts) != 4 or parts[0] != purpose:
        raise TokenInvalid
    token = Token(parts[0], datetime.fromtimestamp(int(parts[1]), UTC), int(parts[2]), parts[3])
    if token.expires_at < clock.now():
        raise TokenExpired
    return token


def _signature(body: str) -> str:
    key = hashlib.sha256(b"soesmart form token" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.digest(key, body.encode("utf-8", "replace"), "sha256")[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
