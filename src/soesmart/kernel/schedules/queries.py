# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator
from datetime import timedelta

from soesmart.kernel import registry
from soesmart.kernel.clock import now
from soesmart.kernel.room import Finding
from soesmart.kernel.schedules.models import Run

_PATIENCE = timedelta(minutes=10)


def findings() -> Iterator[Finding]:
    """Schedules whose newest run failed, or that nobody has run for long."""
    runs = {run.name: run for run in Run.objects.all()}
    for schedule in registry.schedules():
        run = runs.get(schedule.name)
        if run is None or run.started_at is None:
            yield Finding(False, f"{schedule.name} has never run. Is `soesmart worker` running?")
            continue
        late = now() - run.started_at > timedelta(seconds=schedule.every_seconds) + _PATIENCE
        if run.error:
            yield Finding(
                False, f"{schedule.name} failed at {run.started_at:%Y-%m-%d %H:%M} UTC: {run.error}"
            )
        elif late:
            yield Finding(False, f"{schedule.name} is late. Is `soesmart worker` running?")
        else:
            yield Finding(True, f"{schedule.name} ran at {run.started_at:%Y-%m-%d %H:%M} UTC")
