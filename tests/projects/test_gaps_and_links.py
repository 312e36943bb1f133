# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from django.utils import timezone

from soesmart.kernel import registry
from soesmart.projects.actions import storing
from soesmart.projects.actions.refreshing import refresh_lights
from soesmart.projects.facade import Filters, projects
from soesmart.projects.models import Project
from soesmart.projects.queries import gaps
from soesmart.thread.facade import NodeRef, tie
from tests.projects.crowd import crowd

pytestmark = pytest.mark.django_db


def test_a_project_alone_is_a_gap_until_something_leads_to_it(soest):
    keys = {gap.id for gap in gaps.alone()}
    assert len(keys) == 13 - Project.objects.filter(status="merged").count()


def test_a_project_past_its_end_is_a_gap(django_assert_max_num_queries):
    crowd(4)
    row = Project.objects.get(slug="bank-4")
    storing.fill(row, {**row.document, "ends": "2026-01-31"})
    storing.save(row)
    with django_assert_max_num_queries(1):
        assert [gap.id for gap in gaps.late()] == [row.public_id]


def test_nothing_said_about_afterwards_is_a_gap(musterstadt):
    named = {Project.objects.get(public_id=gap.id).slug for gap in gaps.after()}
    assert "kuehle-orte" in named and "licht-auf-dem-radweg" not in named and "muell-app" not in named


def test_the_house_knows_the_finders():
    names = {finder.name for room in registry.rooms() for finder in room.gap_finders}
    assert {"projects.alone", "projects.late", "projects.after"} <= names


def test_the_light_of_the_list_follows_the_days(monkeypatch):
    crowd(4)
    row = Project.objects.get(slug="bank-4")
    assert row.light != "red"
    later = timezone.now() + timedelta(days=900)
    monkeypatch.setattr("soesmart.kernel.clock.now", lambda: later)
    assert refresh_lights() > 0
    row.refresh_from_db()
    assert row.light == "red"
    assert row.slug in {found.slug for found in projects(Filters(light="red")).rows}
    assert refresh_lights() == 0


def test_what_led_to_a_project_stands_on_its_page(client, musterstadt):
    goal = Project.objects.get(slug="kuehle-orte")
    ref = NodeRef("projects.project", Project.objects.get(slug="muell-app").public_id)
    tie(ref, "leads_to", NodeRef("projects.project", goal.public_id), "Erst fragen, dann bauen.")
    page = client.get("/projekte/kuehle-orte/").content.decode()
    assert "Warum gibt es das?" in page and "/projekte/muell-app/" in page
