# SPDX-License-Identifier: EUPL-1.2
"""Looks for what does not fit: stored contents against stored hashes, and both against signed heads.

Contents alone can be changed, contents and hashes together can be changed, even the whole database can
be written anew with another key: the first two contradict what the log still holds, the last contradicts
a head that somebody saved elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from soesmart.kernel.log.engine.checkpoint import Checkpoint
from soesmart.kernel.log.engine.note import BadNote
from soesmart.kernel.log.engine.tree import Frontier, leaf_hash

TOLERANCE = timedelta(hours=1)
"""How long before a head an entry may be dated that the head does not cover yet (long transactions)."""


class Row(NamedTuple):
    """An entry as it is stored, `text` being the leaf made of its fields."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody calls on a row
    kind: str
    subject: str
    at: datetime
    text: bytes
    flaw: str = ""
    """What is wrong with the parts that are not hashed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A head to compare with, and where it comes from."""

    source: str
    head: Checkpoint


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that does not fit. Entries that are gone have an index only."""

    index: int | None
    kind: str
    subject: str
    text: str

    def __str__(self) -> str:
        if self.index is None:
            return self.text
        named = f" ({self.kind} {self.subject})" if self.kind else ""
        return f"entry {self.index}{named}: {self.text}"


class Audit:
    """One pass over one tree: feed all rows in order, then ask for the end."""

    def __init__(
        self,
        size: int,
        hashes: Sequence[bytes] | None,
        claims: Iterable[Claim] = (),
        names: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`hashes` are the recorded ones, None where only heads testify; `names` (kind, subject) are
        those of deleted entries, if another copy of the log tells them."""
        self.frontier = Frontier()
        self._size, self._recorded = size, hashes is not None
        self._hashes, self._names = hashes or (), names
        self._claims = sorted(claims, key=lambda claim: claim.head.size)
        self._places: dict[bytes, int] = {}
        self._fitting = 0
        self._contradicted: set[str] = set()
        self._dated: datetime | None = None
        self._next_claim = 0

    def rows(self, rows: Iterable[Row]) -> Iterator[Damage]:
        """Damages among `rows`, which come in the order of their index."""
        yield from self._compare()
        for row in rows:
            while self.frontier.size < row.index:
                yield from self._missing()
            yield from self._row(row)

    def end(self) -> Iterator[Damage]:
        """Damages known only when all rows have been seen."""
        while self.frontier.size < min(self._size, len(self._hashes)):
            yield from self._missing()
        for source, head in {claim.source: claim.head for claim in self._claims[self._next_claim :]}.items():
            text = f"{source} counts {head.size} entries, only {self.frontier.size} are here"
            yield Damage(None, "", "", text)

    def _row(self, row: Row) -> Iterator[Damage]:
        found = leaf_hash(row.text)
        expected = self._hashes[row.index] if row.index < len(self._hashes) else b""
        if row.index >= self._size:
            yield Damage(row.index, row.kind, row.subject, "was added behind the end of the log")
        elif self._recorded and found != expected:
            yield Damage(row.index, row.kind, row.subject, self._verdict(found))
        if row.flaw:
            yield Damage(row.index, row.kind, row.subject, row.flaw)
        if self._dated and row.at < self._dated - TOLERANCE:
            text = f"is dated {row.at:%Y-%m-%d %H:%M} but was not there yet on {self._dated:%Y-%m-%d %H:%M}"
            yield Damage(row.index, row.kind, row.subject, text)
        self.frontier.append(found)
        yield from self._compare()

    def _verdict(self, found: bytes) -> str:
        if not self._places:
            self._places = {entry: index for index, entry in enumerate(self._hashes)}
        if found in self._places:
            return f"stands in the wrong place, it was recorded as entry {self._places[found]}"
        return "its content or its time was changed after it was recorded"

    def _missing(self) -> Iterator[Damage]:
        """The stored hash keeps the place, so that what follows can still be compared."""
        index = self.frontier.size
        self.frontier.append(self._hashes[index] if index < len(self._hashes) else b"")
        kind, subject = self._names[index] if index < len(self._names) else ("", "")
        yield Damage(index, kind, subject, "was deleted")
        yield from self._compare()

    def _compare(self) -> Iterator[Damage]:
        size = self.frontier.size
        while self._next_claim < len(self._claims) and self._claims[self._next_claim].head.size <= size:
            claim = self._claims[self._next_claim]
            self._next_claim += 1
            if claim.head.root == self.frontier.root():
                self._fitting = size
                self._dated = _time(claim.head.at) or self._dated
            elif claim.source not in self._contradicted:
                self._contradicted.add(claim.source)
                text = f"{claim.source} over {size} entries does not fit: something changed"
                yield Damage(None, "", "", f"{text} among the entries {self._fitting} to {size - 1}")


def signed(head: Checkpoint, key: str) -> bool:
    """Whether `key` signed the head; a malformed key signed nothing."""
    try:
        return head.note.signed_by(key)
    except BadNote:
        return False


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
