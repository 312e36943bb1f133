# SPDX-License-Identifier: EUPL-1.2
"""Codes on paper: typed well, typed badly, guessed."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client

from soesmart.accounts.facade import create_participant, issue_receipt
from soesmart.kernel.ids import grouped, new_code
from soesmart.kernel.room import ReceiptPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_out(settings):
    """A code of a room whose page repeats what it was asked for."""

    def view(request, receipt, step):
        return HttpResponse(f"{receipt.kind} {receipt.object_id} {step}")

    first, *others = django_settings.SOESMART_ROOMS
    page = ReceiptPage("test.thing", view)
    settings.SOESMART_ROOMS = (replace(first, receipt_pages=(*first.receipt_pages, page)), *others)
    thing = uuid4()
    return issue_receipt(create_participant(), "test.thing", thing), thing


def test_a_code_opens_its_page_however_it_was_typed(given_out):
    code, thing = given_out
    for typed in (code, grouped(code), code.lower(), grouped(code).lower()):
        assert Client().get(f"/k/{typed}/").content.decode() == f"test.thing {thing} "
    assert Client().get(f"/k/{code}/foto/").content.decode() == f"test.thing {thing} foto"


def test_the_secret_address_is_kept_by_nobody(given_out):
    response = Client().get(f"/k/{given_out[0]}/")
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_typed_into_the_field_it_leads_there(given_out):
    code, _ = given_out
    response = Client().get("/k/", {"code": f" {grouped(code).lower()} "})
    assert response["Location"] == f"/k/{code}/"


def test_a_mistyped_code_is_explained_and_kept(given_out):
    code, _ = given_out
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    for response in (Client().get("/k/", {"code": wrong}), Client().get(f"/k/{wrong}/")):
        page = response.content.decode()
        assert response.status_code == 404
        assert "Prüfzeichen" in page
        assert f'value="{wrong}"' in page


def test_guessing_many_codes_has_to_wait(settings):
    settings.SOESMART = {**settings.SOESMART, "guard.writes": 2}
    statuses = [Client().get(f"/k/{new_code()}/").status_code for _ in range(4)]
    assert statuses == [404, 404, 429, 429]
