# SPDX-License-Identifier: EUPL-1.2
"""Voting codes: 80 random bits as 16 characters of Crockford's base 32, and the two names a code has.

The roll knows a code as HMAC(code, roll key), the box as HMAC(code, box key). Without both keys nobody can
tell which name of one belongs to which of the other (HMAC-SHA-256 as a pseudo-random function, RFC 2104).
There is no check character: every one of the 80 bits is secret, and a slip is simply an unknown code.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from soesmart.kernel.ids import BadCode

LENGTH = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KNOWN = frozenset(_ALPHABET)
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class BoxKeys:
    """All secrets of one vote; they live outside database and backup and end with the count."""

    roll: bytes
    box: bytes
    private: str
    """The private half of the key that ballots are sealed for."""


def new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str:
    """The code a person meant by `text`; raises BadCode when it cannot be one."""
    code = text[:64].strip().upper().translate(_READ_AS)
    if len(code) != LENGTH or not _KNOWN.issuperset(code):
        raise BadCode("voting code")
    return code


def in_roll(code: str, keys: BoxKeys) -> str:
    """The name of the code in the roll: 64 hexadecimal digits."""
    return hmac.new(keys.roll, b"roll " + code.encode(), hashlib.sha256).hexdigest()


def in_box(code: str, keys: BoxKeys) -> str:
    """The name of the code's ballot in the box."""
    return hmac.new(keys.box, b"box " + code.encode(), hashlib.sha256).hexdigest()


def receipt_of(name: str, attempt: str, choices: str, keys: BoxKeys) -> str:
    """The number of the receipt: 32 hexadecimal digits. The same ballot sent again has the same."""
    told = "\n".join((name, attempt, choices)).encode()
    return hmac.new(keys.box, b"receipt " + told, hashlib.sha256).hexdigest()[:32]
