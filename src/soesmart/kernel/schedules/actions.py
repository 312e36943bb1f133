# SPDX-License-Identifier: EUPL-1.2
"""Starts scheduled work that is due; any number of workers may try, one of them runs it."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q

from soesmart.kernel import registry
from soesmart.kernel.clock import now
from soesmart.kernel.room import Schedule
from soesmart.kernel.schedules.models import Run
from soesmart.kernel.schedules.workers import living

_log = logging.getLogger("soesmart.schedules")


def tick(worker: str, schedules: Iterable[Schedule] | None = None) -> dict[str, str]:
    """Run what is due, one after the other: name → error, empty when all went well."""
    due = registry.schedules() if schedules is None else schedules
    return {schedule.name: _run(schedule) for schedule in due if claim(schedule, worker)}


def claim(schedule: Schedule, worker: str) -> bool:
    """Whether `worker` may run the schedule now. One conditional UPDATE decides, on any database."""
    at = now()
    Run.objects.get_or_create(name=schedule.name)
    due = Q(started_at=None) | Q(started_at__lte=at - timedelta(seconds=schedule.every_seconds))
    free = Q(holder="") | ~Q(holder__in=living())
    taken = Run.objects.filter(due & free, name=schedule.name).update(
        holder=worker, started_at=at, finished_at=None
    )
    return taken == 1


def _run(schedule: Schedule) -> str:
    error = ""
    try:
        schedule.run()
    except Exception as failure:  # one broken schedule must not stop the others
        _log.exception("schedule %s failed", schedule.name)
        error = f"{type(failure).__name__}: {failure}"
    Run.objects.filter(name=schedule.name).update(holder="", finished_at=now(), error=error)
    return error
