# SPDX-License-Identifier: EUPL-1.2
"""An exported log: per tree one line about it, then one line per entry.

{"origin": name, "key": verifier key, "size": entries, "heads": [notes, oldest first]}
{"at": …, "kind": …, "personal": …, "public": …, "subject": …, "version": …}      (hashed as it stands)
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from soesmart.kernel.log.engine.audit import Audit, Claim, Damage, Row, signed
from soesmart.kernel.log.engine.checkpoint import Checkpoint, read_checkpoint
from soesmart.kernel.log.engine.tree import leaf_hash


class BadFile(ValueError):
    """The file is not an exported log; the message names the line."""


@dataclass(frozen=True, slots=True)
class ExportedTree:
    """The line about one tree."""

    origin: str
    key: str
    size: int
    heads: tuple[Checkpoint, ...]


@dataclass(frozen=True, slots=True)
class ExportedLog:
    """One tree of the file with its entries."""

    tree: ExportedTree
    rows: tuple[Row, ...]


def read_file(lines: Iterable[bytes]) -> Iterator[ExportedLog]:
    """The trees of an exported log; raises BadFile."""
    numbered = enumerate(lines, start=1)
    for number, line in numbered:
        tree = _tree(number, line)
        rows = tuple(_row(index, *entry) for index, entry in enumerate(islice(numbered, tree.size)))
        yield ExportedLog(tree, rows)


def verify(log: ExportedLog, saved: Iterable[Checkpoint] = ()) -> Iterator[Damage]:
    """Entries against the heads in the file and the `saved` ones of the same origin.

    The file brings its own key: only a saved head, or a key known from elsewhere, says whose log it is.
    """
    claims = [Claim("the saved head", head) for head in saved if head.origin == log.tree.origin]
    claims += [Claim("a head in the file", head) for head in log.tree.heads]
    for claim in claims:
        if not signed(claim.head, log.tree.key):
            text = f"{claim.source} over {claim.head.size} entries is not signed by the key {log.tree.key}"
            yield Damage(None, "", "", text)
    audit = Audit(log.tree.size, None, claims)
    yield from audit.rows(log.rows)
    yield from audit.end()
    if len(log.rows) < log.tree.size:
        yield Damage(None, "", "", f"the file ends after {len(log.rows)} of {log.tree.size} entries")
    if not log.tree.heads:
        yield Damage(None, "", "", "the file holds no signed head")


def compare(log: ExportedLog, stored: Iterable[Row]) -> Iterator[Damage]:
    """What differs between the file and the `stored` rows of the same tree, entry by entry."""
    hashes = [leaf_hash(row.text) for row in log.rows]
    audit = Audit(len(hashes), hashes, names=[(row.kind, row.subject) for row in log.rows])
    yield from audit.rows(islice(stored, len(hashes)))
    yield from audit.end()


def _tree(number: int, line: bytes) -> ExportedTree:
    fields = _fields(number, line)
    try:
        heads = tuple(read_checkpoint(note) for note in fields["heads"])
        return ExportedTree(str(fields["origin"]), str(fields["key"]), int(fields["size"]), heads)
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(f"line {number}: expected a line about a log (origin, key, size, heads)") from error


def _row(index: int, number: int, line: bytes) -> Row:
    fields = _fields(number, line)
    try:
        at = datetime.fromisoformat(fields["at"])
        return Row(index, str(fields["kind"]), str(fields["subject"]), at, line.rstrip(b"\r\n"))
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(f"line {number}: expected an entry (at, kind, subject, …)") from error


def _fields(number: int, line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise BadFile(f"line {number}: not JSON") from error
    if not isinstance(fields, dict):
        raise BadFile(f"line {number}: expected a JSON object")
    return fields
