# SPDX-License-Identifier: EUPL-1.2
"""On PostgreSQL ballots go in side by side, and nobody ends a vote past one that is under way."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection, transaction

from soesmart.decide.actions import casting
from soesmart.decide.actions.locking import number_of
from soesmart.decide.models import Ballot, Vote
from soesmart.decide.types import Phase, Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _postgresql(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one at a time anyway")


def free(vote: Vote, kind: str) -> bool:
    """Whether somebody else gets the vote at once: "" all of it, "_shared" beside others."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock{kind}(%s)", [number_of(vote.pk)])
        return bool(cursor.fetchone()[0])


def test_the_end_waits_for_a_ballot_under_way_and_other_ballots_do_not(box, monkeypatch):
    one, looked, go_on = box(), threading.Event(), threading.Event()
    put_in = casting.put_in

    def slowly(ballots):
        looked.set()
        assert go_on.wait(20)
        put_in(ballots)

    def cast() -> str:
        try:
            return one.cast(0, {"1": 100_00}).receipt
        finally:
            connection.close()

    monkeypatch.setattr(casting, "put_in", slowly)
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(cast)
        assert looked.wait(20)
        assert (free(one.vote, ""), free(one.vote, "_shared")) == (False, True)
        go_on.set()
        assert under_way.result(20)
    close_old_connections()
    assert free(one.vote, "")
    assert Ballot.objects.filter(vote=one.vote).count() == 1


def test_a_ballot_looks_at_the_vote_only_when_it_holds_it(box):
    """It waits while the vote is ended, and sees the end: not how the vote stood when it came."""
    one, waits = box(), threading.Event()
    one.cast(1, {"1": 100_00})

    def cast() -> None:
        waits.set()
        try:
            one.cast(0, {"1": 100_00})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of(one.vote.pk)])
            late = pool.submit(cast)
            assert waits.wait(20)
            wait_for_the_lock()
            Vote.objects.filter(pk=one.vote.pk).update(phase=Phase.COUNT, sealed_off=True)
        with pytest.raises(Refused, match="closed"):
            late.result(20)
    assert Vote.objects.get(pk=one.vote.pk).sealed_off
    assert Ballot.objects.filter(vote=one.vote).count() == 1


def wait_for_the_lock() -> None:
    """Until somebody stands in line for it."""
    for _ in range(10_000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
