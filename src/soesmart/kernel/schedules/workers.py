# SPDX-License-Identifier: EUPL-1.2
"""Signs of life: a killed worker must not keep a schedule or a job for ever."""

from datetime import timedelta

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from soesmart.kernel.clock import now
from soesmart.kernel.schedules.models import Beat

BEAT_SECONDS = 10
LOST_AFTER = timedelta(seconds=60)


def beat(worker: str) -> None:
    Beat.objects.update_or_create(worker=worker, defaults={"seen_at": now()})


def leave(worker: str) -> None:
    Beat.objects.filter(worker=worker).delete()


def living() -> frozenset[str]:
    """Workers that gave a sign of life lately."""
    seen = Beat.objects.filter(seen_at__gt=now() - LOST_AFTER)
    return frozenset(seen.values_list("worker", flat=True))


@transaction.atomic
def return_orphans() -> int:
    """Put jobs whose worker died back into the queue; jobs are idempotent, so running again is right."""
    alive = living()
    started_before = now() - LOST_AFTER
    orphans = [
        job.pk
        for job in DBTaskResult.objects.running().filter(started_at__lt=started_before)
        if not job.worker_ids or job.worker_ids[-1] not in alive
    ]
    Beat.objects.filter(seen_at__lt=now() - timedelta(days=1)).delete()
    return DBTaskResult.objects.running().filter(pk__in=orphans).update(status="READY", started_at=None)
