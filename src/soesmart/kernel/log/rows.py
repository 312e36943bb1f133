# SPDX-License-Identifier: EUPL-1.2
"""Between stored rows and the engine: shared by actions, queries and checks."""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q

from soesmart.kernel.log.engine.leaf import leaf_text
from soesmart.kernel.log.engine.tiles import TileId
from soesmart.kernel.log.models import Entry, Tile


def leaf_bytes(row: Entry) -> bytes:
    """What is hashed for an entry."""
    text = leaf_text(row.kind, row.subject, row.version, row.at, row.public, row.commitment or None)
    return text.encode("utf-8")


def load_tiles(origin: int, wanted: Collection[TileId]) -> dict[TileId, bytes]:
    """The wanted tiles of a tree, in one query."""
    if not wanted:
        return {}
    places = reduce(or_, (Q(level=level, index=index) for level, index in wanted))
    rows = Tile.objects.filter(places, origin=origin).values_list("level", "index", "hashes")
    return {(level, index): bytes(data) for level, index, data in rows}
