# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from soesmart.kernel.clock import now
from soesmart.kernel.schedules.workers import beat, return_orphans


def job(worker, minutes):
    at = now() - timedelta(minutes=minutes)
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=at,
        run_after=at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y",
        backend_name="default",
        worker_ids=[worker],
    )


@pytest.mark.django_db
def test_jobs_of_a_dead_worker_go_back_into_the_queue():
    beat("alive")
    dead, busy, fresh = job("dead", 5), job("alive", 5), job("dead", 0)
    assert return_orphans() == 1
    for each in (dead, busy, fresh):
        each.refresh_from_db()
    assert [dead.status, busy.status, fresh.status] == ["READY", "RUNNING", "RUNNING"]
