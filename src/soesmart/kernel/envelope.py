# SPDX-License-Identifier: EUPL-1.2
"""Sealed entries: whoever seals one cannot open it again, only the holder of the private key can.

A fresh ECDH key on P-256 per entry, HKDF-SHA-256, AES-256-GCM. The entry's number is the salt, and number
and stall are authenticated: a sealed text cannot be passed off as another entry.
The holder of the key is a stall or a vote. The browser's half is `guard/static/guard/sealing.js`.
"""

import base64
import json
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_CURVE = ec.SECP256R1()
_INFO = b"soesmart stall entry 1"
_BLOCK = 512


class BadEnvelope(ValueError):
    """Not a sealed entry, altered on the way, or sealed for another key."""


def new_key() -> str:
    """A private key as 64 hexadecimal digits."""
    return format(ec.generate_private_key(_CURVE).private_numbers().private_value, "064x")


def public_key(private: str) -> str:
    """The half a tablet may have: the uncompressed point, as WebCrypto imports it."""
    return _to_text(_point(_private(private).public_key()))


def seal(public: str, stall: UUID, entry: UUID, content: Mapping[str, Any]) -> str:
    """For tests and for tablets that speak Python."""
    own = ec.generate_private_key(_CURVE)
    other = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _to_bytes(public))
    plain = json.dumps(content, ensure_ascii=False).encode()
    # Padded: the length of a text tells something about it.
    plain += b" " * (-len(plain) % _BLOCK)
    iv = os.urandom(12)
    data = AESGCM(_secret(own, other, entry)).encrypt(iv, plain, _about(stall, entry))
    parts = {"epk": _point(own.public_key()), "iv": iv, "data": data}
    return json.dumps({"v": 1, "stall": str(stall), **{name: _to_text(part) for name, part in parts.items()}})


def stall_of(sealed: str) -> UUID:
    """For which stall's key it was sealed."""
    return UUID(_parsed(sealed)["stall"])


def open_sealed(private: str, entry: UUID, sealed: str) -> dict[str, Any]:
    parts = _parsed(sealed)
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _to_bytes(parts["epk"]))
        secret = _secret(_private(private), sender, entry)
        about = _about(UUID(parts["stall"]), entry)
        plain = AESGCM(secret).decrypt(_to_bytes(parts["iv"]), _to_bytes(parts["data"]), about)
        content = json.loads(plain)
    except (InvalidTag, ValueError, RecursionError) as error:
        raise BadEnvelope(str(entry)) from error
    if not isinstance(content, dict):
        raise BadEnvelope(str(entry))
    return content


def _parsed(sealed: str) -> dict[str, str]:
    try:
        parts = json.loads(sealed)
        UUID(parts["stall"])
        good = parts["v"] == 1 and all(isinstance(parts[name], str) for name in ("epk", "iv", "data"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadEnvelope("not an envelope") from error
    if not good:
        raise BadEnvelope("not an envelope")
    return dict(parts)


def _secret(own: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, entry: UUID) -> bytes:
    shared = own.exchange(ec.ECDH(), other)
    return HKDF(SHA256(), length=32, salt=entry.bytes, info=_INFO).derive(shared)


def _about(stall: UUID, entry: UUID) -> bytes:
    return f"{stall}/{entry}".encode()


def _private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(text, 16), _CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _to_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
