# SPDX-License-Identifier: EUPL-1.2
import stat

import pytest

from soesmart.kernel.log.actions import NotTheSameLog, erase, integrate, sign_head, start_origin
from soesmart.kernel.log.actions.keys import KeyMissing, key_path
from soesmart.kernel.log.engine.checkpoint import read_checkpoint
from soesmart.kernel.log.models import Head, Leaf, Origin, Pending, Tile
from soesmart.kernel.log.queries import content_version
from soesmart.kernel.log.rows import leaf_bytes
from soesmart.kernel.log.tasks import publish_head, sequence
from tests.kernel.log import reference

pytestmark = pytest.mark.django_db


def test_pending_rows_become_leaves_in_order_and_once(fill):
    fill(7)
    version = content_version()
    assert integrate(limit=5) == 5
    assert integrate(limit=5) == 2
    assert integrate() == 0
    assert not Pending.objects.exists()
    leaves = list(Leaf.objects.order_by("number"))
    assert [leaf.number for leaf in leaves] == list(range(8))
    assert [leaf.kind for leaf in leaves] == ["log.origin"] + ["note"] * 7
    assert [leaf.version for leaf in leaves[1:]] == list(range(7))
    assert content_version() == version + 1  # the leaf that begins the log


def test_the_signed_root_is_the_rfc_root_over_the_stored_leaves(fill):
    fill(300)
    publish_head()
    fill(5)
    publish_head()
    for head in Head.objects.all():
        stated = read_checkpoint(head.note)
        leaves = [leaf_bytes(leaf) for leaf in Leaf.objects.order_by("number")[: head.size]]
        assert stated.size == len(leaves) == head.size
        assert stated.root == reference.mth(leaves)
        assert stated.note.signed_by(Origin.objects.get().public_key)
    assert [head.size for head in Head.objects.order_by("size")] == [301, 306]


def test_nothing_new_no_new_head():
    assert sign_head() == sign_head()
    assert Head.objects.count() == 1


def test_the_key_is_outside_the_database_and_the_owners_alone():
    integrate()
    path = key_path(Origin.objects.get().name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.unlink()
    with pytest.raises(KeyMissing, match="safe copy"):
        sign_head()


def test_erasing_an_integrated_entry_leaves_the_tree_as_it_was(fill):
    fill(3)
    sequence()
    before = [leaf_bytes(leaf) for leaf in Leaf.objects.order_by("number")]
    assert erase("note", "a") == 3
    assert [leaf_bytes(leaf) for leaf in Leaf.objects.order_by("number")] == before
    assert not Leaf.objects.filter(personal__contains="Text").exists()
    assert {bytes(leaf.salt) for leaf in Leaf.objects.all()} == {b""}


def test_a_crash_in_the_middle_of_integrating_changes_nothing(monkeypatch, fill):
    fill(4)
    integrate(limit=2)
    before = Leaf.objects.count(), Tile.objects.count(), Pending.objects.count(), Origin.objects.get().size

    def crash(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("soesmart.kernel.log.actions.sequencing.Pending.objects.filter", crash)
    with pytest.raises(KeyboardInterrupt):
        integrate()
    monkeypatch.undo()
    assert before == (
        Leaf.objects.count(),
        Tile.objects.count(),
        Pending.objects.count(),
        Origin.objects.get().size,
    )


def test_a_new_origin_names_the_old_one(fill):
    fill(4)
    publish_head()
    old = Origin.objects.get()
    saved = sign_head()
    fill(2, subject="b")
    name = start_origin(previous=saved)
    new = Origin.objects.get(name=name)
    first = Leaf.objects.get(number=new.first)
    assert new.first == 5
    assert new.public_key != old.public_key
    assert f'"origin":"{old.name}"' in first.public
    sequence()
    assert Leaf.objects.filter(origin=new).count() == 3
    assert read_checkpoint(sign_head()).origin == name


def test_a_new_origin_refuses_a_head_that_does_not_fit(fill):
    fill(2)
    publish_head()
    saved = sign_head()
    with pytest.raises(NotTheSameLog, match="is of log"):
        start_origin(saved.replace("soesmart-", "other-"))
    with pytest.raises(NotTheSameLog, match="later backup"):
        start_origin(saved.replace("\n3\n", "\n4\n"))
    with pytest.raises(NotTheSameLog, match="not those"):
        start_origin(saved.replace("\n3\n", "\n2\n"))
    assert Origin.objects.count() == 1
