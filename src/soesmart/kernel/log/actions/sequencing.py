# SPDX-License-Identifier: EUPL-1.2
from django.db import transaction

from soesmart.kernel.log.actions.appending import append
from soesmart.kernel.log.actions.origins import current_origin
from soesmart.kernel.log.models import Pending

BATCH = 500


@transaction.atomic
def integrate(limit: int = BATCH) -> int:
    """Turn the oldest pending rows into leaves; returns how many.

    The lock on the origin lets one sequencer work at a time (SQLite has one writer anyway); a second one
    finds nothing left. The locks on the rows make `erase` wait until they are leaves. Rows are removed
    by id, not by range: PostgreSQL may commit a lower id later, it then comes with the next run.
    """
    origin = current_origin()
    rows = list(Pending.objects.select_for_update().order_by("id")[:limit])
    if rows:
        append(origin, rows)
        Pending.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(rows)
