# SPDX-License-Identifier: EUPL-1.2
"""The file of all projects after OC4IDS 0.9.5: it validates, whatever a town has typed."""

import json
from typing import Any

import pytest
from django.test import Client

from soesmart.projects.engine import oc4ids
from tests.oc4ids import mistakes

pytestmark = pytest.mark.django_db
STATUSES = ("idea", "planned", "running", "paused", "finished", "stopped", "merged", "unknown")


def _package() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(Client().get("/projekte/daten/oc4ids.json").content)
    return made


@pytest.mark.parametrize("town", ["soest", "musterstadt"])
def test_the_package_validates(town, request):
    request.getfixturevalue(town)
    assert mistakes(_package()) == []


def test_mistakes_are_seen(musterstadt):
    package = _package()
    first, second, third = package["projects"][:3]
    first["status"] = "completed"
    second["budget"] = {"amount": {"amount": "viel", "currency": "EUR"}}
    third["publicAuthority"] = {"id": "town", "name": "Andere Stadt"}
    third["description"] = "  "
    package["projects"][3]["id"] = third["id"]
    assert len(mistakes(package)) == 5


def _about(number: int, publisher: str = "Bad Ölde") -> oc4ids.About:
    places = [
        oc4ids.Place("oestoennen", "Ostönnen", None, None),
        oc4ids.Place("bahnhof", "Bahnhof", 8.1, 51.5),
        oc4ids.Place("halb", "Halb bekannt", 8.1, None),
    ]
    url = f"https://köln.example/projekte/straße & brücke {number}%/"
    return oc4ids.About(f"soesmart-05974043-{number}", url, "2026-11-01T10:00:00Z", places, publisher)


def _bare(**more: Any) -> dict[str, Any]:
    return {"title": {"de": "Müll-App"}, "summary": {"de": "Für „alle“ – größer"}, "status": "running"} | more


def _valid(*projects: dict[str, Any]) -> list[str]:
    package = oc4ids.package(projects, "Bad Ölde", "https://köln.example/a b", "2026-11-01T10:00:00Z")
    return mistakes(package)


def test_every_status_has_a_code_of_the_standard_or_none():
    made = [oc4ids.project(_bare(status=status), _about(n)) for n, status in enumerate(STATUSES)]
    assert _valid(*made) == []
    assert [project.get("status") for project in made] == [
        "identification",
        "preparation",
        "implementation",
        "implementation",
        "completion",
        "cancelled",
        "cancelled",
        None,
    ]


def test_what_somebody_keeps_running_is_in_maintenance():
    kept = _bare(status="finished", continuation={"operator": {"de": "Stadtwerke"}})
    assert oc4ids.project(kept, _about(1))["status"] == "maintenance"


def test_blank_words_and_odd_links_do_not_break_the_file():
    document = _bare(
        note={"de": "  "},
        gate={"problem": {"de": ""}},
        starts="2024-02-29",
        lat=51.5,
        milestones=[{"title": {"de": "Größe"}, "due": "2026-01-01"}, {"title": {"de": " "}}],
        sources=[
            {"label": " ", "url": "https://stadt.example/straße?a=[b]&c=100%"},
            {"label": "Quelle", "url": "https://stadt.example/%C3%BC"},
            {"label": "ohne Link"},
        ],
        repository="ftp://stadt.example",
        plan=[
            {"item": {"de": " "}, "year": 2026, "cents": 0},
            {"item": {"de": "Schild"}, "year": 2026, "cents": 1},
        ],
        contracts=[
            {"subject": {"de": "Bau"}, "procedure": "unknown"},
            {"subject": {"de": "Bau"}, "procedure": "open", "contractor": "Müller & Söhne", "offers": 0},
            {
                "subject": {"de": "Bau"},
                "procedure": "direct",
                "contractor": "Müller & Söhne",
                "value_cents": 7,
            },
        ],
    )
    made = oc4ids.project(document, _about(1))
    assert _valid(made) == []
    urls = [one["url"] for one in made["documents"]]
    assert urls[1:] == [
        "https://stadt.example/stra%C3%9Fe?a=%5Bb%5D&c=100%25",
        "https://stadt.example/%C3%BC",
    ]
    assert [place["id"] for place in made["locations"]] == ["oestoennen", "bahnhof", "halb"]


def test_money_adds_up(musterstadt):
    for project in _package()["projects"]:
        budget = project.get("budget")
        if budget:
            (group,) = budget["budgetBreakdowns"]
            lines = sum(round(100 * line["amount"]["amount"]) for line in group["budgetBreakdown"])
            assert lines == round(100 * budget["amount"]["amount"])


def test_unknown_is_left_out(soest):
    bus = next(p for p in _package()["projects"] if p["title"] == "Smarter Soester Nachtbus")
    assert not {"status", "budget", "purpose", "period"} & set(bus)
