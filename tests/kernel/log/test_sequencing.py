# SPDX-License-Identifier: EUPL-1.2
import stat
import threading

import pytest
from django.db import connection, transaction

from soesmart.kernel.log.actions import NotTheSameLog, erase, integrate, sign_head, stage, start_origin
from soesmart.kernel.log.actions.keys import KeyMissing, key_path
from soesmart.kernel.log.engine.checkpoint import read_checkpoint
from soesmart.kernel.log.models import Head, Leaf, Origin, Pending, Tile
from soesmart.kernel.log.queries import content_version
from soesmart.kernel.log.rows import leaf_bytes
from soesmart.kernel.log.tasks import publish_head, sequence
from tests.kernel.log import reference

pytestmark = pytest.mark.django_db


def fill(count, subject="a"):
    with transaction.atomic():
        for version in range(count):
            stage("note", subject, version, {"n": version}, {"text": f"Text {version}"})


def test_pending_rows_become_leaves_in_order_and_once():
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


def test_the_signed_root_is_the_rfc_root_over_the_stored_leaves():
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


def test_erasing_an_integrated_entry_leaves_the_tree_as_it_was():
    fill(3)
    sequence()
    before = [leaf_bytes(leaf) for leaf in Leaf.objects.order_by("number")]
    assert erase("note", "a") == 3
    assert [leaf_bytes(leaf) for leaf in Leaf.objects.order_by("number")] == before
    assert not Leaf.objects.filter(personal__contains="Text").exists()
    assert {bytes(leaf.salt) for leaf in Leaf.objects.all()} == {b""}


def test_a_crash_in_the_middle_of_integrating_changes_nothing(monkeypatch):
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


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_and_writers_at_once_neither_lose_nor_double():
    errors = []

    def run(work):
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    def write(name):
        for version in range(15):
            with transaction.atomic():
                stage("note", name, version, {}, {"text": name})

    def keep_sequencing():
        while any(thread.is_alive() for thread in writers) or Pending.objects.exists():
            integrate(limit=4)

    integrate()
    writers = [threading.Thread(target=run, args=(lambda n=n: write(f"w{n}"),)) for n in range(3)]
    sequencers = [threading.Thread(target=run, args=(keep_sequencing,)) for _ in range(2)]
    for thread in writers + sequencers:
        thread.start()
    for thread in writers + sequencers:
        thread.join(60)
    assert not errors
    leaves = list(Leaf.objects.exclude(kind="log.origin").order_by("number"))
    assert sorted((leaf.subject, leaf.version) for leaf in leaves) == [
        (f"w{n}", v) for n in range(3) for v in range(15)
    ]
    assert [leaf.number for leaf in leaves] == list(range(1, 46))
    head = read_checkpoint(sign_head())
    assert head.root == reference.mth([leaf_bytes(leaf) for leaf in Leaf.objects.order_by("number")])


def test_a_new_origin_names_the_old_one():
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


def test_a_new_origin_refuses_a_head_that_does_not_fit():
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
