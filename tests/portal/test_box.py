# SPDX-License-Identifier: EUPL-1.2
"""The question box as people and programs use it."""

from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.test import Client

from soesmart.kernel.room import Answerer, Card, Room
from soesmart.portal import queries

SURE = Card("a", "Sicher", "So ist es.", "/wissen/a/", "https://www.example.org/seite", "2021-10-06", 0.9)
UNSURE = replace(SURE, title="Ungefähr", confidence=0.4, open=True, as_of="2012")
WRONG = replace(SURE, title="Falsch", confidence=0.02)


@pytest.fixture
def rooms(settings):
    """Rooms that answer every question the same way, last room surest."""

    def offer(*cards: Card) -> None:
        extra = tuple(
            Room(name=f"r{n}", app="x", answerers=(Answerer(f"r{n}", lambda _q, c=card: [c]),))
            for n, card in enumerate(cards)
        )
        others = (replace(room, answerers=()) for room in django_settings.SOESMART_ROOMS)
        settings.SOESMART_ROOMS = (*others, *extra)

    return offer


@pytest.fixture
def town(settings):
    def change(**values):
        settings.SOESMART = {**settings.SOESMART, **values}

    return change


@pytest.mark.usefixtures("db")
class TestAnswers:
    def test_the_surest_stands_first_and_the_wrong_one_nowhere(self, rooms):
        rooms(WRONG, UNSURE, SURE)
        found = queries.answer("Wie ist es?", "de")
        assert ([c.title for c in found.shown], [c.title for c in found.listed]) == (["Sicher"], ["Ungefähr"])

    def test_where_few_are_listed_the_nearest_come_too(self, rooms):
        near = [replace(SURE, title=f"Nah {n}", confidence=0.2 - n / 100) for n in range(4)]
        rooms(*near, UNSURE)
        assert [c.title for c in queries.answer("Wie ist es?", "de").cards] == ["Ungefähr", "Nah 0", "Nah 1"]
        rooms(*near, UNSURE, replace(UNSURE, title="Auch"), replace(UNSURE, title="Drittens"))
        assert len(queries.answer("Wie ist es?", "de").cards) == 3

    def test_switched_off_the_order_is_that_of_the_rooms(self, rooms, town):
        rooms(replace(SURE, confidence=0.7), replace(SURE, title="Sicherer"))
        town(algorithms_off=["portal.rank"])
        assert [c.title for c in queries.answer("Wie?", "de").shown] == ["Sicher", "Sicherer"]

    @pytest.mark.parametrize("text", ["", "   ", "???", "\x00", "…"])
    def test_nothing_typed_is_noted(self, rooms, text):
        rooms(SURE)
        assert queries.answer(text, "de").note == "empty"

    def test_too_much_is_noted_and_kept(self, rooms):
        rooms(SURE)
        found = queries.answer("wort " * 200, "de")
        assert (found.note, found.cards, len(found.text)) == ("too-long", (), 999)

    def test_an_example_town_says_so_on_every_card(self, rooms, town):
        rooms(SURE)
        town(**{"town.example": True})
        card = queries.answer("Wie?", "de").shown[0]
        assert card.title.startswith("Beispiel: ")
        assert card.source.startswith("Beispiel: ")

    def test_what_says_so_itself_says_it_once(self, rooms, town):
        rooms(replace(SURE, title="Beispiel: Sicher", source="Beispiel"))
        town(**{"town.example": True})
        (card,) = queries.answer("Wie?", "de").cards
        assert (card.title, card.source) == ("Beispiel: Sicher", "Beispiel")
        (card,) = queries.answer("Wie?", "ar").cards
        assert card.title == "Beispiel: Sicher"


@pytest.mark.usefixtures("db")
class TestPage:
    def test_answers_carry_source_and_age_and_the_way_to_the_town(self, rooms):
        rooms(SURE, UNSURE)
        page = Client().get("/frag/", {"q": "Wie ist es & was?"}).content.decode()
        assert "6. Oktober 2021" in page
        assert '<a href="https://www.example.org/seite" rel="external">example.org</a>' in page
        assert "noch offen" in page
        assert "/fragen/neu/?text=Wie+ist+es+%26+was%3F" in page

    def test_without_an_answer_the_town_is_one_click_away(self, rooms):
        rooms(WRONG)
        page = Client().get("/frag/", {"q": "Wie ist es?"}).content.decode()
        assert "Das wissen wir noch nicht" in page
        assert "/fragen/neu/?text=Wie+ist+es%3F" in page

    def test_markup_in_a_question_stays_text(self, rooms):
        rooms(SURE)
        page = Client().get("/frag/", {"q": '"><img src=x onerror=alert(1)>'}).content.decode()
        assert "<img" not in page

    def test_in_another_language_links_stay_in_it(self, rooms):
        rooms()
        page = Client().get("/en/frag/", {"q": "Where?"}).content.decode()
        assert "/en/fragen/neu/?text=Where%3F" in page

    @pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 3000}])
    def test_empty_and_endless_questions_get_a_friendly_page(self, rooms, query):
        rooms(SURE)
        assert Client().get("/frag/", query).status_code == 200

    def test_the_part_for_typing_people_is_no_whole_page(self, rooms):
        rooms(SURE)
        page = Client().get("/frag/", {"q": "Wie?"}, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "Sicher" in page


@pytest.mark.usefixtures("db")
class TestApi:
    KEYS = ("room", "title", "text", "url", "source", "as_of", "confidence", "open")

    def test_cards_have_exactly_these_keys(self, rooms):
        rooms(SURE)
        answer = Client().get("/api/v1/answers", {"q": "Wie?", "lang": "de"}).json()
        assert list(answer) == ["cards"]
        assert tuple(answer["cards"][0]) == self.KEYS

    @pytest.mark.parametrize("query", [{}, {"q": "x" * 501}, {"q": "Wie?", "lang": "tlh"}])
    def test_bad_input_is_named(self, rooms, query):
        rooms(SURE)
        response = Client().get("/api/v1/answers", query)
        assert response.status_code == 422
        assert response.json()["errors"][0]["field"] in {"q", "lang"}

    def test_an_empty_question_has_no_answers(self, rooms):
        rooms(SURE)
        assert Client().get("/api/v1/answers", {"q": "?"}).json() == {"cards": []}
