# SPDX-License-Identifier: EUPL-1.2
"""Payments and budgets come in whole or not at all."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from soesmart.command.towns import TOWNS
from soesmart.ledger import projects
from soesmart.ledger.actions.proposing import agree
from soesmart.ledger.engine.totals import totals
from soesmart.ledger.imports import budget, payments, town_file
from soesmart.ledger.imports.payments import Order, take_in
from soesmart.ledger.models import BudgetLine, BudgetYear, Entry, Grant, Mapping, Private, Proposal
from soesmart.ledger.queries import grants, public
from tests.ledger.books import ANNA, BERT, CLEO, grant

pytestmark = pytest.mark.django_db

HEAD = "Belegnr.;Belegdatum;Zahldatum;Betrag;Kreditor;Verwendungszweck;Kostenart\r\n"
GOOD = (
    "R1;01.02.2022;15.02.2022;1.190,00;Fa. Müller;Geräte für Straße;technik\r\n"
    "R2;02.02.2022;;-90,50;Fa. Müller;Gutschrift;Geräte und Software\r\n"
)


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


def _file(text: str, encoding: str = "cp1252") -> bytes:
    return (HEAD + text).encode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_a_list_becomes_one_proposal_and_counts_after_four_eyes(encoding):
    row = grant()
    report = take_in(_file(GOOD, encoding), "z.csv", Order(), ANNA)
    assert not report.problems and report.created == 3
    assert not Entry.objects.exists()
    agree(BERT, Proposal.objects.get().id)
    found = totals(grants.entries(row.id))
    assert (found.spent.cents, found.paid.cents) == (119_000 - 9_050, 119_000)
    assert found.paid.on == date(2022, 2, 15)
    assert "Müller" in Private.objects.first().payload
    assert Entry.objects.filter(text="Geräte für Straße").count() == 2


def test_the_same_payments_are_recognised_waiting_or_entered():
    grant()
    take_in(_file(GOOD), "z.csv", Order(), ANNA)
    again = take_in(_file(GOOD), "anders.csv", Order(), ANNA)
    assert (again.created, again.unchanged) == (0, 2)
    agree(BERT, Proposal.objects.get().id)
    more = take_in(_file(GOOD + "R3;03.02.2022;;5,00;;Kabel;technik\r\n"), "z.csv", Order(), ANNA)
    assert (more.created, more.unchanged) == (1, 2)


def test_one_mistake_stores_nothing_and_names_line_and_column():
    grant()
    report = take_in(_file(GOOD + "R3;30.02.2022;;zehn;;x;reise\r\n"), "z.csv", Order(), ANNA)
    assert [(one.line, one.column) for one in report.problems] == [
        (4, "Belegdatum"),
        (4, "Betrag"),
        (4, "Kostenart"),
    ]
    assert not Proposal.objects.exists()


def test_a_dry_run_stores_nothing():
    grant()
    report = take_in(_file(GOOD), "z.csv", Order(dry_run=True), ANNA)
    assert report.created == 3 and not Proposal.objects.exists()


def test_excel_and_a_saved_mapping(tmp_path):
    grant()
    book = openpyxl.Workbook()
    book.active.append(["Liste der Zahlungen 2022"])
    book.active.append(["Nr", "Wann", "Wieviel", "Sachkonto"])
    book.active.append(["7", date(2022, 5, 1), 12.5, "5231"])
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "z.xlsx"
    path.write_bytes(out.getvalue())
    refused = payments.run(path)
    assert "Belegdatum" in refused.problems[0].text
    mapping = tmp_path / "hh.json"
    columns = '{"voucher": "Nr", "on": "Wann", "amount": "Wieviel", "position": "Sachkonto"}'
    mapping.write_text(f'{{"columns": {columns}, "positions": {{"5231": "technik"}}}}')
    assert payments.run(path, mapping=str(mapping)).created == 1
    assert Mapping.objects.get().name == "hh"
    assert payments.run(path, mapping="hh").unchanged == 1
    assert "gibt es nicht" in payments.run(path, mapping="weg").problems[0].text


def test_from_the_command_line_two_people_must_agree(tmp_path):
    grant()
    path = tmp_path / "z.csv"
    path.write_bytes(_file(GOOD))
    folder = tmp_path / "belege"
    folder.mkdir()
    (folder / "R1.pdf").write_bytes(b"Rechnung")
    assert payments.run(path, vouchers=str(folder)).created == 3
    key = Proposal.objects.get().id
    assert agree(ANNA, key) == 0 and agree(CLEO, key) == 3
    assert (
        Entry.objects.filter(voucher="R1").first().voucher_hash.startswith("3")
        or len(Entry.objects.filter(voucher="R1").first().voucher_hash) == 64
    )


def test_which_grant_must_be_said_when_there_are_several():
    assert "noch keinen Zuschuss" in take_in(_file(GOOD), "z.csv", Order(), ANNA).problems[0].text
    grant()
    grant("zwei")
    assert "--grant" in take_in(_file(GOOD), "z.csv", Order(), ANNA).problems[0].text
    assert take_in(_file(GOOD), "z.csv", Order(grant="zwei"), ANNA).created == 3


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"nur eine Zeile", b"<html>", b"PK\x03\x04kaputt"])
def test_other_files_are_refused(content):
    grant()
    assert take_in(content, "x", Order(), ANNA).problems


def test_the_sandbox_carries_a_full_ledger():
    report = town_file.run(TOWNS / "musterstadt" / "ledger.toml")
    assert not report.problems and report.created == 1
    view = public.overview(grants.by_slug("smarte-musterstadt"))
    assert view.totals.planned.cents and view.totals.received.cents and view.hidden and not view.empty
    assert town_file.run(TOWNS / "musterstadt" / "ledger.toml").updated == 0


def test_soest_says_what_is_known_and_nothing_more():
    assert not town_file.run(TOWNS / "soest" / "ledger.toml").problems
    found = grants.by_slug("modellprojekt-smart-city")
    assert found.frame == 330_000_000 and found.terms.rate == 6500 and not found.example
    assert found.committed_on is None and len(found.unknown) == 4
    assert public.overview(found).empty and not Entry.objects.exists()


def test_a_town_file_with_a_mistake_stores_nothing(tmp_path):
    path = tmp_path / "ledger.toml"
    path.write_text('[[grant]]\nslug = "x"\ntitle = { de = "X" }\nprofile = "unbekanntes"\nfunder = "b"\n')
    assert "Bekannt: allgemein, kfw-436" in town_file.run(path).problems[0].text
    assert not Grant.objects.exists()


def test_the_five_towns_add_up(shared: Path):
    path = shared / "data" / "budget" / "nrw_2009_2011" / "einzahlungen_auszahlungen_5towns.csv"
    report = budget.run(path)
    assert not report.problems and report.created == 13
    assert BudgetLine.objects.count() == 9_674
    assert not any(year.mismatches for year in BudgetYear.objects.all())
    soest = BudgetYear.objects.get(town="Soest", year=2009)
    assert (soest.receipts, soest.payments) == (125_855_098, 110_590_614)
    assert budget.run(path).unchanged == 13


def test_a_budget_that_does_not_add_up_says_so(tmp_path):
    path = tmp_path / "b.csv"
    head = "year,ags,town,product,account,eur\n"
    rows = "2011,05962040,Menden,999,6,10\n2011,05962040,Menden,999,6011,4\n2011,05962040,Menden,999,6012,5\n"
    path.write_text(head + rows)
    report = budget.run(path)
    assert report.created == 1 and any("angegeben 10, die Teile ergeben 9" in note for note in report.notes)
    assert public.budgets()[0].mismatches == 1
    path.write_text(
        head + rows + "2011,05962040,Menden,111,8,1\nx,1,Menden,1,6,1\n2011,05962040,M,1,6,zwei\n"
    )
    assert [(one.line, one.column) for one in budget.run(path).problems] == [
        (5, "account"),
        (6, "year"),
        (7, "eur"),
    ]


def test_projects_of_the_sandbox_are_looked_up_once_and_linked_to_their_grant(monkeypatch):
    from soesmart.projects.imports import import_projects
    from soesmart.thread.facade import NodeRef, links_of

    assert not import_projects(TOWNS / "musterstadt" / "projects.toml").problems
    looked_up, find = [], projects.find
    monkeypatch.setattr(projects, "find", lambda word: looked_up.append(word) or find(word))
    assert not town_file.run(TOWNS / "musterstadt" / "ledger.toml").problems
    assert len(looked_up) == len(set(looked_up)) == 5
    found = grants.by_slug("smarte-musterstadt")
    assert len(links_of(NodeRef("ledger.grant", found.id))) == 5
    names = {line.name for line in public.overview(found).projects}
    assert "Licht auf dem Radweg nach Birkendorf" in names
