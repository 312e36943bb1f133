# SPDX-License-Identifier: EUPL-1.2
"""A tree stored as tiles: up to 256 neighbouring hashes, of every eighth level only.

Appending touches the tiles at the right edge, a proof reads two tiles per stored level, and the hashes
need 32 bytes and a bit per leaf. The division is that of C2SP tlog-tiles.
"""

from collections.abc import Iterable, Mapping

from soesmart.kernel.log.engine.proofs import Range, perfect_parts
from soesmart.kernel.log.engine.tree import EMPTY_ROOT, HASH_BYTES, fold_perfect, join

HEIGHT = 8
WIDTH = 1 << HEIGHT

TileId = tuple[int, int]
"""(level, index), level in steps of HEIGHT."""


def edge(size: int) -> set[TileId]:
    """The tiles that are begun but not full in a tree of `size` leaves: what appending must know."""
    found, level, entries = set(), 0, size
    while entries:
        if entries % WIDTH:
            found.add((level, entries // WIDTH))
        level, entries = level + 1, entries // WIDTH
    return found


def append(size: int, tiles: Mapping[TileId, bytes], leaves: Iterable[bytes]) -> dict[TileId, bytes]:
    """The tiles that are new or have grown when `leaves` (their hashes) come after `size` others."""
    changed: dict[TileId, bytearray] = {}
    counts = [size]
    for leaf in leaves:
        level, entry = 0, leaf
        while True:
            if level == len(counts):
                counts.append(size >> HEIGHT * level)
            place = (level, counts[level] // WIDTH)
            tile = changed.setdefault(place, bytearray(tiles.get(place, b"")))
            tile += entry
            counts[level] += 1
            if counts[level] % WIDTH:
                break
            level, entry = level + 1, fold_perfect(split(tile))
    return {place: bytes(tile) for place, tile in changed.items()}


def split(tile: bytes | bytearray) -> list[bytes]:
    """The hashes in a tile."""
    return [bytes(tile[start : start + HASH_BYTES]) for start in range(0, len(tile), HASH_BYTES)]


def needed(ranges: Iterable[Range]) -> set[TileId]:
    """The tiles from which `hash_of` can compute every one of the ranges."""
    return {_home(level, index)[:2] for part in ranges for level, index in perfect_parts(part)}


def hash_of(part: Range, tiles: Mapping[TileId, bytes]) -> bytes:
    """Root over a range of leaves as it occurs in a proof; `(0, size)` gives the root of the tree."""
    if part[0] == part[1]:
        return EMPTY_ROOT
    hashes = []
    for level, index in perfect_parts(part):
        tile_level, tile_index, first, count = _home(level, index)
        tile = tiles.get((tile_level, tile_index), b"")
        entries = split(tile[first * HASH_BYTES : (first + count) * HASH_BYTES])
        if len(entries) != count:
            raise LookupError(f"tile {tile_level}/{tile_index} lacks entries")
        hashes.append(fold_perfect(entries))
    return join(hashes)


def _home(level: int, index: int) -> tuple[int, int, int, int]:
    """Tile level, tile index, first entry and number of entries that make up a perfect subtree."""
    tile_level, above = divmod(level, HEIGHT)
    entry = index << above
    return tile_level, entry // WIDTH, entry % WIDTH, 1 << above
