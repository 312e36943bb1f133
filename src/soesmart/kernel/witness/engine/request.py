# SPDX-License-Identifier: EUPL-1.2
"""What a log says to a witness (C2SP tlog-witness, add-checkpoint), and whether the witness may agree.

old <size>
<hashes of the consistency proof, base64>

<the signed head>
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from soesmart.kernel.log.engine.checkpoint import Checkpoint, read_checkpoint
from soesmart.kernel.log.engine.note import BadNote
from soesmart.kernel.log.engine.proofs import consistent
from soesmart.kernel.log.engine.tree import HASH_BYTES

MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Request:
    """`old` is the size the log believes the witness to have seen last."""

    old: int
    path: tuple[bytes, ...]
    head: Checkpoint
    note: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The last head a witness agreed to; size 0 before the first."""

    size: int = 0
    root: bytes = b""


def write(old: int, path: Sequence[str], note: str) -> str:
    """`path` in base64, as the log's own proof gives it."""
    return "\n".join([f"old {old}", *path, "", note])


def read(text: str) -> Request:
    """Raises BadNote."""
    beginning, separator, note = text.partition("\n\n")
    first, *hashes = beginning.split("\n")
    word, _space, number = first.partition(" ")
    if not separator or word != "old" or not number.isdecimal() or len(number) > 18:
        raise BadNote("the first line is: old, a space and the size of the last head")
    if len(hashes) > MOST_HASHES:
        raise BadNote("the proof is longer than any proof")
    try:
        path = tuple(b64decode(line, validate=True) for line in hashes)
    except ValueError as error:
        raise BadNote("the proof is not in base 64") from error
    if any(len(step) != HASH_BYTES for step in path):
        raise BadNote("a step of the proof has the wrong length")
    return Request(int(number), path, read_checkpoint(note), note)


def verdict(request: Request, seen: Seen) -> int:
    """The status of the answer: 200 agrees, 409 another size was seen last, 422 the proof does not hold."""
    if request.old > request.head.size:
        return 400
    if request.old != seen.size:
        return 409
    if request.old == request.head.size and request.head.root != seen.root and seen.size:
        return 409
    if seen.size == 0:
        return 200 if not request.path else 422
    holds = consistent(seen.size, seen.root, request.head.size, request.head.root, request.path)
    return 200 if holds else 422


def encoded(root: bytes) -> str:
    return b64encode(root).decode("ascii")
