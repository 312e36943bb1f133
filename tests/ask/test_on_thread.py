# SPDX-License-Identifier: EUPL-1.2
"""Questions on the thread: suggestions, gaps, and news for followers."""

from datetime import timedelta

import pytest
from django.core import mail

from soesmart.accounts.actions.mails import send_mails
from soesmart.ask import facade
from soesmart.ask.actions.telling_followers import tell_followers
from soesmart.ask.models import Contribution, OnThread
from soesmart.ask.types import NewContribution
from soesmart.ask.types_following import NewFollow
from soesmart.kernel import clock
from soesmart.projects.actions import editing
from soesmart.projects.types import Phase, Status
from soesmart.thread import facade as thread
from soesmart.thread.facade import NodeRef
from soesmart.thread.queries.whole import gaps
from tests.ask.test_following import confirm
from tests.thread.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings) -> Town:
    made = Town()
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS, made.room())
    return made


@pytest.fixture
def later(monkeypatch):
    gone = [timedelta(0)]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + gone[0])
    return lambda **span: gone.__setitem__(0, gone[0] + timedelta(**span))


def followed(client, text: str = "Wann kommt der Nachtbus?") -> NodeRef:
    question = facade.submit(NewContribution(text=text, proven=True))
    facade.follow_by_mail(
        NewFollow("/fragen/x/", "Nachtbus", question=question.id), "anna@example.org", proven=True
    )
    confirm(client)
    return NodeRef("ask.question", question.id)


def told() -> list[str]:
    tell_followers()
    before = len(mail.outbox)
    send_mails()
    return [message.body for message in mail.outbox[before:]]


def test_followers_hear_of_each_step_however_far_down(client, team, town, later):
    question = followed(client)
    project, trial = town.make("project", "Rufbus"), town.make("trial", "Sechs Nächte")
    thread.link(team, question, "leads_to", project)
    told()
    later(minutes=2)
    (news,) = told()
    assert "Rufbus" in news and f"/test/{project.id}/" in news
    thread.link(team, project, "tests", trial)
    told()
    later(minutes=2)
    (news,) = told()
    assert "Sechs Nächte" in news and "Rufbus" not in news
    later(minutes=10)
    assert told() == []


def test_a_draft_is_news_once_it_is_public(client, team, town, later):
    question = followed(client)
    draft = town.make("project", "", public=False)
    thread.link(team, question, "leads_to", draft)
    later(days=3)
    assert told() == []
    town.public[draft.id] = (draft.kind, "Rufbus")
    told()
    later(minutes=2)
    assert "Rufbus" in told()[0]


def test_a_link_taken_away_at_once_is_no_news(client, team, town, later):
    question = followed(client)
    link = thread.link(team, question, "leads_to", town.make("project", "Rufbus"))
    thread.unlink(team, link.id)
    told()
    later(minutes=2)
    assert told() == [] and not OnThread.objects.exists()


def test_unfollowed_questions_need_no_note(team, town):
    question = facade.submit(NewContribution(text="Wann kommt der Nachtbus?", proven=True))
    thread.link(team, NodeRef("ask.question", question.id), "leads_to", town.make("project", "Rufbus"))
    assert not OnThread.objects.exists()


def test_questions_are_suggested_and_found_by_address(team, town, settings):
    asked = facade.by_id(
        facade.submit(NewContribution(text="Wann kommt der Nachtbus nach Ostönnen?", proven=True)).id
    ).row
    facade.submit(NewContribution(text="Wo ist die Bücherei?", proven=True))
    project = town.make("project", "Ein Nachtbus für alle Dörfer")
    (suggested,) = thread.suggestions(project)
    assert suggested.node.id == asked.id
    assert (suggested.origin.id, suggested.relation, suggested.target) == (asked.id, "leads_to", project)
    for name in (f"https://town.example/fragen/{asked.slug}/", asked.slug, f"ask.question:{asked.id}"):
        assert thread.by_name(name) == suggested.origin
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["thread.suggest"]}
    assert thread.suggestions(project) == ()
    assert [each.node.id for each in thread.suggestions(project, "Nachtbus")] == [asked.id]


def test_late_answers_are_gaps():
    facade.submit(NewContribution(text="Wann kommt der Nachtbus?", proven=True))
    Contribution.objects.update(due_at=clock.now() - timedelta(days=2))
    (group,) = [group for group in gaps() if group.name == "ask.late"]
    assert group.total == 1 and group.rows[0].since


SAID = {"de": "Nachts nach Hause."}
GATE = dict.fromkeys(("problem", "whom", "without_digital", "why_not", "technology"), SAID)


def _project(team, title: str) -> NodeRef:
    document = {"title": {"de": title}, "summary": SAID, "status": "planned", "as_of": "2026", "gate": GATE}
    row = editing.create_draft(team, document)
    editing.publish(team, row.slug)
    return NodeRef("projects.project", row.public_id)


def test_followers_hear_when_a_linked_project_begins_and_ends(client, team, later):
    question = followed(client)
    project = _project(team, "Rufbus am Abend")
    thread.link(team, question, "leads_to", project)
    told()
    later(minutes=2)
    assert len(told()) == 1
    editing.move(team, "rufbus-am-abend", Status.RUNNING, Phase.IMPLEMENTATION, "Der Bus ist bestellt.")
    told()
    later(minutes=2)
    (news,) = told()
    assert "Rufbus am Abend (läuft)" in news
    later(minutes=10)
    assert told() == []


def test_nobody_is_told_of_a_step_when_the_link_was_taken_away(client, team, later):
    question = followed(client)
    project = _project(team, "Rufbus am Abend")
    made = thread.link(team, question, "leads_to", project)
    editing.move(team, "rufbus-am-abend", Status.RUNNING, Phase.IMPLEMENTATION, "Der Bus ist bestellt.")
    thread.unlink(team, made.id)
    told()
    later(minutes=2)
    assert told() == []
