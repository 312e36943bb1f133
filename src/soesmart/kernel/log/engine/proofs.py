# SPDX-License-Identifier: EUPL-1.2
"""Which subtrees prove inclusion and consistency (RFC 6962, 2.1.1–2.1.2), and checking such proofs
(RFC 9162, 2.1.3.2 and 2.1.4.2)."""

from collections.abc import Sequence

from soesmart.kernel.log.engine.tree import node_hash

Range = tuple[int, int]
"""Leaves from (inclusive) and to (exclusive)."""


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Subtrees whose hashes lead from leaf `index` to the root over `size` leaves, nearest first."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} is not in a tree of {size}")
    ranges, start, end = [], 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """Subtrees whose hashes prove that the tree of `old` leaves is the beginning of that of `new`."""
    if not 0 <= old <= new:
        raise IndexError(f"a tree of {new} leaves cannot contain one of {old}")
    if old in {0, new}:
        return []
    ranges, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, whole = middle, False
    if not whole:
        ranges.append((start, end))
    return ranges[::-1]


def perfect_parts(part: Range) -> list[tuple[int, int]]:
    """(level, index) of the perfect subtrees a range of a proof consists of, largest first."""
    start, end = part
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` shows that `leaf` stands at `index` of the tree with this size and root."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the old tree is the beginning of the new one."""
    if old > new or old < 0:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _left(size: int) -> int:
    """The largest power of two below `size`: how many leaves stand on the left."""
    return 1 << (size - 1).bit_length() - 1
