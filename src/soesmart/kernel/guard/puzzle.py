# SPDX-License-Identifier: EUPL-1.2
"""Proof of work: find, for each of a few pieces, a number whose SHA-256 begins with enough zero bits.

Several small pieces instead of one large one: the time needed then hardly depends on luck.
The browser's half is `static/guard/puzzle-worker.js`.
"""

import hashlib
import re

PIECES = 16
_NUMBER = re.compile(r"[0-9]{1,10}")


def _zero_bits(nonce: str, piece: int, number: str) -> int:
    digest = hashlib.sha256(f"{nonce}:{piece}:{number}".encode("ascii")).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()


def is_solved(nonce: str, bits: int, solution: str) -> bool:
    """Whether `solution` (numbers joined by dots) solves every piece."""
    numbers = solution.split(".", PIECES)
    return len(numbers) == PIECES and all(
        _NUMBER.fullmatch(number) is not None and _zero_bits(nonce, piece, number) >= bits
        for piece, number in enumerate(numbers)
    )


def solve(nonce: str, bits: int) -> str:
    """For programs and tests; about `PIECES * 2**bits` hashes."""
    return ".".join(_solve_piece(nonce, bits, piece) for piece in range(PIECES))


def _solve_piece(nonce: str, bits: int, piece: int) -> str:
    number = 0
    while _zero_bits(nonce, piece, str(number)) < bits:
        number += 1
    return str(number)
