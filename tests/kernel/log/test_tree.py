# SPDX-License-Identifier: EUPL-1.2
import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.kernel.log.engine import tiles
from soesmart.kernel.log.engine.proofs import consistency_ranges, consistent, includes, inclusion_ranges
from soesmart.kernel.log.engine.tree import EMPTY_ROOT, Frontier, leaf_hash
from tests.kernel.log import reference

# The eight inputs and roots of the Certificate Transparency project's reference tests (merkle_tree_test).
CT_INPUTS = [
    bytes.fromhex(x)
    for x in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def stored(leaves):
    return tiles.append(0, {}, [leaf_hash(leaf) for leaf in leaves])


def some_leaves(count):
    return [number.to_bytes(3) for number in range(count)]


def test_roots_of_the_certificate_transparency_reference():
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for leaf, root in zip(CT_INPUTS, CT_ROOTS, strict=True):
        frontier.append(leaf_hash(leaf))
        assert frontier.root().hex() == root


def test_roots_of_an_independent_implementation():
    other, frontier = pymerkle.InmemoryTree(algorithm="sha256"), Frontier()
    for leaf in some_leaves(300):
        other.append_entry(leaf)
        frontier.append(leaf_hash(leaf))
        assert frontier.root() == other.get_root()


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_frontier_and_tiles_give_the_root_of_the_rfc(leaves):
    frontier = Frontier()
    frontier.extend(map(leaf_hash, leaves))
    assert frontier.root() == reference.mth(leaves)
    assert tiles.hash_of((0, len(leaves)), stored(leaves)) == reference.mth(leaves)


@settings(max_examples=40)
@given(st.integers(1, 700), st.data())
def test_proofs_are_those_of_the_rfc_and_verify(size, data):
    leaves, index = some_leaves(size), data.draw(st.integers(0, size - 1))
    held, root = stored(leaves), reference.mth(leaves)
    ranges = inclusion_ranges(index, size)
    assert tiles.needed(ranges) <= held.keys()
    found = [tiles.hash_of(part, held) for part in ranges]
    assert found == reference.path(index, leaves)
    assert includes(leaf_hash(leaves[index]), index, size, found, root)

    old = data.draw(st.integers(1, size))
    found = [tiles.hash_of(part, held) for part in consistency_ranges(old, size)]
    assert found == reference.proof(old, leaves)
    assert consistent(old, reference.mth(leaves[:old]), size, root, found)


@pytest.mark.parametrize("size", range(1, 18))
def test_no_proof_fits_another_leaf_place_size_or_root(size):
    leaves = some_leaves(size)
    root = reference.mth(leaves)
    for index in range(size):
        found = reference.path(index, leaves)
        leaf = leaf_hash(leaves[index])
        assert not includes(leaf_hash(b"other"), index, size, found, root)
        assert not includes(leaf, index, size, found, reference.mth([*leaves, b"x"]))
        assert not includes(leaf, index, size, [*found, root], root)
        assert not includes(leaf, size, size, found, root)
        for wrong in set(range(size)) - {index}:
            assert not includes(leaf, wrong, size, found, root)
        for damaged in range(len(found)):
            assert not includes(leaf, index, size, [*found[:damaged], bytes(32), *found[damaged + 1 :]], root)


@pytest.mark.parametrize("size", range(2, 18))
def test_no_consistency_proof_fits_another_tree(size):
    leaves = some_leaves(size)
    root = reference.mth(leaves)
    for old in range(1, size):
        found, old_root = reference.proof(old, leaves), reference.mth(leaves[:old])
        changed = reference.mth([b"changed", *leaves[1:old]])
        assert not consistent(old, changed, size, root, found)
        assert not consistent(old, old_root, size, bytes(32), found)
        assert not consistent(old, old_root, size, root, found[:-1])
        assert not consistent(old, old_root, size, root, [*found, root])
    assert not consistent(size, root, size - 1, root, [])


def test_asking_beyond_the_tree_is_an_error():
    with pytest.raises(IndexError):
        inclusion_ranges(3, 3)
    with pytest.raises(IndexError):
        consistency_ranges(4, 3)
    with pytest.raises(LookupError):
        tiles.hash_of((0, 300), stored(some_leaves(200)))


@settings(max_examples=20)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=5))
def test_growing_piece_by_piece_needs_only_the_edge(pieces):
    leaves, held, size = some_leaves(sum(pieces)), {}, 0
    for piece in pieces:
        known = {place: held[place] for place in tiles.edge(size)}
        held |= tiles.append(size, known, map(leaf_hash, leaves[size : size + piece]))
        size += piece
    assert held == stored(leaves)


def test_a_tree_of_three_levels_of_tiles():
    leaves = [number.to_bytes(3) for number in range(65_536 + 257)]
    held = stored(leaves)
    assert {level for level, _ in held} == {0, 1, 2}
    frontier = Frontier()
    frontier.extend(map(leaf_hash, leaves))
    assert tiles.hash_of((0, len(leaves)), held) == frontier.root()
    index = 40_000
    found = [tiles.hash_of(part, held) for part in inclusion_ranges(index, len(leaves))]
    assert includes(leaf_hash(leaves[index]), index, len(leaves), found, frontier.root())
    assert len(tiles.needed(inclusion_ranges(index, len(leaves)))) <= 6
