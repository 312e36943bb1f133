# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence

from soesmart.kernel.log.engine import tiles
from soesmart.kernel.log.engine.tree import leaf_hash
from soesmart.kernel.log.models import Leaf, Origin, Pending, Tile
from soesmart.kernel.log.rows import leaf_bytes, load_tiles

_COPIED = ("ticket", "kind", "subject", "version", "at", "public", "commitment", "personal", "salt")


def append(origin: Origin, entries: Sequence[Pending]) -> None:
    """Write leaves and tiles. The caller holds the origin's lock and a transaction."""
    known = load_tiles(origin.pk, tiles.edge(origin.size))
    changed = tiles.append(origin.size, known, (leaf_hash(leaf_bytes(entry)) for entry in entries))
    number = origin.first + origin.size
    Leaf.objects.bulk_create(
        Leaf(number=number + offset, origin=origin, **{name: getattr(entry, name) for name in _COPIED})
        for offset, entry in enumerate(entries)
    )
    Tile.objects.bulk_create(
        (
            Tile(origin=origin, level=level, index=index, hashes=data)
            for (level, index), data in changed.items()
        ),
        update_conflicts=True,
        unique_fields=["origin", "level", "index"],
        update_fields=["hashes"],
    )
    origin.size += len(entries)
    origin.save(update_fields=["size"])
