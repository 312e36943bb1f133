# SPDX-License-Identifier: EUPL-1.2
"""Data loaded once: every test finds it as it was, none finds what it did not ask for."""

import pytest
from django.db import connection, transaction

from soesmart.accounts.models import Account
from tests import once
from tests.people import account

loaded: list[str] = []


@once.fixture
def anna() -> Account:
    loaded.append("anna")
    return account(email="anna@example.org")


@once.fixture
def bert(anna: Account) -> list[Account]:
    loaded.append("bert")
    return [anna, account(email="bert@example.org")]


def _mails() -> set[str]:
    return set(Account.objects.values_list("email", flat=True))


@pytest.mark.parametrize("turn", [1, 2])
def test_data_may_build_upon_other_data(turn, bert):
    assert (loaded.count("anna"), loaded.count("bert")) == (1, 1)
    bert.pop().delete()
    assert _mails() == {"anna@example.org"}


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_changes_the_next_does_not_see(turn, anna):
    """Nor what was laid upon it for the tests before."""
    assert loaded.count("anna") == 1
    assert anna.email == "anna@example.org" and _mails() == {"anna@example.org"}
    anna.email = "other@example.org"
    anna.save()
    account("resident")


def test_a_broken_transaction_breaks_only_its_test(anna, django_capture_on_commit_callbacks):
    with pytest.raises(ZeroDivisionError), transaction.atomic(durable=True):
        raise ZeroDivisionError
    with django_capture_on_commit_callbacks() as waiting:
        transaction.on_commit(Account.objects.all().delete)
    assert len(waiting) == 1
    connection.needs_rollback = True


def test_what_was_loaded_is_still_there(anna):
    assert _mails() == {"anna@example.org"}


def test_who_asks_for_nothing_finds_nothing(db):
    assert _mails() == set()


def test_a_name_asked_for_on_the_way_is_loaded_for_this_test_alone(db, request):
    assert request.getfixturevalue("bert")[1].email == "bert@example.org"
    assert not once._layers


@pytest.mark.django_db(transaction=True)
def test_who_commits_loads_for_himself_alone(bert):
    assert not connection.in_atomic_block and not once._layers
    assert _mails() == {"anna@example.org", "bert@example.org"}


@pytest.mark.django_db(transaction=True)
def test_who_commits_finds_nothing():
    assert _mails() == set()
