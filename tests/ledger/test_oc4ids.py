# SPDX-License-Identifier: EUPL-1.2
"""The money of projects after OC4IDS 0.9.5: it validates, and says nothing about payees."""

import json
from datetime import date

import pytest
from django.test import Client

from soesmart.ledger.engine.entries import Effect
from soesmart.ledger.exports import oc4ids
from soesmart.ledger.models import Contract
from tests.ledger.books import booked, grant, voucher
from tests.oc4ids import mistakes

pytestmark = pytest.mark.django_db
PROJECT = "01900000-0000-7000-8000-000000000001"


def _package(settings, **house):
    settings.SOESMART = {**settings.SOESMART, **house}
    return Client().get("/geld/oc4ids.json").json()


@pytest.fixture
def town(settings, tmp_path):
    """Two grants: many payments, a hidden one, names that look alike, a project no room knows, awards."""
    settings.DATA = tmp_path
    open_, closed = grant(), grant("alt", state="closed", title={"de": "Altes „Brücken“-Geld"})
    paid = [
        voucher(n + 1, date(2023, 1, 1 + n % 28), effect=Effect.PAYMENT, project=PROJECT, payee="Frau Geheim")
        for n in range(60)
    ]
    booked(
        open_,
        voucher(1_000_000, effect=Effect.PLAN, year=2022, project=PROJECT, project_name="Pegel am Bach"),
        voucher(5_000, effect=Effect.PLAN, year=2022, project_name="Größe A"),
        voucher(5_000, effect=Effect.PLAN, year=2022, project_name="Größe-A"),
        voucher(5_000, effect=Effect.PLAN, year=2022, project_name="gesamt"),
        voucher(5_000, effect=Effect.PLAN, year=2022),
        voucher(77, effect=Effect.PAYMENT, project=PROJECT, hidden=True, text="Gehalt Frau Geheim"),
        *paid,
    )
    booked(closed, voucher(250_001, project=PROJECT, project_name="Pegel am Bach"))
    for number, procedure in (("1", "offen"), ("2", ""), ("3 ä", " ")):
        Contract.objects.create(
            grant_id=open_.id,
            number=number,
            title="Sensoren",
            partner="Frau Geheim",
            procedure=procedure,
            cents=7,
            project_name="Pegel am Bach",
        )


def test_the_package_validates_and_names_no_payee(town, settings):
    package = _package(settings)
    assert mistakes(package) == []
    assert package["version"] == "0.9"
    assert "Geheim" not in json.dumps(package, ensure_ascii=False)


def test_it_holds_plan_payments_and_awards(town, settings):
    projects = _package(settings)["projects"]
    assert len(projects) == 6
    known = next(one for one in projects if one["title"] == "Pegel am Bach" and "budget" in one)
    assert known["budget"]["amount"] == {"amount": 10000.0, "currency": "EUR"}
    assert len(known["transactions"]) == 60
    assert sum(round(100 * one["value"]["amount"]) for one in known["transactions"]) == sum(range(1, 61))
    details = [
        one["summary"]["tender"].get("procurementMethodDetails") for one in known["contractingProcesses"]
    ]
    assert details == ["offen", None, None]
    (settled,) = [one for one in projects if one["status"] == "completion"]
    assert settled["completion"] == {"finalValue": {"amount": 2500.01, "currency": "EUR"}}


def test_a_registered_prefix_stands_in_every_id(town, settings):
    package = _package(settings, **{"projects.oc4ids_prefix": "oc4ids-abc123"})
    assert all(one["id"].startswith("oc4ids-abc123-") for one in package["projects"])


def test_without_money_there_is_no_file(settings, tmp_path):
    settings.DATA = tmp_path
    assert Client().get("/geld/oc4ids.json").status_code == 404
    assert oc4ids.write(tmp_path / "oc4ids.json") == 0 and not (tmp_path / "oc4ids.json").exists()


def test_the_command_line_writes_the_same(town, tmp_path, settings):
    assert oc4ids.write(tmp_path / "oc4ids.json") == 6
    assert mistakes(json.loads((tmp_path / "oc4ids.json").read_text("utf-8"))) == []
