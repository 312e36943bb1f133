# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.db import transaction

from soesmart.kernel.log.actions import Undeclared, erase, stage
from soesmart.kernel.log.engine.leaf import NotJson
from soesmart.kernel.log.models import Pending
from soesmart.kernel.log.queries import content_version, reading_at

pytestmark = pytest.mark.django_db


def test_content_version_grows_with_each_staged_entry():
    before = content_version()
    stage("note", "a", 1, {"state": "open"})
    stage("note", "a", 2, {"state": "done"})
    assert content_version() == before + 2


def test_a_rolled_back_action_leaves_no_trace():
    before = content_version()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        stage("note", "a", 1, {})
        _ = 1 / 0
    assert content_version() == before


def test_content_version_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        content_version()


@pytest.mark.django_db(transaction=True)
def test_staging_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        stage("note", "a", 1, {})


def test_an_undeclared_kind_is_refused_with_the_remedy():
    with pytest.raises(Undeclared, match="LogKind"):
        stage("nobody.knows", "a", 1, {})


@pytest.mark.parametrize("public", [{"a": {1, 2}}, {"a": 2**60}, {"a": float("nan")}])
def test_what_canonical_json_cannot_say_is_refused(public):
    with pytest.raises(NotJson):
        stage("note", "a", 1, public)


def test_erasing_forgets_payload_and_salt_and_keeps_the_commitment():
    stage("note", "a", 1, {"state": "open"}, {"text": "Ich heiße Ännchen"})
    stage("note", "b", 1, {"state": "open"}, {"text": "bleibt"})
    commitment = Pending.objects.get(subject="a").commitment
    assert erase("note", "a") == 1
    row = Pending.objects.get(subject="a")
    assert (row.personal, bytes(row.salt), row.commitment) == ("", b"", commitment)
    assert "bleibt" in Pending.objects.get(subject="b").personal
    assert erase("note", "a") == 0


def test_whoever_only_reads_asks_for_the_version_once():
    before = content_version()
    with reading_at(before):
        stage("note", "a", 1, {"state": "open"})
        assert content_version() == before
    assert content_version() == before + 1
