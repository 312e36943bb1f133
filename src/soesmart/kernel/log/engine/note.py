# SPDX-License-Identifier: EUPL-1.2
"""Signed notes (C2SP signed-note) with Ed25519.

text, one or more lines

— <name> <base64 of key id and signature>
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_PRIVATE = "PRIVATE+KEY+"


class BadNote(ValueError):
    """The text is not a signed note, or not a key for one."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note's text and (name, key id and signature) of those who claim to have signed it."""

    text: str
    signatures: Sequence[tuple[str, bytes]]

    def signed_by(self, verifier: str) -> bool:
        """Whether the key with this public notation signed the text."""
        name, raw = _read_public(verifier)
        return any(
            signer == name
            and blob[:_KEY_ID_BYTES] == _key_id(name, raw)
            and _is_valid(raw, blob[_KEY_ID_BYTES:], self.text)
            for signer, blob in self.signatures
        )


def new_key(name: str) -> str:
    """A private key for `name`: `PRIVATE+KEY+<name>+<key id>+<seed>`."""
    key = Ed25519PrivateKey.generate()
    seed = b64encode(_ED25519 + key.private_bytes_raw()).decode("ascii")
    return f"{_PRIVATE}{name}+{_key_id(name, _raw(key)).hex()}+{seed}"


def public_key(private: str) -> str:
    """The verifier key `<name>+<key id>+<key>` of a private key."""
    name, key = _read_private(private)
    return f"{name}+{_key_id(name, _raw(key)).hex()}+{b64encode(_raw(key)).decode('ascii')}"


def sign(text: str, private: str) -> str:
    """The note of `text` (which ends with a line break), signed."""
    name, key = _read_private(private)
    blob = b64encode(_key_id(name, _raw(key)) + key.sign(text.encode("utf-8"))).decode("ascii")
    return f"{text}\n— {name} {blob}\n"


def read(note: str) -> Note:
    """Text and signatures of a note, none of them verified."""
    text, separator, signed = note.replace("\r\n", "\n").rpartition("\n\n")
    signatures = [_read_signature(line) for line in signed.splitlines()]
    if not separator or not signatures:
        raise BadNote("a signed note is text, an empty line and at least one signature")
    return Note(f"{text}\n", tuple(signatures))


def _raw(key: Ed25519PrivateKey) -> bytes:
    return _ED25519 + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key_id(name: str, raw: bytes) -> bytes:
    return sha256(name.encode("utf-8") + b"\n" + raw).digest()[:_KEY_ID_BYTES]


def _is_valid(raw: bytes, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signature, text.encode("utf-8"))
    except InvalidSignature:
        return False
    return True


def _read_private(text: str) -> tuple[str, Ed25519PrivateKey]:
    try:
        name, _, seed = text.strip().removeprefix(_PRIVATE).split("+", 2)
        return name, Ed25519PrivateKey.from_private_bytes(b64decode(seed, validate=True)[1:])
    except ValueError as error:
        raise BadNote("this is not the private key of a log") from error


def _read_public(text: str) -> tuple[str, bytes]:
    try:
        name, key_id, key = text.strip().split("+", 2)
        raw = b64decode(key, validate=True)
    except ValueError as error:
        raise BadNote("this is not the public key of a log") from error
    if len(raw) != 33 or raw[:1] != _ED25519 or _key_id(name, raw).hex() != key_id:
        raise BadNote("this public key of a log is damaged")
    return name, raw


def _read_signature(line: str) -> tuple[str, bytes]:
    try:
        dash, name, blob = line.split(" ")
        if dash == "—" and name:
            return name, b64decode(blob, validate=True)
    except ValueError as error:
        raise BadNote(f"not a signature: {line}") from error
    raise BadNote(f"not a signature: {line}")
