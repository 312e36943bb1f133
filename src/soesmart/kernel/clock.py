# SPDX-License-Identifier: EUPL-1.2
"""Time: stored in UTC, shown and counted in the town's time zone (decision 8)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC. Tests replace this one function."""
    return datetime.now(UTC)


def local_date(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=64)
def _holidays(state: str, year: int) -> frozenset[date]:
    import holidays  # takes a thirtieth of a second of every word of the command line, few need it

    return frozenset(holidays.country_holidays("DE", subdiv=state or None, years=year))


def is_working_day(day: date, state: str) -> bool:
    """Monday to Friday without the public holidays of the German `state` (two letters)."""
    return day.weekday() < 5 and day not in _holidays(state, day.year)


def add_working_days(start: date, days: int, state: str) -> date:
    """The `days`-th working day after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, state)
    return day


def deadline(asked: datetime, days: int, state: str, zone: str) -> datetime:
    """The instant at which a promise of `days` working days ends: 24:00 local of the last one."""
    last = add_working_days(local_date(asked, zone), days, state)
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
