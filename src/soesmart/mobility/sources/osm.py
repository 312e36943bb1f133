# SPDX-License-Identifier: EUPL-1.2
"""Segments of streets from an extract of OpenStreetMap (.osm.pbf and what pyosmium reads besides)."""

import math
from array import array
from pathlib import Path

import numpy as np

from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.engine.ground import blocks_wheels, costs
from soesmart.mobility.engine.streets import PROFILES, Segments


class UnreadableExtract(ValueError):
    """The file is no extract that can be read."""


def read_segments(path: Path) -> Segments:  # noqa: C901 (one pass over the file)
    """Every piece between two neighbouring nodes of a way somebody may use. © OpenStreetMap contributors."""
    import osmium

    ids, lats, lons = array("q"), array("d"), array("d")
    one, other = array("q"), array("q")
    kinds, kind_of = array("l"), {}
    kept: list[tuple[float, ...]] = []
    blocked: set[int] = set()
    seen: set[int] = set()
    try:
        source = osmium.FileProcessor(str(path)).with_locations()
        for thing in source.with_filter(osmium.filter.KeyFilter("highway", "kerb", "barrier")):
            tags = {tag.k: tag.v for tag in thing.tags}
            if isinstance(thing, osmium.osm.Node):
                if blocks_wheels(tags):
                    blocked.add(thing.id)
            elif isinstance(thing, osmium.osm.Way):
                price = costs(tags)
                if price is None:
                    continue
                key = tuple(value for name in PROFILES for value in price[name])
                if key not in kind_of:
                    kind_of[key] = len(kept)
                    kept.append(key)
                before = 0
                for node in thing.nodes:
                    if not node.location.valid():
                        before = 0
                        continue
                    if node.ref not in seen:
                        seen.add(node.ref)
                        ids.append(node.ref)
                        lats.append(node.lat)
                        lons.append(node.lon)
                    if before:
                        one.append(before)
                        other.append(node.ref)
                        kinds.append(kind_of[key])
                    before = node.ref
    except (RuntimeError, ValueError) as error:
        raise UnreadableExtract(f"{path.name} ist nicht als OpenStreetMap-Auszug lesbar: {error}") from error
    if not one:
        raise UnreadableExtract(f"{path.name} enthält keine Straße.")
    return _segments(ids, lats, lons, one, other, kinds, kept, blocked)


def _segments(
    ids: "array[int]",
    lats: "array[float]",
    lons: "array[float]",
    one: "array[int]",
    other: "array[int]",
    kinds: "array[int]",
    kept: list[tuple[float, ...]],
    blocked: set[int],
) -> Segments:
    keys, lat, lon = np.array(ids, np.int64), np.array(lats), np.array(lons)
    order = np.argsort(keys)
    a = order[np.searchsorted(keys[order], np.array(one, np.int64))].astype(np.int32)
    b = order[np.searchsorted(keys[order], np.array(other, np.int64))].astype(np.int32)
    length = metres(lat[a], lon[a], lat[b], lon[b])
    price = np.array(kept)[np.array(kinds, np.int64)]
    wheels = np.isin(keys, np.fromiter(blocked, np.int64, len(blocked)))
    there, back = {}, {}
    for at, name in enumerate(PROFILES):
        forth, home = price[:, 2 * at] * length, price[:, 2 * at + 1] * length
        if name == "wheelchair":
            stopped = wheels[a] | wheels[b]
            forth, home = np.where(stopped, math.inf, forth), np.where(stopped, math.inf, home)
        there[name], back[name] = forth.astype(np.float32), home.astype(np.float32)
    return Segments(lat, lon, a, b, there, back)
