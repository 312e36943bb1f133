# SPDX-License-Identifier: EUPL-1.2
"""What others' checkers say: they run as programs, where they are installed (requirements/oracles.txt)."""

from datetime import date, timedelta

import pytest

from soesmart.ledger.engine import beancount
from soesmart.ledger.exports import documents, reports
from soesmart.ledger.queries import grants
from tests.ledger.books import booked, grant, voucher
from tools.workshop import oracles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def view():
    row = grant()
    booked(
        row,
        *(voucher(100 + n, date(2022, 1, 1) + timedelta(days=n), text=f'„Gerät" {n}\\') for n in range(120)),
    )
    return grants.by_slug("smart")


def _needs(program: str) -> None:
    if not oracles.has(program):
        pytest.skip(f"{program} is not in {oracles.folder()} (requirements/oracles.txt)")


def test_bean_check_accepts_the_books(view, tmp_path):
    _needs("bean-check")
    path = tmp_path / "b.beancount"
    path.write_text(beancount.text("Test", grants.entries(view.id)), "utf-8")
    done = oracles.run("bean-check", str(path))
    assert done.returncode == 0, done.stderr
    path.write_text(path.read_text("utf-8").replace("1.05 EUR", "1.06 EUR", 1), "utf-8")
    assert oracles.run("bean-check", str(path)).returncode != 0


@pytest.mark.parametrize(
    ("program", "before"), [("pdfua", ("check", "--min-severity", "error")), ("outloud", ("-q",))]
)
def test_checkers_find_no_error_in_the_proof(view, tmp_path, program, before):
    _needs(program)
    path = tmp_path / "n.pdf"
    path.write_bytes(documents.pdf(reports.proof_document(view, date(2025, 12, 31))))
    done = oracles.run(program, *before, str(path))
    assert done.returncode == 0, done.stdout
