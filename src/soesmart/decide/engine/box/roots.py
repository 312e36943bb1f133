# SPDX-License-Identifier: EUPL-1.2
"""One hash over many: of the roll, of a batch of ballots, of the whole box. Merkle trees as in RFC 6962,
over sorted entries: what comes first says nothing about who came first."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from soesmart.kernel.log.engine.proofs import includes, inclusion_ranges
from soesmart.kernel.log.engine.tree import Frontier, leaf_hash


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is among those under a root. Hashes in hexadecimal."""

    index: int
    size: int
    path: tuple[str, ...]
    root: str


def mark_of(receipt: str, choices: str) -> str:
    """The check value of a ballot: SHA-256 over the canonical JSON of its receipt number and its choices."""
    text = json.dumps({"ballot": choices, "receipt": receipt}, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def root_of(entries: Iterable[str]) -> str:
    """The root over the sorted entries (hexadecimal texts)."""
    tree = Frontier()
    tree.extend(leaf_hash(bytes.fromhex(entry)) for entry in sorted(entries))
    return tree.root().hex()


def prove(entries: Sequence[str], entry: str) -> Proof:
    """That `entry` is one of `entries`; raises ValueError when it is not."""
    ordered = sorted(entries)
    index = ordered.index(entry)
    path = tuple(_root(ordered[start:end]) for start, end in inclusion_ranges(index, len(ordered)))
    return Proof(index, len(ordered), path, _root(ordered))


def holds(entry: str, proof: Proof) -> bool:
    """Whether the proof shows the entry under its root."""
    path = [bytes.fromhex(step) for step in proof.path]
    leaf = leaf_hash(bytes.fromhex(entry))
    return includes(leaf, proof.index, proof.size, path, bytes.fromhex(proof.root))


def _root(ordered: Sequence[str]) -> str:
    tree = Frontier()
    tree.extend(leaf_hash(bytes.fromhex(entry)) for entry in ordered)
    return tree.root().hex()
