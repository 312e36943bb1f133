# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from soesmart.places.imports import import_places
from tests import once
from tests.places.conftest import SOEST


@once.fixture
def soest():
    import_places(SOEST)


@pytest.fixture(autouse=True)
def _town(soest, settings):
    settings.SOESMART = {
        **settings.SOESMART,
        "public_url": "https://soest.example",
        "languages": ["de", "en"],
    }


def _html(path: str, **query: str) -> str:
    answer = Client().get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_poster_leads_to_the_form_with_the_place_filled_in():
    html = _html("/orte/ampen/plakat/")
    assert "soest.example/fragen/neu/?ort=ampen" in html and "<svg" in html
    assert 'value="Ampen"' in _html("/fragen/neu/?ort=ampen")
    assert "What is missing here?" in html or "Was fehlt hier?" in html


def test_a_point_takes_its_position_along():
    html = _html("/orte/ampen/plakat/", punkt="Bank am Teich", lat="51.57111", lon="8.0")
    assert "Bank am Teich" in html and "ort=ampen&amp;lat=51.5711&amp;lon=8.0000" in html
    assert 'value="51.5711"' in _html("/fragen/neu/?ort=ampen&lat=51.5711&lon=8.0000")


@pytest.mark.parametrize(("lat", "lon"), [("nan", "8"), ("95", "8"), ("<b>", ""), ("51.5", "inf")])
def test_a_position_that_is_none_is_left_out(lat, lon):
    assert (
        "lat="
        not in _html("/orte/ampen/plakat/", lat=lat, lon=lon).split("poster__typed")[1].split("</p>")[0]
    )


def test_the_code_of_an_english_poster_opens_the_english_form():
    assert "soest.example/en/fragen/neu/?ort=ampen" in _html("/en/orte/ampen/plakat/")


def test_all_villages_come_on_one_sheet_each_in_either_size():
    html = _html("/orte/plakate/", groesse="a3")
    assert html.count("poster--a3") == 18
    assert Client().get("/orte/atlantis/plakat/").status_code == 404
