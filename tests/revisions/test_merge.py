# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from soesmart.revisions.engine.merge import MISSING, changes, merge, put

LEAVES = st.one_of(
    st.integers(0, 3), st.sampled_from(["a", "b", ""]), st.none(), st.lists(st.integers(0, 2), max_size=2)
)
SNAPSHOTS = st.dictionaries(
    st.sampled_from("pqr"),
    st.one_of(LEAVES, st.dictionaries(st.sampled_from("xy"), LEAVES, max_size=2)),
    max_size=3,
)


def test_what_only_one_side_changed_is_taken():
    base = {"title": {"de": "Alt", "en": "Old"}, "sdgs": [11]}
    current = {"title": {"de": "Neu", "en": "Old"}, "sdgs": [11]}
    mine = {"title": {"de": "Alt", "en": "New"}, "sdgs": [11, 13]}
    found = merge(base, current, mine)
    assert found.merged == {"title": {"de": "Neu", "en": "New"}, "sdgs": [11, 13]}
    assert not found.conflicts


def test_what_both_changed_waits_for_a_person():
    found = merge({"a": 1}, {"a": 2}, {"a": 3})
    (conflict,) = found.conflicts
    assert (conflict.path, conflict.base, conflict.current, conflict.mine) == (("a",), 1, 2, 3)
    assert found.merged == {"a": 2}


def test_the_same_change_twice_is_no_conflict():
    assert not merge({"a": 1}, {"a": 2}, {"a": 2}).conflicts


def test_true_is_not_one():
    assert [change.path for change in changes({"a": True}, {"a": 1})] == [("a",)]


def test_taking_away_a_key():
    (change,) = changes({"a": {"x": 1, "y": 2}}, {"a": {"x": 1}})
    assert (change.path, change.after) == (("a", "y"), MISSING)


@given(SNAPSHOTS, SNAPSHOTS)
def test_nothing_changed_there_means_all_of_mine(base: dict[str, Any], mine: dict[str, Any]):
    found = merge(base, base, mine)
    assert found.merged == mine
    assert not found.conflicts


@given(SNAPSHOTS, SNAPSHOTS)
def test_nothing_changed_here_means_all_of_theirs(base: dict[str, Any], current: dict[str, Any]):
    found = merge(base, current, base)
    assert found.merged == current
    assert not found.conflicts


@given(SNAPSHOTS, SNAPSHOTS, SNAPSHOTS)
def test_choosing_mine_everywhere_keeps_all_my_changes(
    base: dict[str, Any], current: dict[str, Any], mine: dict[str, Any]
):
    found = merge(base, current, mine)
    for conflict in found.conflicts:
        put(found.merged, conflict.path, conflict.mine)
    for change in found.mine:
        at: Any = found.merged
        for key in change.path[:-1]:
            at = at.get(key, {}) if isinstance(at, dict) else {}
        assert (at.get(change.path[-1], MISSING) if isinstance(at, dict) else MISSING) == change.after
