# SPDX-License-Identifier: EUPL-1.2
"""The reply clock's figures: per department, never per person."""

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median

from soesmart.ask import rules
from soesmart.ask.actions.moving import promised_days
from soesmart.ask.models import ReplyClock
from soesmart.ask.types import ClockRow, Kind, Promise
from soesmart.kernel import clock

_YEAR = timedelta(days=365)
_COLUMNS = (
    "contribution__department__slug",
    "contribution__department__name",
    "started_at",
    "due_at",
    "stopped_at",
)


def reply_promises() -> tuple[Promise, ...]:
    return tuple(Promise(kind, promised_days(kind)) for kind in Kind)


def reply_clock() -> tuple[ClockRow, ...]:
    """One row per department that had a question within a year, by name; not assigned ones first."""
    now = clock.now()
    runs = (
        ReplyClock.objects.filter(counts=True, contribution__state__in=[*rules.LISTED])
        .filter(started_at__gte=now - _YEAR)
        .values_list(
            "contribution__department__slug",
            "contribution__department__name",
            "started_at",
            "due_at",
            "stopped_at",
        )
    )
    groups: dict[tuple[str, str], list[tuple[datetime, datetime, datetime | None]]] = defaultdict(list)
    for slug, name, started, due, stopped in runs:
        groups[name or "", slug or ""].append((started, due, stopped))
    return tuple(_row(slug, name, groups[name, slug], now) for name, slug in sorted(groups))


def _row(
    slug: str, name: str, runs: list[tuple[datetime, datetime, datetime | None]], now: datetime
) -> ClockRow:
    replied = [(started, due, stopped) for started, due, stopped in runs if stopped]
    waiting = [due for _started, due, stopped in runs if not stopped]
    days = [(stopped - started).total_seconds() / 86_400 for started, _due, stopped in replied]
    return ClockRow(
        department=slug,
        name=name,
        in_time=sum(stopped <= due for _started, due, stopped in replied),
        late=sum(stopped > due for _started, due, stopped in replied),
        waiting=len(waiting),
        overdue=sum(due < now for due in waiting),
        median_days=round(median(days)) if days else None,
    )
