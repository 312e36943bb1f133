# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from soesmart.projects.models import Project
from tests.projects.crowd import crowd

pytestmark = pytest.mark.django_db


def _get(path: str, status: int = 200):
    answer = Client().get(f"/api/v1/projects{path}")
    assert answer.status_code == status
    return answer.json()


def test_all_projects_come_page_by_page_each_once(musterstadt):
    crowd(40)
    seen, cursor = [], ""
    while True:
        page = _get(f"?limit=20&cursor={cursor}")
        seen += [one["slug"] for one in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert len(seen) == len(set(seen)) == Project.objects.filter(published=True).count()


def test_the_list_narrows_as_the_page_does(musterstadt):
    found = _get("?status=running&place=birkendorf")["items"]
    assert [one["slug"] for one in found] == ["licht-auf-dem-radweg"]
    assert found[0]["planned"] == 9_265_050 and found[0]["example"] is True


def test_one_project_with_everything(musterstadt):
    found = _get("/licht-auf-dem-radweg")
    assert found["project"]["title"]["en"] == "Light on the path to Birkendorf"
    assert sum(line["cents"] for line in found["plan"]) == found["project"]["planned"]
    assert found["gate"]["without_digital"]["de"].startswith("Der Schulbus")
    assert found["continuation"]["decision_on"] == "2027-02-10"
    assert found["history"] and found["merged_into"] is None
    assert _get("/mitfahrbank-app")["merged_into"] == "buergerbus-doerfer"


def test_what_is_not_public_is_not_found(musterstadt):
    Project.objects.filter(slug="licht-auf-dem-radweg").update(published=False)
    assert _get("/licht-auf-dem-radweg", 404)["status"] == 404
    assert _get("/gibt-es-nicht", 404)["detail"] == "Dieses Projekt gibt es nicht."
