# SPDX-License-Identifier: EUPL-1.2
"""Identifiers: time-ordered public ids (UUIDv7, RFC 9562) and codes people read off paper.

A printed code is Crockford base 32 with its mod-37 check character: no I, L, O, U in the body, and a
mistyped or swapped character is noticed (Crockford, "Base 32", 2019).
"""

import secrets
import time
import uuid

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = _ALPHABET + "*~$=U"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


class BadCode(ValueError):
    """The text is not a printed code, or a character in it is wrong."""


def uuid7() -> uuid.UUID:
    """A new UUID whose order follows the clock to the millisecond."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def new_code(characters: int = 11) -> str:
    """A random code of `characters` (5 bits each) plus one check character, ungrouped.

    Bodies whose check character is a sign (`*~$=`) are drawn again: codes stand in addresses.
    """
    while True:
        body = "".join(secrets.choice(_ALPHABET) for _ in range(characters))
        if _check_character(body).isalnum():
            return body + _check_character(body)


def grouped(code: str, size: int = 4) -> str:
    """The code as printed: groups of `size` with hyphens between."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def read_code(text: str) -> str:
    """The code a person meant by `text`; raises BadCode when it cannot be one."""
    code = text.strip().upper().translate(_READ_AS)
    body, check = code[:-1], code[-1:]
    if not body or any(c not in _ALPHABET for c in body) or _check_character(body) != check:
        raise BadCode(text)
    return code


def _check_character(body: str) -> str:
    number = 0
    for character in body:
        number = number * 32 + _ALPHABET.index(character)
    return _CHECK[number % 37]
