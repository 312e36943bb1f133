# SPDX-License-Identifier: EUPL-1.2
"""One ballot per code, the last one counts, and nothing comes in that must not."""

from datetime import timedelta

import pytest

from soesmart.decide.models import Ballot
from soesmart.decide.types import Phase, Refused, Way

pytestmark = pytest.mark.django_db
HALF = {"1": 500_000_00, "2": 500_000_00}


def refused(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_a_ballot_goes_in_once_and_the_last_one_counts(box):
    urn = box()
    first = urn.cast(0, HALF)
    second = urn.cast(0, {"3": 700_000_00}, "attempt-2")
    assert not first.changed and second.changed
    assert Ballot.objects.count() == 1
    urn.cast(1, HALF)
    assert Ballot.objects.count() == 2


def test_the_same_ballot_sent_again_gets_the_same_receipt_and_changes_nothing(box):
    urn = box()
    first = urn.cast(0, HALF)
    stored = Ballot.objects.get().sealed
    assert urn.cast(0, HALF) == first
    assert Ballot.objects.get().sealed == stored


def test_a_recorded_old_ballot_does_not_replace_the_newer_one(box):
    urn = box()
    urn.cast(0, HALF)
    urn.cast(0, {"3": 100}, "attempt-2")
    newest = Ballot.objects.get().sealed
    assert refused(lambda: urn.cast(0, HALF)) == "replayed"
    assert Ballot.objects.get().sealed == newest
    again = urn.cast(0, HALF, "attempt-3")
    assert again.changed, "a person may well return to an earlier choice"


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "ABC", "ü" * 16, "0" * 17])
def test_guessed_codes_open_nothing(box, code):
    urn = box()
    urn.codes = (code,)
    assert refused(lambda: urn.cast(0, HALF)) == "code"
    assert not Ballot.objects.exists()


def test_codes_are_read_as_people_type_them(box):
    urn = box()
    plain = urn.codes[0]
    typed = f" {plain[:4].lower()}-{plain[4:8]} {plain[8:]} ".replace("0", "o").replace("1", "l")
    urn.codes = (typed,)
    urn.cast(0, HALF)
    urn.codes = (plain,)
    assert urn.cast(0, {"1": 1}, "attempt-2").changed


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        ({"1": 1_000_000_01}, "over_budget"),
        ({"1": 600_000_00, "2": 400_000_01}, "over_budget"),
        ({"1": -5, "2": 1_000_000_05}, "negative"),
        ({"9": 5}, "unknown"),
        ({"1": "viel"}, "no_number"),
        ({"1": True}, "no_number"),
        ({"1": 0}, "empty"),
        ({}, "empty"),
    ],
)
def test_ballots_that_break_the_form_stay_out(box, choices, fault):
    urn = box()
    assert refused(lambda: urn.cast(0, choices)) == fault
    assert not Ballot.objects.exists()
    urn.cast(0, HALF)


def test_the_last_instant_counts_and_the_end_does_not(box, hour):
    urn = box()
    hour.now = urn.vote.closes_at - timedelta(microseconds=1)
    urn.cast(0, HALF)
    hour.now = urn.vote.closes_at
    assert refused(lambda: urn.cast(1, HALF)) == "closed"
    assert Ballot.objects.count() == 1


def test_before_the_beginning_nothing_goes_in(box, hour):
    urn = box()
    hour.now = urn.vote.opens_at - timedelta(microseconds=1)
    assert refused(lambda: urn.cast(0, HALF)) == "early"


def test_a_clock_set_back_opens_nothing_again(box, hour):
    urn = box()
    hour.now = urn.vote.closes_at + timedelta(seconds=1)
    assert refused(lambda: urn.cast(0, HALF)) == "closed"
    hour.now = urn.vote.closes_at - timedelta(hours=3)
    assert refused(lambda: urn.cast(0, HALF)) == "closed"
    assert urn.row().phase == Phase.COUNT


def test_summer_time_ends_a_vote_at_one_instant(box, hour, settings):
    """The hour that comes twice: stored is UTC, so it is over at one of the two only."""
    urn = box()
    assert urn.row().closes_at.utcoffset() == timedelta(0)


def test_late_paper_comes_in_until_the_last_day_but_online_does_not(box, hour):
    urn = box(late_until=hour.now + timedelta(days=4))
    hour.now = urn.vote.closes_at + timedelta(hours=1)
    assert refused(lambda: urn.cast(0, HALF)) == "closed"
    urn.cast(0, HALF, way=Way.PAPER, batch="Markt", first_wins=True)
    hour.now = urn.vote.late_until
    assert refused(lambda: urn.cast(1, HALF, way=Way.PAPER)) == "closed"
    hour.now = urn.vote.closes_at + timedelta(hours=1)
    assert refused(lambda: urn.cast(1, HALF, way=Way.PAPER)) == "closed", "sealed off for good"


def test_a_tablet_says_when_it_was_cast(box, hour):
    urn = box(late_until=hour.now + timedelta(days=4))
    hour.now = urn.vote.closes_at + timedelta(hours=1)
    late = {"way": Way.STALL, "first_wins": True}
    assert refused(lambda: urn.cast(0, HALF, cast_at=urn.vote.closes_at, **late)) == "closed"
    urn.cast(0, HALF, cast_at=urn.vote.closes_at - timedelta(minutes=1), **late)


def test_at_a_stall_the_first_ballot_wins(box):
    urn = box()
    first = urn.cast(0, HALF, way=Way.STALL, first_wins=True)
    assert refused(lambda: urn.cast(0, {"3": 1}, "other", way=Way.STALL, first_wins=True)) == "again"
    assert urn.cast(0, HALF, way=Way.STALL, first_wins=True) == first, "delivered twice is not cast twice"


def test_a_ballot_altered_in_the_database_gives_way_to_the_voters_own(box):
    urn = box()
    urn.cast(0, HALF)
    Ballot.objects.update(sealed='{"v":1}')
    assert urn.cast(0, HALF, "attempt-2").changed
