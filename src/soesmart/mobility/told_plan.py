# SPDX-License-Identifier: EUPL-1.2
"""The rides and moved stops of a proposal as people read them: small timetables instead of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from soesmart.mobility.engine.extras import Ridden, ridden
from soesmart.mobility.entering import MOVE

COLUMNS = 3
"""Rides that stand beside each other on a phone."""


@dataclass(frozen=True, slots=True)
class TimeTable:
    """`heads`: over the columns of times; empty over a single one."""

    line: str
    ends: tuple[str, str]
    days: str
    often: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MovedStop:
    stop: str
    place: str


def timetables(text: str) -> tuple[TimeTable, ...]:
    return tuple(_table(one) for one in ridden(text))


def moved_stops(text: str) -> tuple[MovedStop, ...]:
    rows = ([cell.strip() for cell in row.split(";")] for row in text.splitlines())
    return tuple(
        MovedStop(cells[1], f"{cells[3]}, {cells[2]}")
        for cells in rows
        if cells[0].lower() in MOVE and len(cells) > 3
    )


def _table(one: Ridden) -> TimeTable:
    rides = one.rides if len(one.rides) <= COLUMNS else (one.rides[0], one.rides[-1])
    short = len(rides) < len(one.rides)
    heads: tuple[str, ...] = (_("Erste Fahrt"), _("Letzte Fahrt")) if short else ()
    if not short and len(rides) > 1:
        heads = tuple(_("Fahrt %(n)d") % {"n": n} for n in range(1, len(rides) + 1))
    rows = tuple((stop, tuple(_clock(ride[at]) for ride in rides)) for at, stop in enumerate(one.stops))
    return TimeTable(
        one.line, (one.stops[0], one.stops[-1]), days_in_words(one.days), _often(one.rides), heads, rows
    )


def _often(rides: Sequence[tuple[int, ...]]) -> str:
    if len(rides) == 1:
        return _("eine Fahrt")
    steps = {b[0] - a[0] for a, b in pairwise(rides)}
    count = _("%(n)d Fahrten") % {"n": len(rides)}
    if len(steps) == 1:
        return _("%(count)s, alle %(n)d Minuten") % {"count": count, "n": steps.pop()}
    if len(rides) <= COLUMNS:
        return count
    return _("%(count)s, ab %(times)s") % {"count": count, "times": ", ".join(_clock(r[0]) for r in rides)}


def days_in_words(days: Sequence[int]) -> str:
    names = [str(WEEKDAYS[day]) for day in days]
    if len(days) == 7:
        return _("täglich")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s bis %(last)s") % {"first": names[0], "last": names[-1]}
    return _(" und ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
