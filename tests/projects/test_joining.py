# SPDX-License-Identifier: EUPL-1.2
"""From a call to a project of a resident and its short reports."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held, NotAllowed, create_participant, export, shred
from soesmart.kernel.log.models import Pending
from soesmart.projects import types as t
from soesmart.projects.actions import editing, joining
from soesmart.projects.facade import by_slug
from soesmart.projects.models import Application, Project, Report
from tests.people import signed_in

pytestmark = pytest.mark.django_db
TEAM = Actor(account_id=1, grants=(Held("guest"), Held("team")))
ANSWERS = {
    "problem": "Im Dorf gibt es keinen Platz zum Reparieren.",
    "whom": "Alle ohne Werkzeug.",
    "without_digital": "Ein Schild und ein Heft.",
    "why_not": "Es reicht.",
    "technology": "keine",
}


@pytest.fixture
def call() -> str:
    return joining.open_call(TEAM, "Kleine Projekte", "Alle dürfen vorschlagen.", 1_500_000, None)


def _apply(call: str, **more: object) -> Application:
    new = t.NewApplication(title="Werkstatt im Dorf", answers=ANSWERS, name="Nachbarn", **more)  # type: ignore[arg-type]
    joining.apply(call, new)
    return Application.objects.get()


def test_an_application_becomes_a_project_with_its_words_and_without_its_name(call):
    sent = _apply(call)
    slug = joining.decide(TEAM, sent.public_id, True, "Gern.", 500_000)
    row = Project.objects.get(slug=slug)
    assert not row.published and row.document["gate"]["problem"]["de"] == ANSWERS["problem"]
    assert "Nachbarn" not in str(row.document) and row.document["sponsor"] == {"kind": "resident"}
    editing.publish(TEAM, slug)
    page = Client().get(f"/projekte/{slug}/").content.decode()
    assert "Nachbarn (jemand aus der Stadt)" in page


def test_a_report_stands_on_the_page_of_the_project(call):
    sent = _apply(call)
    slug = joining.decide(TEAM, sent.public_id, True, "Gern.", 500_000)
    editing.publish(TEAM, slug)
    sent.refresh_from_db()
    token = uuid4()
    for _twice in range(2):
        joining.report(
            sent.participant, sent.public_id, "Die Tür ist offen.", "Werkzeug kaufen.", 12_345, token
        )
    assert Report.objects.count() == 1
    page = Client().get(f"/projekte/{slug}/").content.decode()
    assert "Die Tür ist offen." in page and "123,45" in page


def test_nobody_reports_on_the_project_of_another(call):
    sent = _apply(call)
    joining.decide(TEAM, sent.public_id, True, "Gern.", 500_000)
    with pytest.raises(t.NotFound):
        joining.report(create_participant(), sent.public_id, "Alles verkauft.", "", None, None)
    with pytest.raises(t.NotFound):
        joining.withdraw(create_participant(), sent.public_id)
    assert not Report.objects.exists()


def test_a_no_needs_a_reason_and_leaves_no_project(call):
    sent = _apply(call)
    with pytest.raises(t.Refused):
        joining.decide(TEAM, sent.public_id, False, " ")
    assert joining.decide(TEAM, sent.public_id, False, "Das gibt es schon.") == ""
    assert not Project.objects.exists()
    with pytest.raises(t.NotFound):
        joining.decide(TEAM, sent.public_id, True, "Doch.")


def test_only_the_team_decides(call):
    sent = _apply(call)
    with pytest.raises(NotAllowed):
        joining.decide(Actor(), sent.public_id, True, "Ich will.")
    assert Client().get("/team/projekte/").status_code in {302, 401, 403}


def test_the_gate_comes_first(call):
    with pytest.raises(t.Refused) as refused:
        joining.apply(call, t.NewApplication(title="App", answers={**ANSWERS, "without_digital": " "}))
    assert refused.value.field == "without_digital" and not Application.objects.exists()


def test_a_closed_call_takes_nothing(call):
    joining.close_call(TEAM, call)
    with pytest.raises(t.NotFound):
        _apply(call)
    assert Client().get(f"/projekte/mitmachen/{call}/").status_code == 404


def test_who_leaves_takes_their_words_along(call):
    sent = _apply(call)
    assert export(sent.participant)["projects"]["applications"][0]["name"] == "Nachbarn"
    slug = joining.decide(TEAM, sent.public_id, True, "Gern.", 500_000)
    shred(sent.participant)
    left = Application.objects.get()
    assert left.participant is None and not (left.name or left.problem or left.title)
    assert left.agreed_cents == 500_000 and Project.objects.filter(slug=slug).exists()
    assert not Pending.objects.filter(kind="projects.application").exclude(personal="").exists()


def test_a_withdrawn_application_has_no_words_left(call):
    sent = _apply(call)
    joining.withdraw(sent.participant, sent.public_id)
    sent.refresh_from_db()
    assert sent.state == "withdrawn" and not sent.problem


def test_through_the_pages_from_the_form_to_the_receipt(call, settings):
    client = Client()
    assert "Kleine Projekte" in client.get("/projekte/mitmachen/").content.decode()
    form = client.get(f"/projekte/mitmachen/{call}/").content.decode()
    token = re.search(r'name="guard-token" value="([^"]+)"', form)
    assert token
    sent = {"title": "Werkstatt im Dorf", **ANSWERS, "guard-token": token[1]}
    answer = client.post(f"/projekte/mitmachen/{call}/", {**sent, "problem": ""})
    assert answer.status_code == 200 and "Ein Schild und ein Heft." in answer.content.decode()
    answer = client.post(f"/projekte/mitmachen/{call}/", sent)
    assert answer.status_code == 302
    receipt = client.get(answer["Location"])
    assert "wird geprüft" in receipt.content.decode() and "no-store" in receipt["Cache-Control"]
    again = client.post(f"/projekte/mitmachen/{call}/", sent)
    assert again.status_code == 302 and Application.objects.count() == 1
    client.post(answer["Location"] + "zurueck/")
    assert "zurückgezogen" in client.get(answer["Location"]).content.decode()


def test_the_team_decides_at_its_desk(call):
    sent, team = _apply(call), signed_in("team")
    assert "Werkstatt im Dorf" in team.get("/team/projekte/").content.decode()
    answer = team.post(
        f"/team/projekte/bewerbung/{sent.public_id}/", {"reason": "Gern.", "agreed": "5.000", "ja": "1"}
    )
    assert answer.status_code == 302 and answer["Location"] == "/team/projekte/werkstatt-im-dorf/"
    assert by_slug("werkstatt-im-dorf") is None, "a draft is not public"


def test_the_desk_asks_in_words_and_not_in_keys(call):
    _apply(call)
    page = signed_in("team").get("/team/projekte/").content.decode()
    assert "Wie ginge es ohne Technik?" in page and "without_digital" not in page
