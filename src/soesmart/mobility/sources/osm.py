# SPDX-License-Identifier: EUPL-1.2
"""Streets and addresses from an extract of OpenStreetMap (.osm.pbf and what pyosmium reads besides)."""

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from soesmart.mobility.engine.address_table import Addresses, House, Named, address_table
from soesmart.mobility.engine.footpaths import metres
from soesmart.mobility.engine.ground import blocks_wheels, costs
from soesmart.mobility.engine.streets import PROFILES, Segments

_SETTLEMENTS = frozenset(
    ["city", "town", "village", "suburb", "quarter", "neighbourhood", "hamlet", "borough"]
)
_BUSINESS = ("amenity", "shop", "office", "tourism", "healthcare", "craft")


class UnreadableExtract(ValueError):
    """The file is no extract that can be read."""


@dataclass(frozen=True, slots=True)
class Extract:
    """© OpenStreetMap contributors. `segments`: every piece between two neighbouring nodes of a way somebody
    may use. `addresses`: named streets and house numbers."""

    segments: Segments
    addresses: Addresses | None


def read_extract(path: Path) -> Extract:
    """One pass over the file, and a second one where a building of several parts has a number."""
    import osmium

    found = _Found()
    read = osmium.filter.KeyFilter("highway", "kerb", "barrier", "addr:housenumber", "place")
    try:
        for thing in osmium.FileProcessor(str(path)).with_locations().with_filter(read):
            tags = {tag.k: tag.v for tag in thing.tags}
            if isinstance(thing, osmium.osm.Node):
                found.take_node(thing, tags)
            elif isinstance(thing, osmium.osm.Way):
                found.take_way(thing, tags)
            elif isinstance(thing, osmium.osm.Relation) and _numbered(tags):
                outer = next((m.ref for m in thing.members if m.type == "w" and m.role == "outer"), None)
                if outer is not None:
                    found.of_parts.setdefault(outer, []).append(tags)
        if found.of_parts:
            _take_parts(path, found)
    except (RuntimeError, ValueError) as error:
        raise UnreadableExtract(f"{path.name} ist nicht als OpenStreetMap-Auszug lesbar: {error}") from error
    if not found.one:
        raise UnreadableExtract(f"{path.name} enthält keine Straße.")
    return Extract(_segments(found), address_table(found.named))


def _take_parts(path: Path, found: "_Found") -> None:
    """Relations come after the ways they are made of: these are read again."""
    import osmium

    source = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
    parts = source.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    for way in parts.with_filter(osmium.filter.IdFilter(found.of_parts)):
        for tags in found.of_parts[way.id]:
            found.take_house(tags, _points(way), rank=1)


def _numbered(tags: Mapping[str, str]) -> bool:
    return "addr:housenumber" in tags and ("addr:street" in tags or "addr:place" in tags)


def _points(way: Any) -> list[tuple[float, float]]:
    return [(node.lat, node.lon) for node in way.nodes if node.location.valid()]


@dataclass(slots=True)
class _Found:
    """What was read so far: columns of numbers, and each kind of way once."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    lats: "array[float]" = field(default_factory=lambda: array("d"))
    lons: "array[float]" = field(default_factory=lambda: array("d"))
    one: "array[int]" = field(default_factory=lambda: array("q"))
    other: "array[int]" = field(default_factory=lambda: array("q"))
    kinds: "array[int]" = field(default_factory=lambda: array("l"))
    kind_of: dict[tuple[float, ...], int] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    named: Named = field(default_factory=Named)
    of_parts: dict[int, list[Mapping[str, str]]] = field(default_factory=dict)
    """Tags of numbered relations by the outer way that stands for them."""

    def take_node(self, node: Any, tags: Mapping[str, str]) -> None:
        if blocks_wheels(tags):
            self.blocked.add(node.id)
        if tags.get("place") in _SETTLEMENTS and "name" in tags:
            self.named.settlements.append((tags["name"], node.lat, node.lon))
        if _numbered(tags):
            # A door is where one enters; a shop's node lies anywhere in the house.
            rank = 0 if "entrance" in tags else 2 if any(key in tags for key in _BUSINESS) else 1
            self.take_house(tags, [(node.lat, node.lon)], rank)

    def take_way(self, way: Any, tags: Mapping[str, str]) -> None:
        if _numbered(tags):
            self.take_house(tags, _points(way), rank=1)
        price = costs(tags) if "highway" in tags else None
        if price is None:
            return
        if "name" in tags:
            self.named.add_way(tags["name"], _points(way))
        key = tuple(value for name in PROFILES for value in price[name])
        kind = self.kind_of.setdefault(key, len(self.kind_of))
        before = 0
        for node in way.nodes:
            if not node.location.valid():
                before = 0
                continue
            if node.ref not in self.seen:
                self.seen.add(node.ref)
                self.ids.append(node.ref)
                self.lats.append(node.lat)
                self.lons.append(node.lon)
            if before:
                self.one.append(before)
                self.other.append(node.ref)
                self.kinds.append(kind)
            before = node.ref

    def take_house(self, tags: Mapping[str, str], points: Sequence[tuple[float, float]], rank: int) -> None:
        if not points:
            return
        lat, lon = _centroid(points)
        places = (tags.get(f"addr:{key}") for key in ("suburb", "hamlet", "city"))
        self.named.houses.append(
            House(
                tags.get("addr:street") or tags["addr:place"], tags["addr:housenumber"], lat, lon,
                next((place for place in places if place), ""), tags.get("addr:postcode", ""), rank,
            )
        )  # fmt: skip


def _centroid(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of the area of a closed ring, else the middle of the points."""
    first = points[0]
    if len(points) > 3 and first == points[-1]:
        area = lat = lon = 0.0
        ring = [(a - first[0], b - first[1]) for a, b in points]
        for (a, b), (c, d) in pairwise(ring):
            cross = a * d - c * b
            area, lat, lon = area + cross, lat + (a + c) * cross, lon + (b + d) * cross
        if area:
            return first[0] + lat / (3 * area), first[1] + lon / (3 * area)
    count = len(points)
    return sum(a for a, _ in points) / count, sum(b for _, b in points) / count


def _segments(found: _Found) -> Segments:
    keys, lat, lon = np.array(found.ids, np.int64), np.array(found.lats), np.array(found.lons)
    order = np.argsort(keys)
    a = order[np.searchsorted(keys[order], np.array(found.one, np.int64))].astype(np.int32)
    b = order[np.searchsorted(keys[order], np.array(found.other, np.int64))].astype(np.int32)
    length = metres(lat[a], lon[a], lat[b], lon[b])
    price = np.array(list(found.kind_of))[np.array(found.kinds, np.int64)]
    wheels = np.isin(keys, np.fromiter(found.blocked, np.int64, len(found.blocked)))
    there, back = {}, {}
    for at, name in enumerate(PROFILES):
        forth, home = price[:, 2 * at] * length, price[:, 2 * at + 1] * length
        if name == "wheelchair":
            stopped = wheels[a] | wheels[b]
            forth, home = np.where(stopped, math.inf, forth), np.where(stopped, math.inf, home)
        there[name], back[name] = forth.astype(np.float32), home.astype(np.float32)
    return Segments(lat, lon, a, b, there, back)
