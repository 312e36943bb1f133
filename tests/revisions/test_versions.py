# SPDX-License-Identifier: EUPL-1.2
"""propose → approve → publish, told with goals."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from soesmart.accounts.facade import Actor, Held, NotAllowed
from soesmart.accounts.models import Account
from soesmart.kernel.log.models import Pending
from soesmart.revisions import facade
from soesmart.strategy import facade as strategy
from soesmart.strategy.models import Goal, Level
from soesmart.strategy.stored import text_in
from tests.people import account, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Actor:
    return Actor(account_id=account("team", email="a@example.org").pk, grants=(Held("guest"), Held("team")))


@pytest.fixture(autouse=True)
def _ladder() -> None:
    Level.objects.create(
        slug="ziel", position=0, name=text_in({"de": "Ziel"}), plural=text_in({"de": "Ziele"}), role="goal"
    )


def _snapshot(title: str = "Weniger Lärm", **more: Any) -> dict[str, Any]:
    return {
        "slug": "weniger-laerm",
        "level": "ziel",
        "parent": "",
        "position": 0,
        "title": text_in({"de": title}),
        "text": None,
        "sources": [],
        "as_of": "",
        "asked_at": None,
        "whom": None,
        "sdgs": [],
        "charta": [],
        "example": False,
    } | more


def _published(team: Actor, key: UUID, snapshot: dict[str, Any], base: int) -> facade.Revision:
    row = facade.propose(team, "strategy.goal", key, snapshot, base, "Test")
    facade.approve(team, row.id)
    return facade.publish(team, row.id)


def test_nothing_counts_before_it_is_published(team: Actor):
    key = uuid4()
    row = facade.propose(team, "strategy.goal", key, _snapshot(), 0, "neu")
    assert not Goal.objects.exists()
    with pytest.raises(facade.Refused):
        facade.publish(team, row.id)
    facade.approve(team, row.id)
    facade.publish(team, row.id)
    goal = strategy.goal(key)
    assert goal is not None and goal.title.texts["de"] == "Weniger Lärm"
    (only,) = facade.history("strategy.goal", key)
    assert (only.number, only.base, only.state, only.same_person) == (1, 0, "published", True)
    assert Pending.objects.filter(kind="revisions.revision", subject=str(row.id)).count() == 3


def test_whoever_is_late_gets_a_conflict(team: Actor):
    key = uuid4()
    _published(team, key, _snapshot(), 0)
    first = facade.propose(team, "strategy.goal", key, _snapshot("Weniger Krach"), 1, "")
    late = facade.propose(team, "strategy.goal", key, _snapshot("Mehr Ruhe", sdgs=[3]), 1, "")
    facade.approve(team, late.id)
    facade.approve(team, first.id)
    facade.publish(team, first.id)
    with pytest.raises(facade.StaleBase) as stale:
        facade.publish(team, late.id)
    assert (stale.value.base, stale.value.current) == (1, 2)
    assert Goal.objects.get().title["texts"]["de"] == "Weniger Krach"
    with pytest.raises(facade.StaleBase):
        facade.propose(team, "strategy.goal", key, _snapshot("Noch was"), 1, "")


def test_a_conflict_is_resolved_on_its_page(team: Actor):
    key, client = uuid4(), signed_in("team", email="b@example.org")
    _published(team, key, _snapshot(), 0)
    late = facade.propose(team, "strategy.goal", key, _snapshot("Mehr Ruhe", sdgs=[3]), 1, "")
    _published(team, key, _snapshot("Weniger Krach", as_of="2026"), 1)
    page = client.get(f"/fassungen/{late.id}/")
    assert page.status_code == 409
    assert "Weniger Krach" in page.content.decode() and "Mehr Ruhe" in page.content.decode()
    nothing = client.post(f"/fassungen/{late.id}/zusammenfuehren/", {"current": "3"})
    assert nothing.status_code == 302 and len(facade.history("strategy.goal", key)) == 3
    client.post(f"/fassungen/{late.id}/zusammenfuehren/", {"current": "3", "title/texts/de": "mine"})
    new = facade.history("strategy.goal", key)[0]
    assert (new.number, new.base, new.state) == (4, 3, "proposed")
    assert new.snapshot["title"]["texts"]["de"] == "Mehr Ruhe"
    assert (new.snapshot["sdgs"], new.snapshot["as_of"]) == ([3], "2026")
    client.post(f"/fassungen/{new.id}/entscheiden/", {"was": "both"})
    assert Goal.objects.get().title["texts"]["de"] == "Mehr Ruhe"


def test_what_could_not_be_published_cannot_be_proposed(team: Actor):
    with pytest.raises(facade.Invalid) as wrong:
        facade.propose(team, "strategy.goal", uuid4(), _snapshot("", level="stufe", sdgs=[18]), 0, "")
    assert {field for field, _text in wrong.value.complaints} == {"title", "level", "sdgs"}


def test_a_department_proposes_and_does_not_approve(team: Actor):
    department = Actor(account_id=account("department").pk, grants=(Held("department"),))
    row = facade.propose(department, "strategy.goal", uuid4(), _snapshot(), 0, "")
    with pytest.raises(NotAllowed):
        facade.approve(department, row.id)
    with pytest.raises(NotAllowed):
        facade.propose(Actor(), "strategy.goal", uuid4(), _snapshot(), 0, "")
    assert facade.approve(team, row.id).same_person is False


def test_with_four_eyes_nobody_approves_their_own(team: Actor, settings):
    settings.SOESMART = {**settings.SOESMART, "revisions.four_eyes": True}
    row = facade.propose(team, "strategy.goal", uuid4(), _snapshot(), 0, "")
    with pytest.raises(facade.Refused, match="nicht selbst"):
        facade.approve(team, row.id)


def test_rejecting_needs_a_reason_and_ends_it(team: Actor):
    row = facade.propose(team, "strategy.goal", uuid4(), _snapshot(), 0, "")
    with pytest.raises(facade.Refused):
        facade.reject(team, row.id, "  ")
    assert facade.reject(team, row.id, "Steht schon woanders.").state == "rejected"
    with pytest.raises(facade.Refused):
        facade.approve(team, row.id)


def test_everybody_reads_what_was_published_and_nobody_the_drafts(team: Actor):
    key = uuid4()
    _published(team, key, _snapshot(), 0)
    _published(team, key, _snapshot("Weniger Krach"), 1)
    draft = facade.propose(team, "strategy.goal", key, _snapshot("Geheim"), 2, "")
    page = Client().get(f"/fassungen/verlauf/strategy.goal/{key}/").content.decode()
    assert "Weniger Lärm" in page and "Weniger Krach" in page and "Geheim" not in page
    assert Client().get(f"/fassungen/{draft.id}/").status_code in {302, 403}
    assert "Geheim" in signed_in("team", email="c@example.org").get("/fassungen/").content.decode()


def test_only_whoever_proposed_it_takes_it_back(team: Actor):
    staff = signed_in("department", email="d@example.org")
    author = Account.objects.get(email="d@example.org")
    department = Actor(account_id=author.pk, grants=(Held("guest"), Held("department")))
    row = facade.propose(department, "strategy.goal", uuid4(), _snapshot(), 0, "neu")
    with pytest.raises(facade.Refused):
        facade.withdraw(team, row.id)
    page = staff.get(f"/fassungen/{row.id}/").content.decode()
    assert 'value="withdraw"' in page and 'value="reject"' not in page and 'value="both"' not in page
    other = signed_in("team", email="e@example.org").get(f"/fassungen/{row.id}/").content.decode()
    assert 'value="withdraw"' not in other and 'value="reject"' in other
    staff.post(f"/fassungen/{row.id}/entscheiden/", {"was": "withdraw"})
    assert facade.revision(row.id).state == "withdrawn"
