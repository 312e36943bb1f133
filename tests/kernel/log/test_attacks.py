# SPDX-License-Identifier: EUPL-1.2
"""Everything somebody with full access to the database might try."""

from datetime import timedelta

import pytest
from django.db.models import F

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7
from soesmart.kernel.log.actions import erase, sign_head, stage, start_origin
from soesmart.kernel.log.actions.appending import append
from soesmart.kernel.log.actions.heads import signed_head
from soesmart.kernel.log.actions.keys import key_path
from soesmart.kernel.log.checks import SHOWN, compare, verify
from soesmart.kernel.log.engine.note import new_key, public_key
from soesmart.kernel.log.exports import write
from soesmart.kernel.log.models import Head, Leaf, Origin, Pending, Tile
from soesmart.kernel.log.tasks import publish_head, sequence

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(fill):
    """A log with 21 entries and the head somebody saved of it."""
    fill(10, "a")
    publish_head()
    fill(10, "b")
    publish_head()
    return sign_head()


def wrong(*heads):
    return [finding.text for finding in verify(heads) if not finding.ok]


def test_an_honest_log_fits(saved, fill):
    erase("note", "a")
    fill(3, "c")
    publish_head()
    assert wrong(saved) == []
    assert any("24 entries and 4 heads fit" in finding.text for finding in verify([saved]))


@pytest.mark.parametrize(
    "change",
    [
        {"public": '{"n":99}'},
        {"subject": "b"},
        {"kind": "log.origin"},
        {"version": 77},
        {"commitment": "0" * 64},
    ],
)
def test_a_changed_row_is_named(saved, change):
    Leaf.objects.filter(number=4).update(**change)
    leaf = Leaf.objects.get(number=4)
    assert any(f"entry 4 ({leaf.kind} {leaf.subject}): its content" in text for text in wrong())


@pytest.mark.parametrize("change", [{"personal": '{"text":"anders"}'}, {"personal": ""}, {"salt": b""}])
def test_a_changed_personal_part_is_named(saved, change):
    Leaf.objects.filter(number=4).update(**change)
    assert [text.partition(": ")[2] for text in wrong()] == [
        "entry 4 (note a): its personal part is not the one that was recorded"
    ]


def test_a_back_dated_row_is_named(saved):
    Leaf.objects.filter(number=15).update(at=F("at") - timedelta(days=30))
    texts = wrong()
    assert any("entry 15 (note b): its content or its time was changed" in text for text in texts)
    assert any("entry 15 (note b): is dated" in text and "was not there yet" in text for text in texts)


def test_an_entry_dated_back_before_it_was_staged_is_named(saved, fill, monkeypatch):
    late = clock.now() - timedelta(days=3)
    monkeypatch.setattr("soesmart.kernel.log.actions.staging.now", lambda: late)
    stage("note", "late", 1, {})
    publish_head()
    assert any("entry 21 (note late): is dated" in text for text in wrong())


def test_a_deleted_row_is_named(saved):
    Leaf.objects.filter(number__in=[3, 20]).delete()
    texts = [text.partition(": ")[2] for text in wrong(saved)]
    assert texts == ["entry 3: was deleted", "entry 20: was deleted"]


def test_swapped_rows_are_both_named_with_their_place(saved):
    first, second = Leaf.objects.get(number=5), Leaf.objects.get(number=15)
    Leaf.objects.filter(number__in=[5, 15]).delete()
    first.number, second.number = second.number, first.number
    Leaf.objects.bulk_create([first, second])
    texts = wrong()
    assert any(
        "entry 5 (note b): stands in the wrong place, it was recorded as entry 15" in text for text in texts
    )
    assert any(
        "entry 15 (note a): stands in the wrong place, it was recorded as entry 5" in text for text in texts
    )


def test_a_row_put_behind_the_end_is_named(saved):
    leaf = Leaf.objects.get(number=20)
    Leaf.objects.create(
        number=21,
        origin=leaf.origin,
        ticket=uuid7(),
        kind="note",
        subject="x",
        version=1,
        at=leaf.at,
        public="{}",
    )
    assert any("entry 21 (note x): was added behind the end" in text for text in wrong())


def test_a_forged_hash_contradicts_a_head_and_the_head_before_bounds_it(saved):
    rewrite({12: {"public": '{"n":1000}'}}, keep_heads=True)
    assert any("among the entries 11 to 20" in text for text in wrong())


def test_a_tail_cut_off_with_its_hashes_contradicts_the_heads(saved):
    Leaf.objects.filter(number__gte=15).delete()
    Origin.objects.update(size=15)
    tile = Tile.objects.get()
    tile.hashes = bytes(tile.hashes)[: 15 * 32]
    tile.save()
    assert any("a stored head counts 21 entries, only 15 are here" in text for text in wrong())
    Head.objects.filter(size=21).delete()
    assert wrong() == []
    assert any("the saved head counts 21 entries, only 15 are here" in text for text in wrong(saved))


def test_a_log_written_anew_with_another_key_contradicts_the_saved_head(saved, tmp_path):
    write(tmp_path / "log.jsonl")
    rewrite({12: {"public": '{"n":1000}'}}, keep_heads=False)
    assert wrong() == []
    texts = wrong(saved)
    assert any(
        "the saved head over 21 entries is not signed by the key of this log" in text for text in texts
    )
    assert any("the saved head over 21 entries does not fit" in text for text in texts)
    named = [finding.text for finding in compare(tmp_path / "log.jsonl") if not finding.ok]
    assert any("entry 12 (note b): its content or its time was changed" in text for text in named)


def test_a_log_written_anew_under_another_name_is_not_the_saved_one(saved):
    Origin.objects.update(name="other")
    assert any("which is not here" in text for text in wrong(saved))


def test_a_forged_head_is_named(saved):
    head = Head.objects.order_by("size").first()
    head.note = head.note.replace("\nat 2", "\nat 1")
    head.save()
    assert any("a stored head over 11 entries is not signed" in text for text in wrong())
    Head.objects.filter(pk=head.pk).update(note="nonsense")
    assert any("the head over 11 entries is damaged" in text for text in wrong())


def test_a_whole_table_gone_is_told_briefly(saved, fill):
    fill(60, "c")
    publish_head()
    Leaf.objects.all().delete()
    assert len(wrong()) == SHOWN + 1
    assert wrong()[-1].endswith("and 31 more")


def test_compared_with_an_export_even_deleted_rows_have_names(saved, tmp_path):
    write(tmp_path / "log.jsonl")
    Leaf.objects.filter(number=12).delete()
    named = [finding.text for finding in compare(tmp_path / "log.jsonl") if not finding.ok]
    assert [text.partition(": ")[2] for text in named] == ["entry 12 (note b): was deleted"]


def test_a_row_hung_onto_another_log_is_named(saved):
    start_origin()
    new = Origin.objects.order_by("number").last()
    Leaf.objects.filter(number=7).update(origin=new)
    assert [text.partition(": ")[2] for text in wrong()] == ["entry 7 (note a): was moved to another log"]


def test_the_old_log_cannot_be_exchanged_under_the_new_one(saved):
    start_origin()
    sign_head()
    assert wrong(saved) == []
    rewrite({12: {"public": '{"n":1000}'}}, keep_heads=False, number=1)
    assert any("names an earlier log that is not the one stored here" in text for text in wrong())


def test_state_changed_past_the_log_is_named(saved, current):
    current.update(a={"n": 9}, b={"n": 9})
    assert wrong() == []
    current["b"]["n"] = 8
    assert wrong() == ["note b: n changed without an entry"]
    stage("note", "b", 11, {"n": 8})
    assert wrong() == []
    sequence()
    assert wrong() == []


def rewrite(changes, *, keep_heads, number=1):
    """What a thorough forger does: change entries, compute every hash again, sign with an own key."""
    tree = Origin.objects.get(number=number)
    rows = list(Leaf.objects.filter(origin=tree).order_by("number"))
    notes = dict(Head.objects.filter(origin=tree).values_list("size", "note"))
    later = list(Leaf.objects.exclude(origin=tree)), list(Tile.objects.exclude(origin=tree))
    Leaf.objects.all().delete()
    Tile.objects.filter(origin=tree).delete()
    Head.objects.filter(origin=tree).delete()
    Origin.objects.filter(number=number).update(size=0)
    Pending.objects.all().delete()
    tree.refresh_from_db()
    forge(tree, rows, changes, own_key=not keep_heads)
    Leaf.objects.bulk_create(later[0])
    if keep_heads:
        Head.objects.bulk_create(Head(origin=tree, size=s, at=clock.now(), note=n) for s, n in notes.items())


def forge(tree, rows, changes, *, own_key):
    if own_key:
        key = new_key(tree.name)
        key_path(tree.name).write_text(key)
        rows[0].public = rows[0].public.replace(tree.public_key, public_key(key))
        tree.public_key = public_key(key)
        tree.save()
    for row in rows:
        for name, value in changes.get(row.number, {}).items():
            setattr(row, name, value)
    append(tree, rows)
    if own_key:
        signed_head(tree)
