# SPDX-License-Identifier: EUPL-1.2
"""Merkle tree hashes as in RFC 6962, section 2.1."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def fold_perfect(hashes: Sequence[bytes]) -> bytes:
    """Root over 1, 2, 4, 8 … neighbouring hashes of one level."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


def join(parts: Sequence[bytes]) -> bytes:
    """Root over perfect subtrees that stand side by side, largest first."""
    root = parts[-1]
    for part in reversed(parts[:-1]):
        root = node_hash(part, root)
    return root


class Frontier:
    """The perfect subtrees a growing tree consists of: O(log n) memory, O(1) amortised per leaf."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        part, size = leaf, self.size
        while size & 1:
            part = node_hash(self._parts.pop(), part)
            size >>= 1
        self._parts.append(part)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        return join(self._parts) if self._parts else EMPTY_ROOT
