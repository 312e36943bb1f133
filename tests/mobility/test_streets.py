# SPDX-License-Identifier: EUPL-1.2
import math

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from soesmart.mobility.engine.ground import blocks_wheels, costs
from soesmart.mobility.engine.streets import PROFILES, Segments, Snapped, graph, street_ways, turned
from soesmart.mobility.sources.osm import UnreadableExtract, read_extract


def pace(profile, **tags):
    found = costs(tags)
    return (
        None if found is None else tuple(round(cost * PROFILES[profile] / 3.6, 2) for cost in found[profile])
    )


def test_wheels_avoid_steps_rough_ground_and_steep_ways():
    assert pace("wheelchair", highway="steps") == (math.inf, math.inf)
    assert pace("wheelchair", highway="footway", surface="cobblestone") == (math.inf, math.inf)
    assert pace("wheelchair", highway="footway", incline="9%") == (math.inf, math.inf)
    assert pace("wheelchair", highway="footway", surface="sett") == (1.5, 1.5)
    assert pace("wheelchair", highway="footway", surface="asphalt") == (1.0, 1.0)
    assert blocks_wheels({"kerb": "raised"}) and not blocks_wheels({"kerb": "lowered"})


def test_bikes_keep_to_the_direction_or_are_pushed():
    there, back = pace("bike", highway="residential", oneway="yes")
    assert there == 1.0 and back > 3
    assert pace("bike", highway="residential", oneway="yes", **{"oneway:bicycle": "no"}) == (1.0, 1.0)


def test_motorways_and_private_ways_are_nobodys():
    assert costs({"highway": "motorway"}) is None
    assert costs({"highway": "service", "access": "private", "foot": "no"}) is None


def test_the_contracted_graph_gives_what_the_whole_one_gives(shared):
    """Every way between points of a real extract against Dijkstra on its uncontracted segments."""
    segments = read_extract(shared / "data/mobility/germany_small/deufringen-minimal.osm.pbf").segments
    for profile in PROFILES:
        streets = graph(segments, profile)
        chosen = np.arange(0, len(streets.lat), max(1, len(streets.lat) // 40))
        places = Snapped(chosen.astype(np.int32), np.zeros(len(chosen), np.float32))
        ways = street_ways(streets, places, places, 20)
        usable = np.isfinite(segments.there[profile]) | np.isfinite(segments.back[profile])
        nodes = np.unique(np.r_[segments.one[usable], segments.other[usable]])
        wanted = _whole(segments, profile, nodes[chosen])
        got = np.full(wanted.shape, np.inf)
        rows = np.repeat(np.arange(len(chosen)), np.diff(ways.pointer))
        got[rows, ways.target] = ways.minutes
        within = wanted <= 19 * 60
        assert within.sum() > 100
        assert np.abs(got[within] - np.ceil((wanted[within] - 0.01) / 60)).max() <= 0


def uneven() -> Segments:
    """A long street with a crossing and a loop; each piece takes longer back than there."""
    one, other = np.arange(9, dtype=np.int32), np.arange(1, 10, dtype=np.int32)
    one, other = np.r_[one, 4, 10, 11].astype(np.int32), np.r_[other, 10, 11, 8].astype(np.int32)
    there = np.arange(20, 32, dtype=np.float32)
    back = (there * 2 + 7).astype(np.float32)
    lat = 51.5 + np.arange(12) * 0.001
    return Segments(lat, np.full(12, 8.0), one, other, {"walk": there}, {"walk": back})


def test_streets_walked_the_other_way_take_what_the_way_back_takes():
    streets = graph(uneven(), "walk")
    chosen = np.arange(len(streets.lat), dtype=np.int32)
    places = Snapped(chosen, np.linspace(0, 90, len(chosen)).astype(np.float32))
    there, back = (street_ways(one, places, places, 60) for one in (streets, turned(streets)))
    again = back.turned(len(chosen))
    assert len(there.target) > 2 * len(chosen)
    assert np.array_equal(there.pointer, again.pointer)
    assert np.array_equal(there.target, again.target)
    assert np.array_equal(there.minutes, again.minutes)
    assert not np.array_equal(there.minutes, back.minutes), "one way differs from the other"


def _whole(segments: Segments, profile, at):
    size = len(segments.lat)
    there, back = segments.there[profile], segments.back[profile]
    row, column = np.r_[segments.one, segments.other], np.r_[segments.other, segments.one]
    cost = np.r_[there, back].astype(float)
    good = np.isfinite(cost) & (row != column)
    order = np.argsort(-cost[good], kind="stable")
    dense = {}
    for a, b, c in zip(row[good][order], column[good][order], cost[good][order], strict=True):
        dense[a, b] = max(c, 1e-9)
    keys = np.array(list(dense))
    whole = coo_matrix((list(dense.values()), (keys[:, 0], keys[:, 1])), (size, size)).tocsr()
    return dijkstra(whole, indices=at)[:, at]


def test_what_is_no_extract_is_refused(tmp_path):
    path = tmp_path / "x.osm.pbf"
    path.write_bytes(b"nothing")
    with pytest.raises(UnreadableExtract):
        read_extract(path)
