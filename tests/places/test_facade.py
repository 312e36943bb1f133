# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.places import facade
from soesmart.places.imports import import_places
from tests import once
from tests.places.conftest import SOEST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("soest")]


@once.fixture
def soest():
    import_places(SOEST)


@pytest.mark.parametrize("typed", ["Osttönnen", "Ostoennen", "ostonnen", "Ostönnen"])
def test_ostoennen_is_found_however_it_is_written(typed: str):
    assert facade.find(typed)[0].name == "Ostönnen"


@pytest.mark.parametrize("typed", ["Westönnen", "westonnen", "Bad Sassendorf", "Menden", "Arnsberg", ""])
def test_places_elsewhere_are_never_offered(typed: str):
    assert facade.find(typed) == ()


def test_elsewhere_is_in_no_list():
    assert "westoennen" not in {place.slug for place in facade.local_places()}
    assert facade.by_slug("westoennen") is None
    assert facade.recognise("Der Zug nach Westönnen") == ()


def test_eighteen_villages_and_one_without_a_pin():
    villages = [place for place in facade.local_places() if place.kind == "village"]
    assert len(villages) == 18
    assert [place.name for place in villages if place.lat is None] == ["Röllingsen"]


def test_recognised_in_a_sentence():
    names = [ref.name for ref in facade.recognise("Wie komme ich aus der altstadt nachts nach Osttönnen?")]
    assert names == ["Altstadt", "Ostönnen"]


def test_results_only_where_enough_people_live(settings):
    assert facade.results_allowed("ampen")
    assert not facade.results_allowed("ruploh")  # 38 people
    assert not facade.results_allowed("roellingsen")  # unknown
    assert not facade.results_allowed("nowhere")
    settings.SOESMART = {**settings.SOESMART, "places.results_threshold": 2000}
    assert not facade.results_allowed("ampen")


def test_one_query_once_the_gazetteer_is_in_memory(django_assert_num_queries):
    facade.find("Ampen")
    with django_assert_num_queries(1):
        facade.recognise("von Ampen nach Hattrop")


def test_switched_off_names_must_be_exact(settings):
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["places.recognise"]}
    assert facade.find("Ampn") == ()
    assert facade.find("ostoennen")[0].name == "Ostönnen"


def test_a_text_read_with_its_settlements():
    text = ["Bus von Osttönnen nach Ampen", "nachts nach westoennen", "vom Bahnhof Soest in die Altstadt"]
    ours, others, neither = facade.read(text)
    assert (ours.here, ours.others) == (frozenset({"ostoennen", "ampen"}), frozenset())
    assert (others.here, others.others) == (frozenset(), frozenset({"westoennen"}))
    assert neither.here | neither.others == frozenset()
    assert ours.spelt == "bus von ostonnen nach ampen"
    assert {"ostonnen", "westonnen", "menden"} <= ours.names
    assert not {"altstadt", "paradiese", "bahnhof"} & ours.names
