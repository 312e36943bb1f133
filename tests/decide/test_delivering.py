# SPDX-License-Identifier: EUPL-1.2
"""Tablets bring their sealed ballots: the first valid one of a card counts, whoever comes first; of others
only numbers are kept."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from soesmart.decide import keys
from soesmart.decide.actions import phases
from soesmart.decide.models import Ballot, Turned
from soesmart.decide.queries.votes import view
from soesmart.kernel.envelope import seal
from tests.decide.conftest import Box

pytestmark = pytest.mark.django_db
HALF = {"1": 100_000_00}


class Tablet:
    """A tablet at a stall; its clock may be wrong."""

    def __init__(self, urn: Box, name: str, wrong: timedelta = timedelta(0)) -> None:
        self.urn, self.name, self.wrong = urn, name, wrong

    def sealed(self, when: datetime, code: str, choices: Any = None, **more: Any) -> dict[str, str]:
        entry = uuid4()
        content = {
            "code": code,
            "choices": HALF if choices is None else choices,
            "batch": self.name,
            "at": int((when + self.wrong).timestamp() * 1000),
            **more,
        }
        row = self.urn.row()
        return {"id": str(entry), "sealed": seal(row.box_key, row.pk, entry, content)}

    def bring(self, now: datetime, *entries: dict[str, str]) -> list[str]:
        given = {"now": int((now + self.wrong).timestamp() * 1000), "entries": list(entries)}
        answer = Client().post(
            f"/api/v1/votes/{self.urn.vote.pk}/sealed", given, content_type="application/json"
        )
        assert answer.status_code == 200, answer.content
        return [one["state"] for one in answer.json()]


def _turned() -> list[tuple[str, str, int]]:
    return list(Turned.objects.order_by("batch", "reason").values_list("batch", "reason", "number"))


def test_of_two_tablets_with_one_card_the_first_that_arrives_counts(box, hour):
    urn = box()
    market, station = Tablet(urn, "Markt"), Tablet(urn, "Bahnhof")
    early = market.sealed(hour.now, urn.codes[0], {"1": 100})
    hour.later(minutes=5)
    late = station.sealed(hour.now, urn.codes[0], {"2": 200})
    assert station.bring(hour.now, late) == ["stored"]
    assert market.bring(hour.now, early) == ["again"]
    assert station.bring(hour.now, late) == ["stored"], "an answer that was lost is asked for again"
    assert Ballot.objects.count() == 1 and _turned() == [("Markt", "again", 1)]


def test_what_does_not_count_is_told_by_reason_and_the_rest_goes_in(box, hour):
    urn = box()
    tablet = Tablet(urn, "Markt")
    good = tablet.sealed(hour.now, urn.codes[1])
    for_another = {**tablet.sealed(hour.now, urn.codes[2]), "id": str(uuid4())}
    entries = [
        tablet.sealed(hour.now, "0000000000000000"),
        tablet.sealed(hour.now, urn.codes[2], {"1": 99_999_999_99}),
        tablet.sealed(hour.now, urn.codes[2], "kein Stimmzettel"),
        tablet.sealed(hour.now, urn.codes[2], at="gestern"),
        for_another,
        {"id": str(uuid4()), "sealed": "kein Umschlag"},
        good,
    ]
    states = tablet.bring(hour.now, *entries)
    assert states == ["code", "ballot", "ballot", "unreadable", "unreadable", "unreadable", "stored"]
    assert Ballot.objects.count() == 1
    told = {(reason, number) for _batch, reason, number in _turned()}
    assert told == {("code", 1), ("ballot", 2), ("unreadable", 1), ("unreadable", 2)}


@pytest.mark.parametrize("wrong", [timedelta(0), timedelta(days=400), timedelta(days=-400)])
def test_a_tablet_with_a_wrong_clock_brings_in_time_what_was_cast_in_time(box, hour, wrong):
    urn = box(late_until=hour.now + timedelta(days=4))
    tablet = Tablet(urn, "Markt", wrong)
    in_time = tablet.sealed(urn.vote.closes_at - timedelta(seconds=1), urn.codes[0])
    too_late = tablet.sealed(urn.vote.closes_at, urn.codes[1])
    hour.now = urn.vote.closes_at + timedelta(hours=1)
    phases.note_end(urn.vote.pk)
    assert tablet.bring(hour.now, in_time, too_late) == ["stored", "closed"]


def test_without_its_keys_the_tablet_keeps_everything_and_after_the_count_nothing_comes_in(box, hour):
    urn = box()
    tablet = Tablet(urn, "Markt")
    kept = tablet.sealed(hour.now, urn.codes[0])
    path = keys._path(urn.vote.pk)
    path.rename(path.with_suffix(".away"))
    assert tablet.bring(hour.now, kept) == ["later"]
    path.with_suffix(".away").rename(path)
    assert tablet.bring(hour.now, kept) == ["stored"]
    another = tablet.sealed(hour.now, urn.codes[1])
    hour.now = urn.vote.closes_at
    urn.finish()
    assert tablet.bring(hour.now, another) == ["closed"]
    assert view(urn.row()).result["ballots"] == 1


def test_a_vote_that_does_not_exist_takes_nothing():
    unknown = UUID(int=7)
    answer = Client().post(
        f"/api/v1/votes/{unknown}/sealed", {"now": 0, "entries": []}, content_type="application/json"
    )
    assert answer.status_code == 404
