# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_list_shows_what_is_known_and_filters_by_links(soest, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = Client().get("/projekte/").content.decode()
    assert "SoestApp" in page and "?stand=finished" in page and "Stand 2025" in page
    narrowed = Client().get("/projekte/?stand=finished").content.decode()
    assert "SOfia" in narrowed and "SoestApp" not in narrowed


def test_the_page_of_a_project_shows_gaps(soest, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = Client().get("/projekte/soestapp/").content.decode()
    assert page.index("Nach der Förderung") < page.index("Was kostet es?")
    assert "noch nicht geklärt" in page and "Was das Projekt kostet, wissen wir nicht." in page
    assert "Gemeinwohl" in page and "noch nichts gesagt" in page


def test_without_projects_the_list_says_what_will_be_here():
    assert "Noch keine Projekte" in Client().get("/projekte/").content.decode()


@pytest.mark.parametrize(
    "query", ["stand=toll", "ampel=blau", "nach=x|y", "suche=%F0%9F%9A%B2", "nach=|9999999"]
)
def test_what_means_nothing_does_not_break(soest, query):
    assert Client().get(f"/projekte/?{query}").status_code == 200


def test_unknown_is_not_found(soest):
    assert Client().get("/projekte/gibt-es-nicht/").status_code == 404
