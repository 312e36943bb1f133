# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from soesmart.places.imports import import_places
from tests import once
from tests.places.conftest import SOEST

pytestmark = pytest.mark.django_db


@once.fixture
def soest():
    import_places(SOEST)


def test_the_list_shows_every_village_but_no_foreign_place(
    client: Client, soest, django_assert_max_num_queries
):
    client.get("/orte/")
    with django_assert_max_num_queries(6):
        html = client.get("/orte/").content.decode()
    assert html.count('href="/orte/') >= 22
    assert "Röllingsen" in html and "Lage noch offen" in html
    assert "Westönnen" not in html


def test_an_empty_town_says_how_to_begin(client: Client):
    assert "Noch keine Orte" in client.get("/orte/").content.decode()


def test_a_place_shows_figures_with_year_and_source(client: Client, soest):
    html = client.get("/orte/ostoennen/").content.decode()
    assert "1.067" in html and "Stand 2017" in html and "de.wiki.li" in html
    assert "/fragen/?ort=ostoennen" in html
    assert "locator__dot--here" in html


def test_a_place_without_pin_or_figure_says_so(client: Client, soest):
    html = client.get("/orte/roellingsen/").content.decode()
    assert "wissen wir nicht" in html and "genaue Lage" in html
    assert "locator" not in html.split("<main")[1]


def test_a_misspelt_address_leads_to_the_place(client: Client, soest):
    assert client.get("/orte/osttoennen/").headers["Location"] == "/orte/ostoennen/"
    assert client.get("/orte/westoennen/").status_code == 404
    assert client.get("/orte/lippstadt/").status_code == 404


def test_pages_set_no_cookie(client: Client, soest):
    for path in ("/orte/", "/orte/ampen/"):
        assert not client.get(path).cookies


def test_the_api_lists_finds_and_gives_one(client: Client, soest):
    listed = client.get("/api/v1/places").json()
    slugs = {place["slug"] for place in listed["places"]}
    assert "roellingsen" in slugs and "arnsberg" in slugs and "westoennen" not in slugs
    assert listed["next_cursor"] == ""
    found = client.get("/api/v1/places", {"q": "Osttönnen"}).json()["places"]
    assert [place["name"] for place in found] == ["Ostönnen"]
    assert client.get("/api/v1/places", {"q": "westönnen"}).json()["places"] == []
    assert client.get("/api/v1/places/ampen").json()["people"] == 1533
    assert client.get("/api/v1/places/westoennen").status_code == 404
