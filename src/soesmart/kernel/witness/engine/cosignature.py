# SPDX-License-Identifier: EUPL-1.2
"""Cosignatures (C2SP tlog-cosignature, cosignature/v1 with Ed25519).

A witness signs "I saw this head, and it continued all I saw before" together with the time:

cosignature/v1
time <seconds since 1970>
<the head>
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from soesmart.kernel.log.engine.note import BadNote, Note

_TYPE = b"\x04"
_PRIVATE = "PRIVATE+KEY+"
_ID, _TIME, _SIGNATURE = 4, 8, 64


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A valid cosignature: who, and when (seconds since 1970)."""

    name: str
    at: int


def new_key(name: str) -> str:
    """A private key `PRIVATE+KEY+<name>+<key id>+<seed>`; the name has neither space nor plus."""
    if not name or "+" in name or any(c.isspace() for c in name):
        raise BadNote(f"{name!r} is no name for a key: no spaces, no plus")
    key = Ed25519PrivateKey.generate()
    seed = b64encode(_TYPE + key.private_bytes_raw()).decode("ascii")
    return f"{_PRIVATE}{name}+{_key_id(name, _raw(key)).hex()}+{seed}"


def public_key(private: str) -> str:
    name, key = _read_private(private)
    return f"{name}+{_key_id(name, _raw(key)).hex()}+{b64encode(_TYPE + _raw(key)).decode('ascii')}"


def cosign(text: str, private: str, at: int) -> str:
    """The signature line over the head `text`."""
    name, key = _read_private(private)
    signature = key.sign(_message(text, at))
    blob = _key_id(name, _raw(key)) + at.to_bytes(_TIME, "big") + signature
    return f"— {name} {b64encode(blob).decode('ascii')}"


def cosigned(note: Note, verifier: str) -> Cosigned | None:
    """The cosignature of this witness under the note, if there is a valid one."""
    name, raw = read_public(verifier)
    for signer, blob in note.signatures:
        if signer != name or len(blob) != _ID + _TIME + _SIGNATURE or blob[:_ID] != _key_id(name, raw):
            continue
        at = int.from_bytes(blob[_ID : _ID + _TIME], "big")
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(blob[_ID + _TIME :], _message(note.text, at))
        except InvalidSignature:
            continue
        return Cosigned(name, at)
    return None


def read_public(text: str) -> tuple[str, bytes]:
    """(name, key) of a witness's public key; raises BadNote."""
    try:
        name, key_id, encoded = text.strip().split("+", 2)
        raw = b64decode(encoded, validate=True)
    except ValueError as error:
        raise BadNote("this is not the public key of a witness") from error
    if len(raw) != 33 or raw[:1] != _TYPE or _key_id(name, raw[1:]).hex() != key_id:
        raise BadNote("this public key of a witness is damaged")
    return name, raw[1:]


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key_id(name: str, raw: bytes) -> bytes:
    return sha256(name.encode("utf-8") + b"\n" + _TYPE + raw).digest()[:_ID]


def _read_private(text: str) -> tuple[str, Ed25519PrivateKey]:
    try:
        name, _key, seed = text.strip().removeprefix(_PRIVATE).split("+", 2)
        return name, Ed25519PrivateKey.from_private_bytes(b64decode(seed, validate=True)[1:])
    except ValueError as error:
        raise BadNote("this is not the private key of a witness") from error
