# SPDX-License-Identifier: EUPL-1.2
"""Awards and inventory, entered in the browser or by file."""

import json
from datetime import date

import pytest

from soesmart.kernel.log.models import Pending
from soesmart.ledger.exports import documents, reports
from soesmart.ledger.models import Contract, Item
from soesmart.ledger.queries import grants
from tests.ledger.books import grant
from tests.people import signed_in

CONTRACT = {"number": "V-1", "title": "Leuchten", "procedure": "Verhandlungsvergabe", "cents": "62.000,50"}
ITEM = {"number": "I-1", "title": "Laptop", "bought_on": "2024-03-01", "cents": "900"}


@pytest.fixture
def team(db):
    grant()
    return signed_in("team")


def test_an_award_is_entered_changed_and_listed_in_the_proof(team):
    assert team.post("/geld/team/smart/auftraege/", CONTRACT | {"partner": "Firma"}).status_code == 302
    page = team.get("/geld/team/smart/auftraege/?nummer=V-1").content.decode()
    assert "62.000,50" in page and 'value="Leuchten"' in page
    assert team.post("/geld/team/smart/auftraege/", CONTRACT | {"cents": "62.000,51"}).status_code == 302
    row = Contract.objects.get()
    assert (row.cents, row.partner, row.version) == (6_200_051, "", 2)
    logged = list(Pending.objects.filter(kind="ledger.contract").values_list("public", flat=True))
    assert len(logged) == 2 and not any("Firma" in text for text in logged)
    view = grants.by_slug("smart")
    told = json.loads(documents.as_json(reports.proof_document(view, date(2026, 1, 1))))
    assert told["tables"]["contracts"]["rows"][0][0] == "Leuchten"


def test_the_same_again_is_no_change(team):
    for _ in range(2):
        assert team.post("/geld/team/smart/inventar/", ITEM).status_code == 302
    assert Item.objects.get().version == 1
    assert Pending.objects.filter(kind="ledger.item").count() == 1
    page = team.get("/geld/team/smart/inventar/").content.decode()
    assert "Bindung unbekannt" in page and "Das stand schon so da." in page


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"cents": "viel"}, "viel"),
        ({"cents": "0"}, "Betrag"),
        ({"bound_until": "2023-01-01"}, "vor dem Kauf"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(team, change, text):
    page = team.post("/geld/team/smart/inventar/", ITEM | change)
    assert (
        page.status_code == 422
        and text in page.content.decode()
        and 'value="Laptop"' in page.content.decode()
    )
    assert not Item.objects.exists()


def test_residents_may_not(client, db):
    grant()
    assert client.get("/geld/team/smart/auftraege/").status_code in (302, 403)
    assert client.post("/geld/team/smart/inventar/", ITEM).status_code in (302, 403)
    assert not Item.objects.exists()
