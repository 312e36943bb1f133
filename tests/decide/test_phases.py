# SPDX-License-Identifier: EUPL-1.2
"""Collect, check, vote, count, result, follow-up: in this order, at one instant, never back."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

import soesmart
from soesmart.decide.actions import phases, preparing, printing
from soesmart.decide.actions.following import council_decided
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Counted, Vote
from soesmart.decide.types import Council, Phase, Refused
from soesmart.kernel.log.models import Pending
from soesmart.places.imports import import_places
from tests.decide.conftest import TEAM, Box
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def _phase(vote: Vote) -> str:
    return Vote.objects.get(pk=vote.pk).phase


def test_every_phase_comes_once_in_order_and_each_is_in_the_log(new_vote, hour):
    vote = new_vote(collect_until=hour.now + timedelta(minutes=30))
    codes = printing.new_codes(TEAM, vote.pk, 22)
    seen = [_phase(vote)]
    hour.later(minutes=29)
    phases.advance()
    assert _phase(vote) == Phase.COLLECT
    hour.later(minutes=1)
    for _turn in range(2):
        phases.advance()
    seen.append(_phase(vote))
    hour.now = vote.opens_at
    phases.advance()
    seen.append(_phase(vote))
    urn = Box(Vote.objects.get(pk=vote.pk), codes)
    for at in range(22):
        urn.cast(at, {"1": 100_00})
    hour.now = vote.closes_at
    phases.advance()
    seen.append(_phase(vote))
    urn.finish()
    seen.append(_phase(vote))
    council_decided(TEAM, vote.pk, Council.ADOPTED, date(2026, 12, 1), {})
    seen.append(_phase(vote))
    assert seen == list(Phase)
    logged = [
        json.loads(row.public)["phase"] for row in Pending.objects.filter(kind="decide.vote").order_by("pk")
    ]
    assert list(dict.fromkeys(logged)) == [str(phase) for phase in Phase]


def test_the_team_ends_the_collecting_early_and_nothing_goes_back(new_vote, hour):
    vote = new_vote(collect_until=hour.now + timedelta(minutes=30))
    team, page = signed_in("team"), f"/team/abstimmungen/{vote.pk}/weiter/"
    assert team.post(page, {"step": "check"}).status_code == 302
    assert _phase(vote) == Phase.CHECK
    team.post(page, {"step": "check"})
    assert _phase(vote) == Phase.CHECK
    assert team.post(page, {"step": "open"}).status_code == 422, "not before its time"
    assert _phase(vote) == Phase.CHECK


def test_without_codes_or_with_one_project_no_vote_opens(new_vote, hour):
    no_codes, one_project = new_vote(), new_vote()
    printing.new_codes(TEAM, one_project.pk, 5)
    preparing.set_options(TEAM, one_project.pk, [preparing.NewOption("1", {"de": "Bank"}, 100)])
    hour.later(hours=1)
    phases.advance()
    assert {_phase(no_codes), _phase(one_project)} == {Phase.CHECK}
    with pytest.raises(Refused) as refused:
        phases.begin(TEAM, no_codes.pk)
    assert refused.value.code == "missing"


def test_villages_show_above_the_threshold_only_and_never_on_a_ballot(box, hour):
    town = Path(soesmart.__file__).parent / "towns" / "musterstadt" / "places.csv"
    assert not import_places(town).problems
    urn = box(60, form=Form.APPROVAL, by_village=True, budget=800_000_00)
    for at in range(60):
        village = "birkendorf" if at < 25 else "ausdorf" if at < 34 else ""
        urn.cast(at, {"1" if at % 2 else "2": 1}, village=village)
    hour.now = urn.vote.closes_at
    row = urn.finish()
    page = Client().get(f"/mitentscheiden/{row.slug}/ergebnis/").content.decode()
    assert "Birkendorf" in page and "25 Stimmen" in page and "Ausdorf" not in page
    recount = Client().get(f"/mitentscheiden/{row.slug}/nachzaehlen.json").content.decode()
    assert "birkendorf" not in recount and Counted.objects.count() == 60
