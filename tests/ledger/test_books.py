# SPDX-License-Identifier: EUPL-1.2
"""Entries count only after four eyes, and then for ever."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from soesmart.accounts.facade import Actor, NotAllowed
from soesmart.kernel import clock
from soesmart.kernel.log.actions import integrate
from soesmart.kernel.log.models import Leaf, Pending
from soesmart.ledger import checks, triggers
from soesmart.ledger.actions import proposing
from soesmart.ledger.actions.forgetting import forget
from soesmart.ledger.engine.entries import Effect
from soesmart.ledger.engine.totals import totals
from soesmart.ledger.models import Entry, Private, Proposal
from soesmart.ledger.queries import grants
from soesmart.ledger.types import Refused
from tests.ledger.books import ANNA, BERT, CLEO, booked, grant, voucher

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


def _bad() -> list[str]:
    return [finding.text for finding in checks.verify() if not finding.ok]


def test_an_entry_counts_only_when_a_second_person_agrees():
    row = grant()
    key = proposing.propose(ANNA, row.id, "Kabel", [voucher(payee="Firma Draht", hours="12.5")])
    assert not Entry.objects.exists()
    with pytest.raises(Refused, match="Vier Augen"):
        proposing.agree(ANNA, key)
    assert proposing.agree(BERT, key) == 1
    entry = Entry.objects.get()
    assert (entry.number, entry.cents, entry.effect) == (1, 10_000, "voucher")
    assert "Draht" in Private.objects.get().payload and len(entry.sealed) == 64
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.rows, proposal.prints) == ("booked", "", "")
    assert not Pending.objects.filter(public__contains="Draht").exists()
    with pytest.raises(Refused, match="schon entschieden"):
        proposing.agree(CLEO, key)


def test_what_nobody_is_known_to_have_proposed_needs_two():
    row = grant()
    key = proposing.hand_in(None, row.id, "Datei", [voucher()])
    assert proposing.agree(ANNA, key) == 0
    with pytest.raises(Refused):
        proposing.agree(ANNA, key)
    assert proposing.agree(BERT, key) == 1


def test_who_may_not_is_refused():
    row = grant()
    with pytest.raises(NotAllowed):
        proposing.propose(Actor(), row.id, "x", [voucher()])
    key = proposing.propose(ANNA, row.id, "x", [voucher()])
    with pytest.raises(NotAllowed):
        proposing.agree(Actor(), key)
    proposing.reject(BERT, key, "doppelt")
    assert not Entry.objects.exists() and Proposal.objects.get().reason == "doppelt"


@pytest.mark.parametrize(
    "wrong",
    [
        {"position": "reise"},
        {"eligible": False},
        {"cents": 0},
        {"effect": Effect.DRAWDOWN, "position": "", "source": "mars"},
        {"cents": -5, "effect": Effect.PAYMENT},
    ],
)
def test_entries_that_break_a_rule_are_refused_as_a_whole(wrong):
    row = grant()
    with pytest.raises(Refused):
        proposing.propose(ANNA, row.id, "x", [voucher(), voucher(**wrong)])
    assert not Proposal.objects.exists()


def test_money_of_phase_b_is_called_only_after_its_gate():
    call = voucher(effect=Effect.DRAWDOWN, position="", source="bund", phase="B")
    closed = grant("zu", gates={})
    with pytest.raises(Refused, match="Rat"):
        proposing.propose(ANNA, closed.id, "Abruf", [call])
    booked(grant(), call)


def test_the_database_refuses_every_change():
    booked(grant(), voucher(), voucher(cents=77))
    statements = [
        "UPDATE ledger_entry SET cents = cents + 1 WHERE number = 1",
        "DELETE FROM ledger_entry WHERE number = 2",
    ]
    if connection.vendor == "postgresql":
        statements.append("TRUNCATE ledger_entry")
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in statements:
        with pytest.raises(DatabaseError, match="write a correction"), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(cents=1)
    assert [row.cents for row in Entry.objects.order_by("number")] == [10_000, 77]
    assert not _bad()


def test_check_sees_a_missing_trigger_and_what_was_changed_behind_it():
    booked(grant(), voucher(), voucher(cents=77), voucher(cents=78, hidden=True))
    integrate()
    table = triggers.TABLE
    assert not _bad()
    with connection.cursor() as cursor:
        where = "" if connection.vendor == "sqlite" else f" ON {table}"
        for name in triggers.wanted():
            cursor.execute(f"DROP TRIGGER {name}{where}")
        assert any("is missing" in text for text in _bad())
        cursor.execute("UPDATE ledger_entry SET cents = cents + 1 WHERE number = 1")
        assert any("entry 1: cents changed" in text for text in _bad())
        cursor.execute("UPDATE ledger_entry SET cents = cents + 1 WHERE number = 3")
        assert any("entry 3: changed without an entry" in text for text in _bad())
        cursor.execute("DELETE FROM ledger_entry WHERE number = 2")
        assert any("in the log, but not in the books" in text for text in _bad())
        assert any("1 entries are missing" in text for text in _bad())
    triggers.install()
    assert not any("trigger" in text for text in _bad())


def test_a_trigger_that_does_nothing_is_found_by_trying():
    booked(grant(), voucher())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {triggers.TABLE}_no_update")
            cursor.execute(
                f"CREATE TRIGGER {triggers.TABLE}_no_update BEFORE UPDATE ON {triggers.TABLE} WHEN 1 = 0"
                f" BEGIN SELECT RAISE(ABORT, '{triggers.REFUSED}'); END"
            )
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {triggers.TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN COALESCE(NEW, OLD); END $$"
            )
    assert any("lets" in text and "UPDATE" in text for text in _bad())
    assert Entry.objects.count() == 1


def test_corrections_are_entries_of_their_own():
    row = grant()
    booked(row, voucher(cents=60_001))
    wrong = Entry.objects.get()
    with pytest.raises(Refused, match="falsch"):
        proposing.correct(ANNA, wrong.id, " ", None)
    key = proposing.correct(ANNA, wrong.id, "Zahlendreher", voucher(cents=10_006))
    assert proposing.agree(BERT, key) == 2
    assert totals(grants.entries(row.id)).spent.cents == 10_006
    assert grants.entries(row.id)[1].kind == "correction"
    with pytest.raises(Refused, match="schon zurückgenommen"):
        proposing.correct(ANNA, wrong.id, "noch einmal", None)
    with pytest.raises(Refused, match="Berichtigung"):
        proposing.correct(ANNA, Entry.objects.get(number=2).id, "x", None)
    assert not _bad()


def test_a_payee_can_be_forgotten_and_the_books_still_fit(monkeypatch):
    booked(grant(), voucher(payee="Erika Muster"), voucher(payee="Max Muster"))
    first = Entry.objects.get(number=1)
    with pytest.raises(NotAllowed):
        proposing.erase_private(BERT, first.id)
    assert proposing.erase_private(ANNA, first.id) and not proposing.erase_private(ANNA, first.id)
    assert Private.objects.count() == 1 and not _bad()
    Private.objects.update(payload='{"payee":"Jemand anders"}')
    assert any("payees" in text for text in _bad())
    late = clock.now() + timedelta(days=365 * 11)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert forget() == 1 and not Private.objects.exists()


def test_hidden_entries_reach_the_log_only_as_a_commitment():
    booked(grant(), voucher(hidden=True, text="Gehalt von Frau Muster"))
    integrate()
    leaf = Leaf.objects.get(kind="ledger.entry")
    assert "Gehalt" not in leaf.public and "10000" not in leaf.public and leaf.commitment


def test_sums_of_the_cube_are_those_of_the_entries():
    row = grant()
    booked(
        row,
        *[voucher(cents=n, village="ampen" if n % 2 else "", hidden=n % 3 == 0) for n in range(1, 40)],
        voucher(effect=Effect.PLAN, year=2023, cents=5),
    )
    one, two = totals(grants.entries(row.id)), totals(grants.cells(row.id))
    assert one == two
    assert len(grants.cells(row.id)) < 8
