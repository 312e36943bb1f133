# SPDX-License-Identifier: EUPL-1.2
"""Who gets home when, and what one reaches: rows for pages, tables and maps."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from soesmart.mobility import queries
from soesmart.mobility.engine.asking import Found, Trip, ask
from soesmart.mobility.engine.reach import Reached, reach
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.places.facade import Place

LONG = 90
"""Minutes: who needs longer, or waits until morning, does not count as getting home."""

WALK = 30
"""Minutes: a longer way on foot at night is no way home."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """`state`: "good", "call" (only with a call), "none". `minutes`: from the hour asked until arriving."""

    place: Place
    state: str
    minutes: int | None
    trip: Trip | None
    plain: Found
    phoned: Found

    @property
    def last(self) -> Trip | None:
        """The last one of the night, with a call if need be."""
        return self.phoned.night[0] if self.phoned.night else None

    @property
    def morning(self) -> datetime | None:
        """The first one after it, if any within a day."""
        return self.phoned.night[1] if self.phoned.night else None


def homeward(town: Town, origin: Point, moment: datetime, profile: str = "walk") -> tuple[HomeRow, ...]:
    """One row for every village and quarter, those that nobody reaches first."""
    rows = []
    for place in queries.villages():
        if place.lat is None or place.lon is None or place.name == origin.name:
            continue
        reply = ask(
            town, origin, Point(place.lat, place.lon, place.name), moment, profile, more=0, whole_walk=WALK
        )
        rows.append(_row(place, reply.without_phone, reply.with_phone, reply.at))
    order = {"none": 0, "call": 1, "good": 2}
    return tuple(sorted(rows, key=lambda row: (order[row.state], -(row.place.people or 0))))


def _row(place: Place, plain: Found, phoned: Found, at: datetime) -> HomeRow:
    for state, found in (("good", plain), ("call", phoned)):
        if found.best and found.best.arrival - at <= timedelta(minutes=LONG):
            minutes = int((found.best.arrival - at).total_seconds()) // 60
            return HomeRow(place, state, minutes, found.best, plain, phoned)
    return HomeRow(place, "none", None, plain.best or phoned.best, plain, phoned)


@dataclass(frozen=True, slots=True)
class ReachRow:
    place: Place
    minutes: int


def reachable(
    town: Town, origin: Point, moment: datetime, mode: Mode, within: int
) -> tuple[tuple[ReachRow, ...], tuple[Reached, ...]]:
    """The town's places and the timetable's stops within so many minutes."""
    rows = []
    for place in queries.villages():
        if place.lat is None or place.lon is None:
            continue
        reply = ask(town, origin, Point(place.lat, place.lon, place.name), moment, mode.profile, more=0)
        found = reply.with_phone if mode.phone else reply.without_phone
        if found.best:
            minutes = int((found.best.arrival - reply.at).total_seconds()) // 60
            if minutes <= within:
                rows.append(ReachRow(place, minutes))
    return tuple(sorted(rows, key=lambda row: row.minutes)), reach(town, origin, moment, mode, within)
