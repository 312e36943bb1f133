# SPDX-License-Identifier: EUPL-1.2
"""Roles: who may give and take them, and every way around that."""

import json

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soesmart.accounts.actions import grants
from soesmart.accounts.actions.mails import send_mails
from soesmart.accounts.models import Account, Grant
from soesmart.accounts.types import Actor, Held, NotAllowed, Refused
from soesmart.kernel.log.models import Pending
from tests.people import account, signed_in

pytestmark = pytest.mark.django_db


def _team(scope: str = "", email: str = "team@example.org") -> Actor:
    person = account("team", scope=scope, email=email)
    return Actor(account_id=person.pk, grants=(Held("guest"), Held("resident"), Held("team", scope)))


def test_team_gives_a_role_and_the_log_says_so_without_a_name():
    other = account(email="otto@example.org")
    grants.grant(_team(), other.pk, "moderator", "", "Vertretung im Sommer")
    entry = Pending.objects.get()
    assert json.loads(entry.public) == {"granted": True, "role": "moderator", "scope": ""}
    assert "Vertretung" in entry.personal
    assert "otto" not in entry.public + entry.personal + entry.subject


@pytest.mark.parametrize("role", [r for r in grants.GRANTABLE if r != "team"])
def test_no_other_role_gives_roles(role):
    person, other = account(role), account(email="otto@example.org")
    with pytest.raises(NotAllowed):
        grants.grant(Actor(person.pk, grants=(Held(role),)), other.pk, "guest", "", "x")


def test_nobody_raises_themselves():
    actor = _team()
    with pytest.raises(Refused, match="selbst"):
        grants.grant(actor, actor.account_id, "auditor", "", "x")


def test_a_team_for_one_scope_gives_nothing_beyond_it():
    actor, other = _team("department:tiefbau"), account(email="otto@example.org")
    grants.grant(actor, other.pk, "moderator", "department:tiefbau", "x")
    for scope in ("", "department:schule", "department:tiefbau2"):
        with pytest.raises(NotAllowed):
            grants.grant(actor, other.pk, "moderator", scope, "x")


@pytest.mark.parametrize("role", ["guest", "resident", "admin", ""])
def test_roles_nobody_can_be_given(role):
    other = account(email="otto@example.org")
    with pytest.raises(Refused):
        grants.grant(_team(), other.pk, role, "", "x")


def test_the_last_team_member_stays_in():
    first = _team()
    row = Grant.objects.get()
    with pytest.raises(Refused, match="letzte"):
        grants.revoke(first, row.pk, "geht")
    _team("department:tiefbau", email="scoped@example.org")
    with pytest.raises(Refused, match="letzte"):
        grants.revoke(first, row.pk, "geht")
    _team(email="zweite@example.org")
    grants.revoke(first, row.pk, "geht")
    assert Grant.objects.filter(scope="").count() == 1


def test_a_disabled_colleague_does_not_count_as_team():
    first = _team()
    row = Grant.objects.get()
    _team(email="weg@example.org")
    Account.objects.filter(email="weg@example.org").update(is_active=False)
    with pytest.raises(Refused, match="letzte"):
        grants.revoke(first, row.pk, "geht")


def test_a_reason_is_needed():
    other = account(email="otto@example.org")
    with pytest.raises(Refused, match="Grund"):
        grants.grant(_team(), other.pk, "moderator", "", "  ")


def test_granting_twice_is_logged_once():
    actor, other = _team(), account(email="otto@example.org")
    for _twice in range(2):
        grants.grant(actor, other.pk, "moderator", "", "x")
    assert Pending.objects.count() == 1


def test_invitation_over_the_page_reaches_a_new_person():
    browser = signed_in("team")
    words = {"email": "Neu@Example.org", "role": "moderator", "scope": "", "reason": "Verstärkung"}
    assert browser.post("/team/menschen/einladen/", words).status_code == 302
    assert "neu@example.org" in browser.get("/team/menschen/").content.decode()
    send_mails()
    assert "/anmelden/code/" in mail.outbox[0].body


def test_a_bad_invitation_keeps_what_was_typed():
    response = signed_in("team").post(
        "/team/menschen/einladen/", {"email": "x", "role": "team", "reason": "Bald"}
    )
    assert response.status_code == 400
    assert "Bald" in response.content.decode()


@pytest.mark.parametrize("role", ["moderator", "department", "politics", "auditor", "stall"])
def test_others_reach_no_team_action_by_typing_the_address(role):
    other = account("moderator", email="otto@example.org")
    browser = signed_in(role)
    row = other.grants.get()
    words = {"email": "x@example.org", "role": "team", "reason": "x"}
    assert browser.post("/team/menschen/einladen/", words).status_code == 403
    assert browser.post(f"/team/menschen/rollen/{row.pk}/entziehen/", {"reason": "x"}).status_code == 403
    assert not Account.objects.filter(email="x@example.org").exists()
    assert Grant.objects.filter(pk=row.pk).exists()


def test_team_page_without_second_factor_is_closed():
    browser = signed_in("team", second_factor=False)
    assert browser.get("/team/menschen/").status_code == 403
    words = {"email": "x@example.org", "role": "team", "reason": "x"}
    assert browser.post("/team/menschen/einladen/", words).status_code == 403


def test_list_takes_the_same_number_of_queries_for_many():
    browser = signed_in("team")
    assert browser.get("/team/menschen/").status_code == 200

    def queries() -> int:

        with CaptureQueriesContext(connection) as captured:
            browser.get("/team/menschen/")
        return len(captured)

    one = queries()
    for number in range(10):
        account("moderator", "auditor", email=f"m{number}@example.org")
    assert queries() == one <= 12
