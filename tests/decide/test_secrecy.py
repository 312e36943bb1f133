# SPDX-License-Identifier: EUPL-1.2
"""An operator with database, logs and two backups: nothing links voter and ballot. And one who alters."""

import json
import logging
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from soesmart.command.snapshot import write
from soesmart.decide import checks, exports, keys, posters
from soesmart.decide.actions import batching, phases
from soesmart.decide.actions.casting import cast, entry_of
from soesmart.decide.engine.box import codes
from soesmart.decide.engine.box.roots import holds, mark_of, root_of
from soesmart.decide.models import Ballot, Batch, Counted, Option, Roll, Typed
from soesmart.decide.queries.receipts import look_up
from soesmart.decide.queries.votes import view
from soesmart.decide.types import KeysMissing, NewBallot, Phase, Refused
from soesmart.kernel.envelope import public_key, seal
from soesmart.kernel.guard.models import Knock
from soesmart.kernel.log.actions import integrate
from soesmart.kernel.log.models import Pending

pytestmark = pytest.mark.django_db
SECRET = (Roll, Ballot, Typed)


def everything_stored() -> str:
    """All rows of all tables, as an operator reads them."""
    found = []
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        found += [f"{model._meta.label} {row}" for row in model._base_manager.values_list(*names)]
    return "\n".join(found)


def choices(at: int) -> dict[str, int]:
    """A ballot that only one person casts."""
    return {"1": 1000_00 + at, "2": 700_00 + 3 * at}


def test_roll_and_box_have_no_field_for_time_order_or_use():
    kinds = (
        models.DateTimeField,
        models.DateField,
        models.IntegerField,
        models.BooleanField,
        models.AutoField,
    )
    for model in SECRET:
        assert not [field.name for field in model._meta.concrete_fields if isinstance(field, kinds)]
    names = {field.name for field in Counted._meta.concrete_fields}
    assert names == {"receipt", "vote", "choices"}, "no village, no way, no code on a public ballot"


def test_sqlite_keeps_them_in_the_order_of_their_random_keys(box):
    urn = box()
    for at in range(12):
        urn.cast(at, choices(at))
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: the order that is left is told in ADR 0052")
    with connection.cursor() as cursor:
        for model in (*SECRET, Counted):
            table = model._meta.db_table
            with pytest.raises(Exception, match="no such column"):
                cursor.execute(f"SELECT rowid FROM {table}")  # noqa: S608  own names
        cursor.execute("SELECT key FROM decide_ballot")
        stored = [row[0] for row in cursor.fetchall()]
    assert stored == sorted(stored)


def test_a_table_that_numbers_its_rows_again_is_found(box):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite numbers rows")
    box()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE decide_typed RENAME TO old_typed")
        cursor.execute(
            "CREATE TABLE decide_typed (key varchar(64) PRIMARY KEY, vote_id char(32), sealed text)"
        )
    assert [finding.text for finding in checks.run() if not finding.ok] == [
        "decide_typed is kept in the order of its random keys"
    ]


def test_neither_codes_nor_ballots_can_be_read_while_the_vote_runs(box, caplog):
    caplog.set_level(logging.DEBUG)
    urn = box()
    for at in range(25):
        urn.cast(at, choices(at))
    urn.cast(3, {"4": 987_654_32}, "changed")
    batching.publish(urn.vote.pk)
    stored = everything_stored() + caplog.text
    for code in urn.codes:
        assert code not in stored
    assert "98765432" not in stored and '"1":100003' not in stored


def test_the_names_in_roll_and_box_have_nothing_in_common(box):
    urn = box()
    for at in range(40):
        urn.cast(at, choices(at))
    roll, names = (
        set(Roll.objects.values_list("pk", flat=True)),
        set(Ballot.objects.values_list("pk", flat=True)),
    )
    assert len(roll) == len(names) == 40 and not roll & names


def _backup(path) -> dict[str, list[str]]:
    write.write(path)
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name).decode("utf-8").splitlines()
            for name in archive.namelist()
            if "tables" in name
        }


@pytest.mark.django_db(transaction=True)
def test_two_backups_the_log_and_the_database_link_nobody(box, tmp_path, hour):
    """The hardest case: exactly one person votes between two backups, and the operator knows who."""
    urn = box()
    for at in range(22):
        urn.cast(at, choices(at))
    before = _backup(tmp_path / "before.zip")
    receipt = urn.cast(22, choices(22))
    after = _backup(tmp_path / "after.zip")
    (new,) = set(after["tables/decide.Ballot.jsonl"]) - set(before["tables/decide.Ballot.jsonl"])
    assert before["tables/decide.Roll.jsonl"] == after["tables/decide.Roll.jsonl"], (
        "voting leaves no mark on the roll"
    )
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"tables/decide.Ballot.jsonl"}, "no other table notices a ballot"
    hour.now = urn.vote.closes_at
    urn.finish()
    integrate()
    name, sealed = json.loads(new)["key"], json.loads(new)["sealed"]
    told = everything_stored()
    assert name not in told and json.loads(sealed)["epk"] not in told
    assert receipt.receipt in told and receipt.receipt not in "".join(
        line for lines in after.values() for line in lines
    )
    assert not keys.are_there(urn.vote.pk), "nobody can open what the backups hold"
    with zipfile.ZipFile(tmp_path / "after.zip") as archive:
        assert not [entry for entry in archive.namelist() if entry.endswith(".key")]
    published = [one for one, _choices in exports.ballots(view(urn.row()))]
    assert published == sorted(published), "by random number, not as they came"


def test_leaves_of_the_log_tell_no_single_ballot(box):
    urn = box()
    for at in range(19):
        urn.cast(at, choices(at))
        batching.publish(urn.vote.pk)
    assert not Batch.objects.exists(), "nineteen are too few"
    urn.cast(19, choices(19))
    batching.publish(urn.vote.pk)
    marks = Batch.objects.get().marks.split()
    assert len(marks) == 20 and marks == sorted(marks)
    urn.cast(20, choices(20))
    batching.publish(urn.vote.pk)
    assert Batch.objects.count() == 1
    leaves = list(Pending.objects.filter(kind__startswith="decide."))
    assert {leaf.kind for leaf in leaves} == {"decide.vote", "decide.batch"}
    assert len([leaf for leaf in leaves if leaf.kind == "decide.batch"]) == 1


def test_a_good_ballot_leaves_no_address_and_a_wrong_code_no_code(box):
    urn = box()
    client, path = Client(), f"/mitentscheiden/{urn.vote.slug}/stimmen/"
    answer = client.post(path, {"code": urn.codes[0], "p-1": "1000", "attempt": "a" * 32})
    assert answer.status_code == 200 and "in der Urne" in answer.content.decode()
    assert not Knock.objects.exists() and not client.cookies
    answer = client.post(path, {"code": "0000000000000000", "p-1": "1000", "attempt": "b" * 32})
    assert answer.status_code == 422 and Knock.objects.count() == 1
    assert "0000000000000000" not in everything_stored()


def test_letters_carry_the_code_where_browsers_do_not_send_it(box, monkeypatch):
    urn, drawn = box(), []
    monkeypatch.setattr(posters, "typeset", lambda template, data: b"")
    monkeypatch.setattr(posters, "_link_qr", drawn.append)
    posters.code_cards(view(urn.row()), urn.codes[:1], "https://stadt.example", letters=True)
    assert drawn == [f"https://stadt.example/mitentscheiden/{urn.vote.slug}/stimmen/#{urn.codes[0]}"]
    assert Client().get(f"/mitentscheiden/{urn.vote.slug}/stimmen/")["Cache-Control"] == "private, no-store"


def test_guessing_is_slowed_down(box, settings):
    settings.SOESMART = {**settings.SOESMART, "decide.wrong_codes": 5}
    urn = box()
    client, address = Client(), f"/api/v1/votes/{urn.vote.pk}/ballots"
    body = {"choices": {"1": 5}, "attempt": "attempt-1"}
    states = [
        client.post(address, {**body, "code": codes.new_code()}, content_type="application/json").status_code
        for _ in range(8)
    ]
    assert states == [403] * 5 + [429] * 3
    good = client.post(address, {**body, "code": urn.codes[0]}, content_type="application/json")
    assert good.status_code == 429, "a lucky hit after many guesses has to wait, too"


def test_no_vote_and_a_vote_whose_keys_are_gone_say_what_they_are(box, hour):
    urn = box()
    hour.later(days=60)
    urn.finish()
    body = {"choices": {"1": 5}, "attempt": "attempt-1", "code": codes.new_code()}
    for vote, status, code in ((uuid4(), 404, "no-vote"), (urn.vote.pk, 409, "closed")):
        answer = Client().post(f"/api/v1/votes/{vote}/ballots", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (status, code)


# --- an operator who alters


def test_an_altered_ballot_does_not_count_and_its_voter_finds_out(box, hour):
    urn = box()
    receipts = [urn.cast(at, choices(at)) for at in range(6)]
    rows = list(Ballot.objects.all())
    rows[0].sealed, rows[1].sealed = rows[1].sealed, rows[0].sealed  # swapped
    rows[2].sealed = rows[2].sealed.replace('"data": "', '"data": "AAAA')
    Ballot.objects.bulk_update(rows[:3], ["sealed"])
    hour.now = urn.vote.closes_at
    row = urn.finish()
    assert row.result["ballots"] == 3 and row.result["unreadable"] == 3
    seen = [look_up(view(row), receipt.receipt) for receipt in receipts]
    assert seen.count(None) == 3


def test_a_replaced_ballot_misses_in_the_list_and_in_its_batch(box, hour):
    urn = box()
    receipts = [urn.cast(at, choices(at)) for at in range(20)]
    batching.publish(urn.vote.pk)
    held = keys.read(urn.vote.pk)
    name = codes.in_box(urn.codes[0], held)
    forged = {
        "choices": '{"3":100}',
        "receipt": "0" * 32,
        "attempt": "",
        "earlier": [],
        "way": "online",
        "batch": "",
    }
    sealed = seal(public_key(held.private), urn.vote.pk, entry_of(name), forged)
    Ballot.objects.filter(pk=name).update(sealed=sealed)
    hour.now = urn.vote.closes_at
    row = urn.finish()
    assert look_up(view(row), receipts[0].receipt) is None
    assert row.result["replaced"] == 1
    assert look_up(view(row), receipts[1].receipt).choices == dict(receipts[1].choices)


def test_a_removed_ballot_is_missed(box, hour):
    urn = box()
    receipts = [urn.cast(at, choices(at)) for at in range(20)]
    batching.publish(urn.vote.pk)
    Ballot.objects.filter(pk=codes.in_box(urn.codes[4], keys.read(urn.vote.pk))).delete()
    hour.now = urn.vote.closes_at
    row = urn.finish()
    assert look_up(view(row), receipts[4].receipt) is None and row.result["replaced"] == 1


def test_ballots_beyond_the_roll_are_told(box, hour):
    urn = box(codes=2)
    held, key = keys.read(urn.vote.pk), public_key(keys.read(urn.vote.pk).private)
    for at in range(3):
        name = codes.in_box(codes.new_code(), held)
        content = {
            "choices": '{"3":100}',
            "receipt": f"{at:032x}",
            "attempt": "",
            "way": "online",
            "batch": "",
        }
        Ballot.objects.create(key=name, vote=urn.vote, sealed=seal(key, urn.vote.pk, entry_of(name), content))
    hour.now = urn.vote.closes_at
    assert urn.finish().result["more_than_roll"] == 1


def test_a_stuffed_roll_does_not_fit_its_published_root(box):
    urn = box()
    Roll.objects.create(key="f" * 64, vote=urn.vote)
    assert any(not finding.ok and "roll" in finding.text for finding in checks.run())


def test_counted_ballots_altered_afterwards_do_not_fit_their_root(box, hour):
    urn = box()
    for at in range(4):
        urn.cast(at, choices(at))
    hour.now = urn.vote.closes_at
    urn.finish()
    assert all(finding.ok for finding in checks.run())
    Counted.objects.filter(pk=Counted.objects.first().pk).update(choices='{"3":1}')
    assert any(not finding.ok and "ballots" in finding.text for finding in checks.run())


def test_receipts_prove_inclusion_during_and_after(box, hour):
    urn = box()
    receipts = [urn.cast(at, choices(at)) for at in range(21)]
    batching.publish(urn.vote.pk)
    during = look_up(view(urn.row()), receipts[5].mark)
    assert during.batch == 1 and during.choices is None and holds(receipts[5].mark, during.proof)
    assert during.proof.root == Batch.objects.get().root
    assert look_up(view(urn.row()), receipts[5].receipt) is None, (
        "the number says nothing before the box is open"
    )
    hour.now = urn.vote.closes_at
    row = urn.finish()
    after = look_up(view(row), receipts[5].receipt)
    assert after.choices == choices(5) and holds(receipts[5].mark, after.proof)
    assert after.proof.root == row.box_root
    assert not holds(receipts[4].mark, after.proof)


def test_the_roll_root_is_published_before_the_first_ballot(box):
    urn = box()
    leaf = list(Pending.objects.filter(kind="decide.vote").order_by("version"))[-1]
    assert root_of(Roll.objects.values_list("pk", flat=True)) in leaf.public
    assert urn.row().phase == Phase.VOTE and urn.row().seed


def test_everything_stands_still_from_the_opening_on(box):
    from soesmart.decide.actions import preparing, printing
    from tests.decide.conftest import TEAM

    urn = box()
    for act in (
        lambda: printing.new_codes(TEAM, urn.vote.pk, 1),
        lambda: preparing.set_options(TEAM, urn.vote.pk, ()),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "frozen"
    assert Option.objects.filter(vote=urn.vote).count() == 4


def test_keys_are_destroyed_with_the_count_even_after_a_stop_in_between(box, hour, monkeypatch):
    urn = box()
    urn.cast(0, choices(0))
    hour.now = urn.vote.closes_at
    with monkeypatch.context() as patch:
        patch.setattr(keys, "destroy", lambda key: None)  # the power fails right here
        urn.finish()
    assert keys.are_there(urn.vote.pk)
    phases.forget_keys()
    assert not keys.are_there(urn.vote.pk)
    with pytest.raises(KeysMissing):
        cast(urn.vote.pk, NewBallot(urn.codes[1], choices(1), "attempt-1"))
    assert not Ballot.objects.exists()


def test_without_its_keys_the_box_stays_shut_and_nothing_is_lost(box, hour):
    urn = box()
    urn.cast(0, choices(0))
    path = keys._path(urn.vote.pk)
    kept = path.read_text()
    path.unlink()
    hour.now = urn.vote.closes_at + timedelta(hours=1)
    assert urn.finish().phase == Phase.COUNT and Ballot.objects.count() == 1
    path.write_text(kept)
    assert urn.finish().result["ballots"] == 1


def test_no_interim_results(box):
    urn = box()
    for at in range(25):
        urn.cast(at, choices(at))
    batching.publish(urn.vote.pk)
    client, slug = Client(), urn.vote.slug
    for path in ("ergebnis.csv", "nachzaehlen.json", "stimmen.pb"):
        assert client.get(f"/mitentscheiden/{slug}/{path}").status_code == 404
    assert client.get(f"/mitentscheiden/{slug}/ergebnis/").status_code == 302
    page = client.get(f"/mitentscheiden/{slug}/").content.decode()
    assert not re.search(r"\b25 (Stimmen|Menschen)", page)
    marks = client.get(f"/mitentscheiden/{slug}/pruefwerte.json").json()
    assert "names" not in marks["roll"] and len(marks["batches"][0]["marks"]) == 25


def test_the_private_keys_are_readable_by_their_owner_alone(box):
    assert keys._path(box().vote.pk).stat().st_mode & 0o777 == 0o600


def test_marks_need_the_receipt_number():
    assert mark_of("0" * 32, '{"1":1}') != mark_of("1" + "0" * 31, '{"1":1}')
