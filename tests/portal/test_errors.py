# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client, RequestFactory

from soesmart.portal import errors

pytestmark = pytest.mark.django_db


def test_a_missing_page_offers_the_question_box():
    response = Client().get("/gibt/es/nicht/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in page
    assert 'action="/frag/"' in page


def test_in_english_the_missing_page_leads_to_the_english_home():
    assert 'href="/en/"' in Client().get("/en/nothing/").content.decode()


def test_the_address_of_a_form_says_so_to_who_opens_it():
    response = Client().get("/fragen/wo-auch-immer/ich-auch/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "benutzen Sie den Knopf" in response.content.decode()


def test_a_broken_town_still_says_what_to_do(monkeypatch):
    def break_(_request):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("soesmart.portal.context.house", break_)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Das liegt nicht an Ihnen" in response.content.decode()


def test_a_form_from_elsewhere_gets_a_remedy():
    response = Client(enforce_csrf_checks=True).post("/k/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "noch einmal" in response.content.decode()


def test_privacy_lists_what_rooms_declare():
    page = Client().get("/datenschutz/").content.decode()
    assert "Contribution: participant" in page
    assert "Contact" in page
