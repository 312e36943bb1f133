# SPDX-License-Identifier: EUPL-1.2
"""For whoever watches the machine: is the database there, does the worker live, how late is the log?"""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from soesmart.kernel import clock
from soesmart.kernel.log.queries import summary
from soesmart.kernel.schedules.workers import living

PATIENCE = 5
"""Times the promised delay of the log after which somebody should look."""


def health(request: HttpRequest) -> JsonResponse:
    found = _found()
    status = 200 if found["ok"] else 503
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})


def _found() -> dict[str, Any]:
    try:
        log, workers = summary(), len(living())
    except DatabaseError:
        return {"ok": False, "database": False}
    late = (clock.now() - log.oldest_pending).total_seconds() if log.oldest_pending else 0.0
    in_time = late <= PATIENCE * log.promised_seconds
    return {
        "ok": workers > 0 and in_time,
        "database": True,
        "workers": workers,
        "log": {
            "pending": log.pending,
            "late_seconds": round(late),
            "promised_seconds": log.promised_seconds,
        },
    }
