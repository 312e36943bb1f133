# SPDX-License-Identifier: EUPL-1.2
"""Board, map, years, one's own life, files, and the page for the council."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from soesmart.kernel import newest
from soesmart.projects.models import Project
from tests import once
from tests.projects.crowd import crowd

pytestmark = pytest.mark.django_db
PAGES = ("", "tafel/", "karte/", "zeit/", "davon/", "mitmachen/", "daten/", "bank-1/", "bank-1/rat/")


def _get(path: str) -> str:
    answer = Client().get(f"/projekte/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def _queries(path: str) -> int:
    newest.forget()
    with CaptureQueriesContext(connection) as seen:
        _get(path)
    return len(seen)


@once.fixture
def cost_of_one() -> dict[str, int]:
    """What every page costs with one project; afterwards there are thirty."""
    crowd(1)
    costs = {path: _queries(path) for path in PAGES}
    crowd(29)
    return costs


def test_the_board_has_a_column_for_each_status_in_use(musterstadt):
    page = _get("tafel/")
    assert page.count("board__column") == 6  # nothing is paused, nothing unknown
    assert page.index("Licht auf dem Radweg") < page.index("Müll-App")


def test_the_map_lists_every_project_at_its_places_or_the_whole_town(musterstadt):
    page = _get("karte/")
    assert "<svg" in page and "<h2" in page
    for place in ("Birkendorf", "Ahornhausen", "ganze Stadt"):
        assert place in page
    assert page.count("/projekte/licht-auf-dem-radweg/") == 2, "it is for two places"


def test_the_years_show_what_is_done_and_what_is_late(musterstadt):
    page = _get("zeit/")
    assert "2024" in page and "Erste 20 Lampen leuchten" in page and "Ohne bekannte Termine" in page


def test_what_do_i_get_out_of_it(musterstadt):
    page = _get("davon/?lage=no_car&ort=birkendorf")
    assert "Mit dem Rad kommt man auch abends" in page and "unbekannt" in page
    assert "Heimkommen bis Mitternacht" not in page, "that is another village"
    assert "Netz und ein Tisch" in page, "what is for all is for them too"
    assert "Dazu ist nichts bekannt" in _get("davon/?lage=new&ort=kleinulmen") or "Leute kennen" in _get(
        "davon/?lage=new&ort=kleinulmen"
    )


def test_the_council_page_adds_up_and_says_what_is_bound(musterstadt):
    page = _get("licht-auf-dem-radweg/rat/")
    assert "92.650,50" in page and "68.900,00" in page and "23.750,50" in page
    assert "Wenn wir aufhören" in page


def test_the_cost_plan_adds_up_both_ways(musterstadt):
    page = _get("licht-auf-dem-radweg/")
    for amount in ("18.500,00", "62.400,00", "11.750,50", "74.150,50", "92.650,50"):
        assert amount in page


def test_a_stopped_project_says_why_and_a_merged_one_where_it_went(musterstadt):
    assert "38 von 500 Haushalte" in _get("muell-app/")
    page = _get("mitfahrbank-app/")
    assert "/projekte/buergerbus-doerfer/" in page and "wollten die Leute lieber einen Bus" in page


def test_a_continued_project_begins_with_what_remains(musterstadt):
    page = _get("rufbus-am-abend/")
    assert page.index("86.400,00") < page.index("Was habe ich davon?</h2>")
    assert "noch nicht geklärt" in _get("kuehle-orte/")


def test_files_hold_every_project_once(musterstadt):
    number = Project.objects.filter(published=True).count()
    rows = list(csv.DictReader(io.StringIO(_get("daten/projekte.csv").lstrip("\ufeff"))))
    assert len(rows) == number and {row["example"] for row in rows} == {"yes"}
    listed = json.loads(_get("daten/projekte.json"))["projects"]
    assert len(listed) == number
    light = next(p for p in listed if p["slug"] == "licht-auf-dem-radweg")
    assert light["planned_cents"] == sum(line["cents"] for line in light["plan"]) == 9_265_050


@pytest.mark.parametrize("path", PAGES)
def test_one_project_and_thirty_cost_the_same_queries(path, cost_of_one):
    assert _queries(path) == cost_of_one[path] <= 12


def test_pages_of_an_empty_town_say_what_will_be_there():
    for path in PAGES[:7]:
        _get(path)
    assert Client().get("/projekte/daten/oc4ids.json").status_code == 404


def test_a_full_board_and_map_show_the_first_and_link_to_all(musterstadt):
    crowd(90, ["birkendorf"])
    page = _get("tafel/?phase=unknown")
    assert page.count('class="board__card"') < 90 and "?phase=unknown&amp;stand=running" in page
    assert "?ort=birkendorf" in _get("karte/") and "als Liste" in _get("karte/")


def test_projects_of_the_whole_town_can_be_listed_alone(musterstadt):
    page = _get("?ort=ganze-stadt")
    assert "Netz und ein Tisch" not in page and "/projekte/licht-auf-dem-radweg/" not in page
    assert "/projekte/muell-app/" in page


def test_many_days_of_a_year_stand_on_several_pages():
    crowd(20)
    first = _get("zeit/?jahr=2026")
    assert first.count("timeline__day ") + first.count('timeline__day"') == 60 and "nach=60" in first
    assert "nach=120" not in _get("zeit/?jahr=2026&nach=60")


@pytest.mark.parametrize("path", ["", "tafel/", "karte/"])
def test_nothing_at_all_is_told_otherwise_than_nothing_that_fits(path, db):
    assert "Noch keine Projekte" in _get(path) and "Filtern" not in _get(path)
    crowd(1)
    narrowed = _get(f"{path}?stand=stopped")
    assert "Dazu gibt es kein Projekt" in narrowed and "Noch keine Projekte" not in narrowed


def test_an_empty_town_is_not_asked_about_a_place_nobody_chose(db):
    assert "Für diesen Ort" not in _get("davon/") and "Hier steht bald" in _get("davon/")
    assert "iCal" not in _get("zeit/")


def test_money_nobody_planned_is_unknown_and_not_nothing(soest):
    foot = _get("rat/").partition("<tfoot>")[2]
    assert "unbekannt" in foot and "0,00" not in foot


def test_a_sum_of_one_page_says_so(monkeypatch, musterstadt):
    assert "auf dieser Seite zusammen" not in _get("rat/")
    monkeypatch.setattr("soesmart.projects.views.overviews.ONE_PAGE", 2)
    assert "auf dieser Seite zusammen" in _get("rat/")
