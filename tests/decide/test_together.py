# SPDX-License-Identifier: EUPL-1.2
"""Jobs that wait go together; each gets its own outcome, and one that fails takes nobody along."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from soesmart.decide.actions.together import Together

WAITING = range(1, 6)


class Kitchen:
    """The first job holds the turn until the others wait."""

    def __init__(self, bad: int = -1) -> None:
        self.bad, self.batches = bad, []
        self.holding, self.all_here = threading.Event(), threading.Event()
        self.together = Together(self.work, self.alone)

    def work(self, jobs):
        self.batches.append(sorted(jobs))
        if self.bad in jobs:
            raise ValueError("the whole batch is undone")
        return [10 * job for job in jobs]

    def alone(self, job):
        if job == 0:
            self.holding.set()
            assert self.all_here.wait(20)
        self.batches.append([job])
        if job == self.bad:
            raise ValueError(f"job {job}")
        return 10 * job

    def serve(self):
        with ThreadPoolExecutor(8) as pool:
            first = pool.submit(self.together.do, 0)
            assert self.holding.wait(20)
            others = [pool.submit(self.together.do, job) for job in WAITING]
            while len(self.together._queue) < len(WAITING):
                assert not any(other.done() for other in others)
            self.all_here.set()
            return [first, *others]


def test_who_waits_goes_together():
    kitchen = Kitchen()
    assert [done.result(20) for done in kitchen.serve()] == [0, 10, 20, 30, 40, 50]
    assert kitchen.batches == [[0], list(WAITING)]


def test_one_that_fails_takes_nobody_along():
    kitchen = Kitchen(bad=3)
    done = kitchen.serve()
    assert [one.result(20) for at, one in enumerate(done) if at != 3] == [0, 10, 20, 40, 50]
    with pytest.raises(ValueError, match="job 3"):
        done[3].result(20)


@pytest.mark.django_db
def test_inside_somebody_elses_transaction_a_job_is_done_alone():
    kitchen = Kitchen()
    kitchen.together._queue.append("whose commit nobody here may promise")
    with transaction.atomic():
        assert kitchen.together.do(7) == 70
    assert len(kitchen.together._queue) == 1
