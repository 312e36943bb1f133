# SPDX-License-Identifier: EUPL-1.2
"""A count in the background: the team watches it, stops it, counts again; the schedule undoes no stop."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from soesmart.accounts.facade import NotAllowed
from soesmart.decide.actions import counting, opening, phases, tallying
from soesmart.decide.engine.counting import Refused as CannotCount
from soesmart.decide.models import Counted, Tally
from soesmart.decide.types import Phase, Refused
from tests.decide.conftest import TEAM, Box
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch) -> list[str]:
    """What the worker would be given."""
    found: list[str] = []
    monkeypatch.setattr(tallying, "carry_out", SimpleNamespace(enqueue=found.append))
    return found


@pytest.fixture
def closed(box, hour) -> Box:
    """Everything is in; the worker has not yet opened the box."""
    urn = box(budget=800_000_00)
    for at in range(22):
        wanted = ("1", "2") if at < 14 else ("4",)
        urn.cast(at, dict.fromkeys(wanted, 300_000_00))
    hour.now = urn.vote.closes_at
    phases.note_end(urn.vote.pk)
    opening.end_late(TEAM, urn.vote.pk)
    return urn


def _stopped_by_the_engine(monkeypatch, key) -> list[int]:
    """Somebody presses the button while the engine counts."""
    heard: list[int] = []
    tell = tallying._Progress.__call__

    def stop_first(self, budgets: int) -> None:
        heard.append(budgets)
        tallying.stop(TEAM, key)
        tell(self, budgets)

    monkeypatch.setattr(tallying, "_TELL", 0)
    monkeypatch.setattr(tallying._Progress, "__call__", stop_first)
    return heard


def test_the_count_is_queued_and_leaves_only_its_result(closed, queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tallying.start(TEAM, closed.vote.pk)
        tallying.start(TEAM, closed.vote.pk)
    assert queued == [str(closed.vote.pk)], "one that waits is not queued again"
    assert closed.row().phase == Phase.COUNT and not closed.row().box_root
    tallying.run(closed.vote.pk)
    assert closed.row().phase == Phase.RESULT and not Tally.objects.exists()


def test_a_stop_while_the_engine_counts_ends_it_without_a_result(closed, monkeypatch):
    tallying.run(closed.vote.pk)
    expected = closed.row().result
    closed.vote.__class__.objects.update(phase=Phase.COUNT, result={"ballots": 22})
    with monkeypatch.context() as button:
        heard = _stopped_by_the_engine(button, closed.vote.pk)
        tallying.run(closed.vote.pk)
    assert len(heard) == 1, "the first look ends it"
    row = closed.row()
    assert row.phase == Phase.COUNT and "winners" not in row.result
    assert Counted.objects.count() == 22 and Tally.objects.get().state == Tally.STOPPED
    tallying.run(row.pk)
    assert "winners" not in closed.row().result, "a job that comes late changes nothing"
    tallying.start(TEAM, row.pk)
    tallying.run(row.pk)
    assert {name: closed.row().result[name] for name in ("winners", "spent", "why")} == {
        name: expected[name] for name in ("winners", "spent", "why")
    }


def test_a_stop_in_the_last_moment_keeps_no_result(closed, monkeypatch):
    outcome = counting.outcome

    def stopped(*given):
        told = outcome(*given)
        tallying.stop(TEAM, closed.vote.pk)
        return told

    monkeypatch.setattr(counting, "outcome", stopped)
    tallying.run(closed.vote.pk)
    assert closed.row().phase == Phase.COUNT and Tally.objects.get().state == Tally.STOPPED


def test_progress_is_told_while_it_counts(closed, monkeypatch):
    seen = []
    tell = tallying._Progress.__call__

    def told(self, budgets: int) -> None:
        tell(self, budgets)
        seen.append((budgets, Tally.objects.get().budgets, Tally.objects.get().state))

    monkeypatch.setattr(tallying, "_TELL", 0)
    monkeypatch.setattr(tallying._Progress, "__call__", told)
    tallying.run(closed.vote.pk)
    assert seen and all(at == stored and state == Tally.RUNS for at, stored, state in seen)


def test_the_schedule_counts_once_takes_up_what_a_dead_worker_left_and_respects_a_stop(closed, queued, hour):
    opening.open_due()
    tallying.queue_due()
    tallying.queue_due()
    assert len(queued) == 1
    Tally.objects.update(state=Tally.RUNS)
    hour.now += tallying.STALE + timedelta(seconds=1)
    tallying.queue_due()
    assert len(queued) == 2
    tallying.stop(TEAM, closed.vote.pk)
    hour.now += timedelta(days=1)
    tallying.queue_due()
    assert len(queued) == 2


def test_what_cannot_be_counted_says_why(closed, monkeypatch):
    def refuse(*_given):
        raise CannotCount("These ballots approve projects and give no points.")

    monkeypatch.setattr(counting, "outcome", refuse)
    tallying.run(closed.vote.pk)
    assert Tally.objects.get().state == Tally.FAILED
    page = signed_in("team").get(f"/team/abstimmungen/{closed.vote.pk}/zaehlen/").content.decode()
    assert "give no points" in page and "Noch einmal zählen" in page


def test_the_page_shows_the_count_stops_it_and_begins_again(
    closed, queued, django_capture_on_commit_callbacks
):
    team, address = signed_in("team"), f"/team/abstimmungen/{closed.vote.pk}/zaehlen/"
    with django_capture_on_commit_callbacks(execute=True):
        answer = team.post(f"/team/abstimmungen/{closed.vote.pk}/weiter/", {"step": "count"})
    assert answer["Location"] == address
    assert "Wartet auf den Rechner" in team.get(address).content.decode()
    Tally.objects.update(state=Tally.RUNS, budgets=12_345)
    assert "12.345 Geldbeträge" in team.get(address).content.decode()
    assert "Stand ansehen" in team.get(f"/team/abstimmungen/{closed.vote.pk}/").content.decode()
    assert team.post(address, {"step": "stop"}).status_code == 302
    assert "angehalten" in team.get(address).content.decode()
    asked = team.get(address, headers={"HX-Request": "true"})
    assert asked["HX-Redirect"] == address, "the page that asks again by itself is shown the end"
    with django_capture_on_commit_callbacks(execute=True):
        team.post(address, {"step": "start"})
    assert Tally.objects.get().state == Tally.WAITS and len(queued) == 2
    tallying.run(closed.vote.pk)
    assert team.get(address).status_code == 302


def test_only_the_team_counts_and_not_before_the_end(box, closed):
    with pytest.raises(NotAllowed):
        tallying.stop(TEAM.__class__(account_id=2), closed.vote.pk)
    assert signed_in("data_entry").get(f"/team/abstimmungen/{closed.vote.pk}/zaehlen/").status_code == 403
    running = box()
    with pytest.raises(Refused):
        tallying.start(TEAM, running.vote.pk)
