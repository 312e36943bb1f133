# SPDX-License-Identifier: EUPL-1.2
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from soesmart.revisions import facade as revisions
from soesmart.strategy import facade
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.models import Goal, Indicator
from tests import once
from tests.people import signed_in

TOWNS = Path(facade.__file__).parents[1] / "towns"
pytestmark = pytest.mark.django_db


@once.fixture
def soest() -> None:
    assert import_goals(TOWNS / "soest" / "strategy.toml").problems == ()


@once.fixture
def example() -> None:
    assert import_goals(TOWNS / "musterstadt" / "strategy.toml").problems == ()


def _page(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_ladder_says_what_nobody_told_us(soest):
    page = _page("/ziele/")
    assert "0 von 28 bekannt" in page and "wissen wir nicht" in page and "gefragt am" in page
    assert "Klima &amp; Energie" in page and "Quelle" in page


def test_without_any_goal_the_page_says_what_will_be_here():
    assert "Noch keine Ziele" in _page("/ziele/")


def test_a_goal_shows_its_kennzahl_and_the_truth(example):
    page = _page("/ziele/mehr-wege-mit-dem-rad/")
    assert "19,5" in page and "falsche Richtung" in page and "schlechter geworden" in page
    assert "24 %" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_an_indicator_has_figure_table_file_and_what_it_lacks(example):
    page = _page("/ziele/kennzahl/wege-mit-dem-rad/")
    assert "way-chart" in page and "<table>" in page and "16,5" in page and "nicht beschrieben" in page
    lines = Client().get("/ziele/kennzahl/wege-mit-dem-rad.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("2020;18,0;2020-01-01;2020-12-31;16,5;19,5;%;")


def test_what_was_never_measured_has_no_picture(soest):
    page = _page("/ziele/kennzahl/treibhausgase-staedtische-gebaeude/")
    assert "way-chart" not in page and "Gemessen wurde noch nie" in page


@pytest.mark.parametrize(
    "path",
    [
        "/ziele/bericht/",
        "/ziele/fassungen/",
        "/ziele/andere-staedte/",
        "/ziele/grosse-fragen/",
        "/en/ziele/",
        "/api/v1/goals",
        "/api/v1/indicators",
        "/api/v1/indicators/wege-mit-dem-rad",
        "/api/v1/ladders",
    ],
)
def test_pages_for_everybody_open(example, path: str):
    _page(path)


@pytest.mark.parametrize("path", ["/ziele/gibt-es-nicht/", "/ziele/kennzahl/nein/", "/ziele/bericht/1850/"])
def test_what_is_not_there(path: str):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/ziele/neu/", "/ziele/kennzahl/neu/", "/ziele/fassungen/neu/", "/ziele/grosse-fragen/neu/"]
)
def test_team_pages_are_for_the_team(example, path: str):
    assert Client().get(path).status_code in {302, 403}
    assert signed_in("team").get(path).status_code == 200


def test_a_change_of_a_goal_waits_and_then_counts(example):
    client, goal = signed_in("team"), Goal.objects.get(slug="unterwegs-ohne-auto")
    form = client.get("/ziele/unterwegs-ohne-auto/aendern/")
    assert "Unterwegs ohne Auto" in form.content.decode()
    typed = {
        "base": str(revisions.published("strategy.goal", goal.pk)),
        "title_de": "Beispiel: Alle kommen hin",
        "level": "thema",
        "parent": "musterstadt-2035",
        "sdgs": ["11", "10"],
        "sources": "Rat | https://example.org/a | 2026",
        "reason": "klarer",
    }
    answer = client.post("/ziele/unterwegs-ohne-auto/aendern/", typed)
    assert answer.status_code == 302 and "/fassungen/" in answer["Location"]
    assert Goal.objects.get(pk=goal.pk).version == goal.version
    client.post(f"{answer['Location']}entscheiden/", {"was": "both"})
    now = facade.goal(goal.pk)
    assert now is not None and now.title.texts["de"] == "Beispiel: Alle kommen hin"
    assert now.sdgs == (10, 11) and now.example and now.sources[0].url == "https://example.org/a"
    late = client.post("/ziele/unterwegs-ohne-auto/aendern/", typed | {"title_de": "Beispiel: Zu spät"})
    assert client.get(late["Location"]).status_code == 409


def test_a_wrong_form_keeps_what_was_typed(example):
    client = signed_in("team")
    answer = client.post(
        "/ziele/neu/", {"title_de": "Neues Ziel", "level": "ziel", "sources": "X | kein Link"}
    )
    assert answer.status_code == 422 and "Neues Ziel" in answer.content.decode()


def test_a_number_is_entered_and_corrected_with_a_reason(example):
    client, row = signed_in("team"), Indicator.objects.get(slug="wege-mit-dem-rad")
    path = "/ziele/kennzahl/wege-mit-dem-rad/zahl/"
    assert client.post(path, {"period": "2025", "value": "22,5", "source": "Umfrage"}).status_code == 302
    assert facade.values(row.pk)[-1].value == Decimal("22.5")
    again = client.post(path, {"period": "2025", "value": "21", "source": "Umfrage"})
    assert again.status_code == 422 and "warum sie falsch war" in again.content.decode()
    fixed = {"period": "2025", "value": "21", "source": "Umfrage", "reason": "verlesen"}
    assert client.post(path, fixed).status_code == 302
    assert client.post(path, {"period": "2099", "value": "21", "source": "x"}).status_code == 422
    assert "verlesen" in _page("/ziele/kennzahl/wege-mit-dem-rad/")
    newest = Indicator.objects.get(pk=row.pk).newest
    assert [one["value"] for one in newest] == ["21", "19.5"]


def test_a_new_indicator_through_the_form(example):
    client = signed_in("team")
    typed = {
        "title_de": "Beispiel: Lärm",
        "unit": "Menschen",
        "kind": "outcome",
        "direction": "down",
        "resolution": "year",
        "source": "Messung | | 2026",
        "baseline": "2020; 1.200,5",
        "target": "2030-12-31; 800",
        "reason": "neu",
    }
    answer = client.post("/ziele/kennzahl/neu/", typed)
    assert answer.status_code == 302, answer.content.decode()
    client.post(f"{answer['Location']}entscheiden/", {"was": "both"})
    row = facade.indicator_by_slug("beispiel-larm") or facade.indicator_by_slug("beispiel-laerm")
    assert row is not None and row.baseline is not None
    assert (row.baseline.value, row.baseline.on) == (Decimal("1200.5"), date(2020, 12, 31))


def test_many_goals_are_folded_below_their_field(example, monkeypatch):
    assert not re.findall(r"\d Ziele?</summary>", _page("/ziele/"))
    monkeypatch.setattr("soesmart.strategy.views.public._UNFOLDED", 5)
    page = _page("/ziele/")
    assert len(re.findall(r"\d Ziele?</summary>", page)) == 4, (
        "one for each field; the fields themselves stay in sight"
    )
    assert "/ziele/weniger-restmuell/" in page
