# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from django.test import RequestFactory

from soesmart.accounts import facade
from soesmart.accounts.actions.tokens import forget_expired_tokens
from soesmart.accounts.models import Account, ApiToken
from soesmart.accounts.types import ANONYMOUS, Actor
from soesmart.kernel import clock
from tests.people import account

pytestmark = pytest.mark.django_db


def _actor(token: str) -> Actor:
    return facade.actor_of(RequestFactory().get("/", headers={"Authorization": f"Bearer {token}"}))


def _token(role: str = "team", actions: tuple[str, ...] = ("accounts.list",)) -> str:
    return facade.issue_token(account(role, email="p@example.org").email, "dashboard", actions, 30)


def test_a_key_does_only_what_it_was_made_for():
    actor = _actor(_token())
    assert facade.may(actor, "accounts.list")
    assert not facade.may(actor, "accounts.grant"), "the account may, the key may not"


def test_a_key_does_not_exceed_its_account():
    assert not facade.may(_actor(_token("api", ("accounts.grant",))), "accounts.grant")


def test_a_key_is_stored_sealed_and_a_guess_opens_nothing():
    token = _token()
    assert token not in str(vars(ApiToken.objects.get()))
    assert _actor(token[:-1] + ("a" if token[-1] != "a" else "b")) is ANONYMOUS


def test_a_key_ends_with_its_time_and_with_its_account(monkeypatch):
    token = _token()
    Account.objects.update(is_active=False)
    assert _actor(token) is ANONYMOUS
    Account.objects.update(is_active=True)
    late = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert _actor(token) is ANONYMOUS
    forget_expired_tokens()
    assert not ApiToken.objects.exists()


def test_a_mistyped_action_is_named():
    with pytest.raises(facade.Refused, match=r"accounts\.lst"):
        _token(actions=("accounts.lst",))


def test_a_key_can_be_taken_away():
    token = _token()
    assert facade.revoke_token("p@example.org", "dashboard")
    assert _actor(token) is ANONYMOUS
    assert not facade.revoke_token("p@example.org", "dashboard")
