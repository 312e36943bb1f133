# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest

from soesmart.kernel import clock
from soesmart.kernel.room import Schedule
from soesmart.kernel.schedules import actions, workers
from soesmart.kernel.schedules.actions import claim, tick
from soesmart.kernel.schedules.models import Run
from soesmart.kernel.schedules.workers import beat


@pytest.fixture
def time_passes(monkeypatch):
    passed = timedelta()

    def later(**by):
        nonlocal passed
        passed += timedelta(**by)

    def now():
        return clock.now() + passed

    for module in (actions, workers):
        monkeypatch.setattr(module, "now", now)
    return later


def counting(name="count", every=60):
    calls = []
    return Schedule(name, every, lambda: calls.append(1)), calls


@pytest.mark.django_db
def test_runs_when_due_and_not_before(time_passes):
    schedule, calls = counting()
    assert tick("a", [schedule]) == {"count": ""}
    assert tick("a", [schedule]) == {}
    time_passes(seconds=61)
    assert tick("b", [schedule]) == {"count": ""}
    assert len(calls) == 2


@pytest.mark.django_db
def test_a_failure_is_kept_and_the_next_schedule_still_runs(time_passes):
    def broken():
        raise ValueError("no such feed")

    good, calls = counting("good")
    assert tick("a", [Schedule("bad", 60, broken), good]) == {"bad": "ValueError: no such feed", "good": ""}
    assert Run.objects.get(name="bad").error == "ValueError: no such feed"
    assert calls


@pytest.mark.django_db
def test_a_long_run_is_not_started_again_while_its_worker_lives(time_passes):
    schedule, _ = counting()
    beat("a")
    assert claim(schedule, "a")
    time_passes(minutes=5)
    beat("a")
    assert not claim(schedule, "b")


@pytest.mark.django_db
def test_a_killed_worker_loses_its_schedule(time_passes):
    schedule, _ = counting()
    beat("a")
    assert claim(schedule, "a")
    time_passes(minutes=5)
    assert claim(schedule, "b")
