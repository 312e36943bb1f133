# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.kernel.log import queries
from soesmart.kernel.log.actions import start_origin
from soesmart.kernel.log.tasks import publish_head, sequence

pytestmark = pytest.mark.django_db


def test_history_tells_what_waits_too(fill):
    fill(2)
    sequence()
    fill(1)
    found = queries.history("note", "a")
    assert [(entry.version, entry.index) for entry in found] == [(0, 1), (1, 2), (0, None)]
    assert found[0].public == {"n": 0}
    assert len(found[0].commitment) == 64


def test_the_newest_come_first(fill):
    fill(5)
    sequence()
    assert [entry.index for entry in queries.newest_entries(limit=2)] == [5, 4]


def test_summary_of_an_empty_and_of_a_used_log(fill):
    empty = queries.summary()
    assert (empty.leaves, empty.pending, empty.oldest_pending, empty.head, empty.origins) == (
        0,
        0,
        None,
        None,
        (),
    )
    fill(3)
    publish_head()
    start_origin()
    fill(2)
    used = queries.summary()
    assert (used.leaves, used.pending, used.promised_seconds) == (5, 2, 60)
    assert used.oldest_pending is not None
    assert used.head.size == 4
    assert [tree.size for tree in used.origins] == [4, 1]


def test_the_key_figures_need_four_queries(fill, django_assert_num_queries):
    fill(3)
    publish_head()
    with django_assert_num_queries(4):
        queries.summary()


def test_a_proof_in_an_old_tree_is_under_its_own_head(fill):
    fill(3)
    publish_head()
    old = queries.latest_head()
    start_origin()
    publish_head()
    proof = queries.inclusion("note", "a", 1)
    assert proof.head == old
    assert proof.entry.index == 2


def test_more_rows_need_no_more_queries(fill, django_assert_num_queries):
    fill(300)
    publish_head()
    with django_assert_num_queries(1):
        assert len(queries.entries(0, 500)) == 301
    with django_assert_num_queries(3):
        queries.inclusion("note", "a", 7)
