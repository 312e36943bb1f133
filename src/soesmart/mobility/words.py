# SPDX-License-Identifier: EUPL-1.2
"""Figures of a what-if in words for a page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format

from soesmart.mobility.engine.truth import NIGHT


@dataclass(frozen=True, slots=True)
class Cell:
    """Person-hours gained by who leaves in an hour; `level` 0 none, 1 to 3 by their share of the most."""

    day: str
    value: float
    level: int


@dataclass(frozen=True, slots=True)
class HourTable:
    """Days with a gain, and a row for every hour of the day that has one on some day."""

    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    @property
    def is_wide(self) -> bool:
        """More days than stand beside each other on a phone."""
        return len(self.days) > 4


def hour_table(figures: dict[str, Any]) -> HourTable:
    """At most seven columns. A day ends at 4 in the morning: a night stays with its evening."""
    monday = monday_of(figures)
    found = {
        ((row["day"] - (row["hour"] < NIGHT)) % 7, row["hour"]): row["person_hours"]
        for row in figures["hours"]
        if row["day"] < 7
    }
    most = max(found.values(), default=0.0)
    days = sorted({day for day, _hour in found})
    names = {day: date_format(monday + timedelta(days=day), "l") for day in days}
    rows = tuple(
        (f"{hour}–{hour + 1}", tuple(_cell(names[day], found.get((day, hour), 0.0), most) for day in days))
        for hour in sorted({hour for _day, hour in found}, key=lambda hour: (hour - NIGHT) % 24)
    )
    return HourTable(tuple(names.values()), rows)


def _cell(day: str, value: float, most: float) -> Cell:
    return Cell(day, value, 0 if value <= 0 else 1 + min(int(3 * value / most), 2))


def monday_of(figures: dict[str, Any]) -> date:
    """The first day of the week that was computed."""
    return date.fromisoformat(figures["monday"])
