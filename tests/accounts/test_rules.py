# SPDX-License-Identifier: EUPL-1.2
"""Every role × every action of the house, and the page that says so."""

import pytest

from soesmart.accounts.permission_table import document
from soesmart.accounts.rules import may, require
from soesmart.accounts.types import ROLES, Actor, Held, NotAllowed
from soesmart.kernel import registry
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "permissions.md"
CASES = [(role, action) for role in ROLES for action in registry.permissions()]


@pytest.mark.parametrize(("role", "action"), CASES)
def test_a_role_may_exactly_what_is_declared(role, action):
    declared = role in registry.permissions()[action].roles
    everywhere, somewhere = Actor(grants=(Held(role),)), Actor(grants=(Held(role, "department:a"),))
    assert may(everywhere, action) is declared
    assert may(everywhere, action, "department:a") is declared
    assert may(somewhere, action, "department:a") is declared
    assert not may(somewhere, action), "a scoped role is no role for the whole town"
    assert not may(somewhere, action, "department:b")
    assert not may(Actor(grants=(), withheld=(Held(role),)), action), "withheld roles do not count"
    assert not may(Actor(grants=(Held(role),), token_actions=frozenset()), action)


def test_rooms_name_only_roles_that_exist():
    for permission in registry.permissions().values():
        assert permission.roles and permission.roles <= set(ROLES), permission


def test_no_action_is_declared_twice():
    actions = [item.action for room in registry.rooms() for item in room.permissions]
    assert len(actions) == len(set(actions))


def test_an_undeclared_action_is_a_mistake_not_a_refusal():
    with pytest.raises(KeyError):
        may(Actor(), "accounts.fly")


def test_the_remedy_fits_the_actor():
    team = (Held("team"),)
    for actor, word in (
        (Actor(), "melden"),
        (Actor(account_id=1), "fragen Sie"),
        (Actor(account_id=1, withheld=team), "zweiten Nachweis"),
    ):
        with pytest.raises(NotAllowed) as refusal:
            require(actor, "accounts.grant")
        assert word in refusal.value.remedy


def test_the_documented_table_is_the_one_in_force():
    assert PAGE.read_text("utf-8") == document(), (
        "run: python -m soesmart export permissions docs/reference/permissions.md"
    )
