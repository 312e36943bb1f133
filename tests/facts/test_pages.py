# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest
from django.test import Client

import soesmart
from soesmart.facts import imports

FACTS = Path(soesmart.__file__).parent / "towns" / "soest" / "facts.toml"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    imports.run("fact", FACTS)
    return Client()


def test_list_shows_every_topic_with_age_and_open_badges(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get("/wissen/").content.decode()
    for words in ("Ziele und Strategie", "Kirmes", "Stand 2012", "noch offen", "Wofür Soest steht"):
        assert words in page
    assert "Stand 6. Oktober 2021" in page and "Stand 2021-" not in page


def test_page_of_a_fact_shows_source_age_and_whom_to_ask(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get("/wissen/nachts-nach-ostoennen/").content.decode()
    assert "https://www.dorfinfo.de/kreis-soest/" in page and "Stand 2012" in page
    assert "Gefragt am 22. November 2026" in page and "RLG" in page
    assert "/fragen/neu/?bezug=nachts-nach-ostoennen" in page
    assert "/wissen/bus-nach-ostoennen/" in page


def test_other_languages_keep_their_addresses(client):
    page = client.get("/en/wissen/big-monster/").content.decode()
    assert "Is the “Big Monster” still at the fair?" in page
    assert 'href="/en/wissen/kirmes-termin/"' in page and "/en/fragen/neu/?bezug=big-monster" in page


def test_unknown_fact_is_not_found(client):
    assert client.get("/wissen/gibt-es-nicht/").status_code == 404


def test_without_facts_the_list_says_what_will_be_here():
    assert "Noch keine Auskünfte" in Client().get("/wissen/").content.decode()


def test_api_gives_every_language_and_source(client):
    listed = client.get("/api/v1/facts", {"topic": "Kirmes"}).json()["facts"]
    assert {fact["slug"] for fact in listed} >= {"big-monster", "kirmes-termin"}
    one = client.get("/api/v1/facts/big-monster").json()
    assert one["open"] and one["asked_at"] == "2026-11-22"
    assert set(one["text"]) == {"de", "en", "de-simple"} and one["sources"][0]["url"].startswith("https://")
    missing = client.get("/api/v1/facts/nichts")
    assert missing.status_code == 404 and missing.headers["Content-Type"].startswith(
        "application/problem+json"
    )


def test_topics_speak_the_language_of_the_page(client):
    assert 'lang="de">Unterwegs</h2>' in (client.get("/wissen/").content.decode())
    assert 'lang="en">Getting around</h2>' in client.get("/en/wissen/").content.decode()
