# SPDX-License-Identifier: EUPL-1.2
"""One axis for everything: elapsed minutes since Monday 00:00 local of a concrete week.

A week has 10,080 minutes, 60 more or fewer where the clocks change. GTFS counts the times of a service day
from noon minus twelve hours, which is midnight except on those days (GTFS reference, "Time").
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HORIZON = 24 * 60
"""Rides this long after the week's end still count: who leaves on Sunday night arrives on Monday."""


def zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on `monday` in the time zone named `zone_name`."""

    monday: date
    zone_name: str

    def __post_init__(self) -> None:
        if self.monday.weekday():
            raise ValueError(f"{self.monday} is no Monday")

    @classmethod
    def of(cls, day: date, zone_name: str) -> "Week":
        return cls(day - timedelta(days=day.weekday()), zone_name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    @property
    def start(self) -> datetime:
        """Monday 00:00 local, in UTC."""
        return datetime.combine(self.monday, time(), self.zone).astimezone(UTC)

    @property
    def minutes(self) -> int:
        """10,080, or 60 more or fewer."""
        end = datetime.combine(self.monday + timedelta(days=7), time(), self.zone).astimezone(UTC)
        return int((end - self.start).total_seconds()) // 60

    def minute(self, moment: datetime) -> int:
        """Elapsed minutes from Monday 00:00 to an aware or (local) naive moment, rounded down."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        return int((moment.astimezone(UTC) - self.start).total_seconds() // 60)

    def moment(self, minute: int) -> datetime:
        """The local wall-clock time of an elapsed minute."""
        return (self.start + timedelta(minutes=int(minute))).astimezone(self.zone)

    def base_seconds(self, day: date, zone_of_day: ZoneInfo | None = None) -> int:
        """Where second 0 of a service day lies: noon minus twelve hours, in seconds on the axis."""
        noon = datetime.combine(day, time(12), zone_of_day or self.zone).astimezone(UTC)
        return int((noon - timedelta(hours=12) - self.start).total_seconds())
