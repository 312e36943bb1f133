# SPDX-License-Identifier: EUPL-1.2
"""Heads: the text of a C2SP tlog-checkpoint, to be carried by a signed note.

<origin>
<size>
<root, base64>
at <time>          (an extension line: a saved head says by itself when it was made)
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from soesmart.kernel.log.engine.leaf import timestamp
from soesmart.kernel.log.engine.note import BadNote, Note, read
from soesmart.kernel.log.engine.tree import HASH_BYTES

_AT = "at "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a head states."""

    origin: str
    size: int
    root: bytes
    at: str
    note: Note


def checkpoint_text(origin: str, size: int, root: bytes, at: datetime) -> str:
    return f"{origin}\n{size}\n{b64encode(root).decode('ascii')}\n{_AT}{timestamp(at)}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """What the head in a note states; raises BadNote. Signatures are still to be verified."""
    note = read(text)
    lines = note.text.splitlines()
    try:
        origin, size, root = lines[0], int(lines[1]), b64decode(lines[2], validate=True)
    except (ValueError, IndexError) as error:
        raise BadNote("a head begins with three lines: origin, size and root in base 64") from error
    if not origin or size < 0 or str(size) != lines[1] or len(root) != HASH_BYTES:
        raise BadNote("origin, size or root of the head is malformed")
    at = next((line.removeprefix(_AT) for line in lines[3:] if line.startswith(_AT)), "")
    return Checkpoint(origin, size, root, at, note)
