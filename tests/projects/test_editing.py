# SPDX-License-Identifier: EUPL-1.2
"""The team's hand: drafts, the gate before publishing, status with reason, merging, two editors at once."""

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held, NotAllowed
from soesmart.kernel.log.models import Pending
from soesmart.projects import types as t
from soesmart.projects.actions import editing
from soesmart.projects.engine.lines import LISTS
from soesmart.projects.facade import by_slug
from soesmart.projects.forms import initial_of
from soesmart.projects.models import Project
from soesmart.projects.views.shown import place_names
from soesmart.revisions import facade as revisions
from soesmart.thread.facade import NodeRef, links_of, tie
from tests.people import signed_in

pytestmark = pytest.mark.django_db
TEAM = Actor(grants=(Held("guest"), Held("team")))
SAID = {"de": "Ein Satz."}
GATE = dict.fromkeys(("problem", "whom", "without_digital", "why_not", "technology"), SAID)
DRAFT = {"title": {"de": "Bänke"}, "summary": SAID, "status": "idea", "as_of": "2026", "gate": GATE}


def _public(title: str = "Bänke") -> Project:
    row = editing.create_draft(TEAM, {**DRAFT, "title": {"de": title}})
    editing.publish(TEAM, row.slug)
    return Project.objects.get(pk=row.pk)


@pytest.mark.parametrize("missing", list(GATE))
def test_nothing_is_published_before_every_question_of_the_gate_is_answered(missing):
    row = editing.create_draft(TEAM, {**DRAFT, "gate": {n: s for n, s in GATE.items() if n != missing}})
    with pytest.raises(t.Refused) as refused:
        editing.publish(TEAM, row.slug)
    assert refused.value.field == f"gate_{missing}" and by_slug(row.slug) is None


def test_a_draft_is_seen_by_nobody(django_assert_max_num_queries):
    row = editing.create_draft(TEAM, DRAFT)
    assert Client().get(f"/projekte/{row.slug}/").status_code == 404
    assert "Bänke" not in Client().get("/projekte/").content.decode()


def test_a_change_of_status_says_why_and_is_told():
    row = _public()
    with pytest.raises(t.Refused):
        editing.move(TEAM, row.slug, t.Status.STOPPED, t.Phase.STRATEGY, "  ")
    editing.move(TEAM, row.slug, t.Status.STOPPED, t.Phase.STRATEGY, "Kein Holz.")
    found = by_slug(row.slug)
    assert found and found.status is t.Status.STOPPED
    assert found.history[-1].reason and found.history[-1].reason.texts["de"] == "Kein Holz."
    assert Pending.objects.filter(kind="projects.project", subject=str(found.id)).count() == 3


def test_a_merged_idea_keeps_those_who_asked():
    one, other = _public("Bänke"), _public("Stühle")
    here, there = NodeRef(editing.KIND, one.public_id), NodeRef(editing.KIND, other.public_id)
    third = _public("Tische")
    tie(NodeRef(editing.KIND, third.public_id), "leads_to", here)
    editing.move(TEAM, one.slug, t.Status.MERGED, t.Phase.STRATEGY, "Dasselbe.", into=other.slug)
    origins = {link.origin.id for link in links_of(there) if link.target == there}
    assert origins == {third.public_id, one.public_id}
    page = Client().get(f"/projekte/{one.slug}/").content.decode()
    assert f"/projekte/{other.slug}/" in page and "Dasselbe." in page


def test_nothing_is_merged_into_itself_or_into_what_is_gone():
    one, other = _public("Bänke"), _public("Stühle")
    for into in (one.slug, "gibt-es-nicht", ""):
        with pytest.raises(t.Refused):
            editing.move(TEAM, one.slug, t.Status.MERGED, t.Phase.STRATEGY, "Dasselbe.", into=into)
    editing.move(TEAM, one.slug, t.Status.MERGED, t.Phase.STRATEGY, "Dasselbe.", into=other.slug)
    with pytest.raises(t.Refused):
        editing.move(TEAM, other.slug, t.Status.MERGED, t.Phase.STRATEGY, "Zurück.", into=one.slug)


def test_two_who_edit_a_draft_at_once_lose_nothing():
    row = editing.create_draft(TEAM, DRAFT)
    editing.change(TEAM, row.slug, row.version, {**DRAFT, "field": "Grün"})
    with pytest.raises(editing.Stale):
        editing.change(TEAM, row.slug, row.version, {**DRAFT, "field": "Blau"})
    row.refresh_from_db()
    assert row.field == "Grün"


def test_a_public_project_changes_by_an_approved_version():
    row = _public()
    base = revisions.published(editing.KIND, row.public_id)
    key = editing.propose(TEAM, row.slug, base, {**DRAFT, "field": "Grün"}, "Es ist grün.")
    assert by_slug(row.slug).row.field == ""
    with pytest.raises(revisions.StaleBase):
        editing.propose(TEAM, row.slug, base - 1, DRAFT, "")
    revisions.approve(TEAM, key)
    editing.move(TEAM, row.slug, t.Status.RUNNING, t.Phase.STRATEGY, "Es geht los.")
    with pytest.raises(revisions.StaleBase):
        revisions.publish(TEAM, key)
    base = revisions.published(editing.KIND, row.public_id)
    key = editing.propose(TEAM, row.slug, base, {**DRAFT, "field": "Grün"}, "Es ist grün.")
    revisions.approve(TEAM, key)
    revisions.publish(TEAM, key)
    found = by_slug(row.slug)
    assert found and found.row.field == "Grün" and found.status is t.Status.RUNNING


def test_only_the_team_edits():
    with pytest.raises(NotAllowed):
        editing.create_draft(Actor(), DRAFT)
    assert signed_in("resident").get("/team/projekte/").status_code == 403


def test_from_an_idea_of_a_resident_to_the_published_project():
    team = signed_in("team")
    form = {"title": "Mehr Bänke", "summary": "Zum Sitzen.", "as_of": "2026", "sponsor_kind": "town"}
    form |= {f"gate_{name}": "Ein Satz." for name in GATE}
    form |= {
        "list_plan": "1.200,50 | 2027 | Holz\n300 | 2028 | Farbe",
        "starts": "1.2.2027",
        "after_yearly": "50",
    }
    answer = team.post("/team/projekte/neu/", form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert team.post("/team/projekte/mehr-baenke/oeffentlich/").status_code == 302
    found = by_slug("mehr-baenke")
    assert found and found.planned == 150_050 and found.continuation.yearly == 5_000
    answer = team.post("/team/projekte/mehr-baenke/stand/", {"status": "running", "phase": "implementation"})
    assert answer.status_code == 200, "a reason is missing"
    team.post(
        "/team/projekte/mehr-baenke/stand/",
        {"status": "running", "phase": "implementation", "reason": "Es geht los."},
    )
    assert "Es geht los." in Client().get("/projekte/mehr-baenke/").content.decode()


def test_a_mistake_keeps_every_word_and_names_the_line():
    team = signed_in("team")
    form = {"title": "Mehr Bänke", "summary": "Zum Sitzen.", "as_of": "2026", "sponsor_kind": "town"}
    answer = team.post(
        "/team/projekte/neu/", {**form, "list_plan": "viel | 2027 | Holz", "villages": "Atlantis"}
    )
    page = answer.content.decode()
    assert "Zeile 1" in page and "viel | 2027 | Holz" in page and "Atlantis" in page
    assert not Project.objects.exists()


def test_saving_the_form_unchanged_changes_nothing(musterstadt):
    team = signed_in("team")
    for row in Project.objects.filter(published=True):
        sent = {n: str(v) for n, v in initial_of(row.document, place_names()).items()}
        sent["version"] = str(revisions.published(editing.KIND, row.public_id))
        answer = team.post(f"/team/projekte/{row.slug}/", sent)
        assert answer.status_code == 302, (row.slug, answer.content.decode()[:2000])
        (proposed,) = [r for r in revisions.waiting() if r.object_id == row.public_id]
        assert proposed.snapshot == row.document, row.slug
    assert set(LISTS)
