# SPDX-License-Identifier: EUPL-1.2
"""Which part of a file a browser asks for (RFC 9110, section 14)."""

import re

_ONE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)


def wanted(header: str, size: int, most: int) -> range | None:
    """The bytes to send; None: the whole file; an empty range: there are no such bytes.

    A range without an end gets at most `most` bytes: players ask for the rest when they need it. What does
    not parse is ignored, as the standard wants; several ranges get the whole file, as it allows.
    """
    found = _ONE.fullmatch(header)
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        return range(max(0, size - int(found[2])), size)
    start = int(found[1])
    if not found[2]:
        return range(start, max(start, min(size, start + most)))
    last = int(found[2])
    return None if last < start else range(start, max(start, min(size, last + 1)))
