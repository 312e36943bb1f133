# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.cents import Cents, format_euros
from soesmart.ledger.engine.headings import BadMapping, from_json, guess
from soesmart.ledger.engine.payments import Plan, read_cents, read_day, understand


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123456),
        ("1.234,56-", -123456),
        ("-206,4", -20640),
        ("(5,00)", -500),
        ("1.234", 123400),
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("0.30000000000000004", 30),
        ("12 €", 1200),
        ("+3,5", 350),
    ],
)
def test_amounts_as_programs_write_them(text, cents):
    assert read_cents(text) == cents


@pytest.mark.parametrize("text", ["", "zwölf", "1,2,3", "1.23.4", "1234,567", "0.123456", "--3"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        read_cents(text)


@given(st.integers(-(10**12), 10**12))
def test_german_amounts_come_back(cents):
    assert read_cents(format_euros(Cents(cents))) == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.03.2026", date(2026, 3, 31)),
        ("1.4.26", date(2026, 4, 1)),
        ("2026-03-31T00:00:00", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        ("46112", date(2026, 3, 31)),
    ],
)
def test_days_as_programs_write_them(text, day):
    assert read_day(text) == day


HEADINGS = (
    "Belegnr.",
    "Belegdatum",
    "Zahldatum",
    "Betrag (EUR)",
    "Kreditor",
    "Verwendungszweck",
    "Kostenart",
)
COLUMNS = guess(HEADINGS) | {"amount": "Betrag (EUR)"}


def _read(*rows):
    plan = Plan(COLUMNS, {"Personalkosten": "personal"}, {"personal": "B"}, frozenset(), date(2026, 11, 1))
    return understand(HEADINGS, list(enumerate(rows, start=2)), plan)


def test_headings_are_guessed():
    assert COLUMNS["voucher"] == "Belegnr." and COLUMNS["paid_on"] == "Zahldatum"
    assert COLUMNS["payee"] == "Kreditor" and COLUMNS["position"] == "Kostenart"


def test_mistakes_are_named_by_line_and_column():
    good = ("R1", "01.02.2026", "05.02.2026", "10,00", "Firma", "Kabel", "Personalkosten")
    found = _read(
        good,
        ("R2", "31.02.2026", "", "10,00", "", "", "personal"),
        ("R3", "01.02.2027", "", "zehn", "", "", "reise"),
        ("", "", "", "", "", "", ""),
    )
    assert [(fault.line, fault.column) for fault in found.faults][:4] == [
        (3, "Belegdatum"),
        (4, "Belegdatum"),
        (4, "Betrag (EUR)"),
        (4, "Kostenart"),
    ]
    assert "personal" in found.faults[3].text


def test_equal_lines_with_a_number_count_once_and_without_one_twice():
    row = ("R1", "01.02.2026", "", "10,00", "Firma", "Kabel", "personal")
    bare = ("", "01.02.2026", "", "2,80", "", "Fahrkarte", "personal")
    found = _read(row, row, bare, bare, ("Summe", "", "", "25,60", "", "", ""))
    assert found.doubled == [(3, 2)] and found.alike == 1 and not found.faults
    assert [one.entry.cents for one in found.rows] == [1000, 280, 280]
    assert len({one.print for one in found.rows}) == 3
    assert found.rows[0].entry.phase == "B"


def test_payees_do_not_reach_the_entry_nor_its_print():
    one = _read(("R1", "01.02.2026", "", "10,00", "Frau Muster", "Kabel", "personal")).rows[0]
    two = _read(("R1", "01.02.2026", "", "10,00", "Herr Muster", "Kabel", "personal")).rows[0]
    assert one.print == two.print and "Muster" not in repr(one.entry)


def test_a_mapping_knows_its_words():
    with pytest.raises(BadMapping, match="betrag"):
        from_json({"columns": {"betrag": "Summe"}})
    with pytest.raises(BadMapping):
        from_json([])
