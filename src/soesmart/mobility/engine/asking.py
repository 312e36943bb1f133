# SPDX-License-Identifier: EUPL-1.2
"""From, to, when: connections, the last one home, the gap, with and without a call, and what to mistrust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from soesmart.mobility.engine.footpaths import Ints
from soesmart.mobility.engine.journey import Answer, Connection, Leg, connections
from soesmart.mobility.engine.ondemand import demands
from soesmart.mobility.engine.seated import lines_within
from soesmart.mobility.engine.timetable import Timetable
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.mobility.engine.truth import deadline, rule_of
from soesmart.mobility.engine.week import HORIZON, Week

GAP = 120
"""Minutes without a departure that count as a gap."""
BEFORE, WAIT = 720, 1440
"""Minutes looked back at least; and who must wait longer than `WAIT` does not get there."""
TURN = 5 * 60
"""Before five in the morning it is still the night of the day before."""
NIGHT = (18 * 60, 34 * 60)
"""From six in the evening to ten in the morning: the longest gap that touches this is the night's."""
WHOLE_WALK = 45
"""Minutes: so long a way is walked without a ride, if that is quicker than waiting."""


@dataclass(frozen=True, slots=True)
class Step:
    """One leg in words for people. `kind`: "walk", "ride", "demand". `call_until`: None where unknown."""

    kind: str
    origin: str
    target: str
    departure: datetime
    arrival: datetime
    line: str = ""
    headsign: str = ""
    phone: bool = False
    phone_number: str = ""
    call_until: datetime | None = None
    note: str = ""
    calls: tuple[tuple[str, datetime], ...] = ()
    stays: tuple[str, ...] = ()
    """Lines as which the vehicle goes on while one stays seated."""


@dataclass(frozen=True, slots=True)
class Trip:
    """A connection. `minutes`: from setting out to arriving."""

    leave: datetime
    arrival: datetime
    rides: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return int((self.arrival - self.leave).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Found:
    """`best`: arrives earliest for who leaves when asked. `next`: those after it. `last`: before the gap.

    `gap`: no departure between these two moments: the gap one is in, else that of the coming night, else the
    next. `late`: the best one leaves only after a gap.
    """

    best: Trip | None
    next: tuple[Trip, ...]
    last: Trip | None
    gap: tuple[datetime, datetime] | None
    late: bool
    night: tuple[Trip, datetime | None] | None = None
    """The last connection of the night, whatever hour was asked, and the first departure after it; None where
    none follows until the evening after."""


@dataclass(frozen=True, slots=True)
class Reply:
    origin: str
    target: str
    at: datetime
    profile: str
    with_phone: Found
    without_phone: Found
    on_foot: int | None
    by_streets: bool
    covered: bool
    """Whether the feed holds for that day."""
    ends: tuple[Point, Point]


def ask(
    town: Town,
    origin: Point,
    target: Point,
    moment: datetime,
    profile: str = "walk",
    more: int = 3,
    whole_walk: int = WHOLE_WALK,
) -> Reply:
    """`moment`: local (naive) or aware. `whole_walk`: longest way walked without a ride, minutes."""
    week = town.week(moment.date())
    minute = week.minute(moment)
    on_foot = town.on_foot(origin, target, profile)
    foot = on_foot if on_foot is not None and on_foot <= whole_walk else None
    found = {}
    for phone in (True, False):
        found[phone] = _found(town, origin, target, week, minute, Mode(profile, phone), foot, more)
    streets = town.by_streets(origin, profile) and town.by_streets(target, profile)
    covered = town.runs_on(moment.date())
    when = week.moment(minute)
    return Reply(
        origin.name, target.name, when, profile, found[True], found[False], on_foot, streets, covered,
        (origin, target),
    )  # fmt: skip


def departures(
    town: Town, origin: Point, target: Point, week: Week, mode: Mode, since: int, until: int, foot: int | None
) -> Answer:
    """Everything that leaves between two minutes of the week."""
    net = town.network(week, mode)
    start = town.access(origin, net.times.stops, mode.profile)
    end = town.access(target, net.times.stops, mode.profile, towards=True)
    until = min(until, week.minutes + HORIZON)
    lasts = demands(town, week, net.times.stops, start, target).lasts if mode.phone and town.feed.flex else ()
    return connections(
        net, start, end, max(since, 0), until, on_foot=foot,
        lasts=lasts, following=town.following(week, mode),
    )  # fmt: skip


def _found(
    town: Town, origin: Point, target: Point, week: Week, minute: int, mode: Mode, foot: int | None, more: int
) -> Found:
    since, until = _window(minute)
    answer = departures(town, origin, target, week, mode, since, until, foot)
    telling = _Telling(town, week, town.network(week, mode).times, origin, target)
    best = _in_time(answer.at(minute), minute)
    if mode.phone and town.feed.flex:
        direct = _on_demand(town, week, origin, target, minute, mode)
        best = direct if direct and (best is None or direct.arrival < best.arrival) else best
    first = answer.next(minute)
    leaves = answer.departures[:, 0]

    def last(before: int) -> Trip:
        return telling.trip(answer.connection(before))

    def again(before: int) -> datetime | None:
        return week.moment(int(leaves[before + 1])) if before + 1 < len(leaves) else None

    dark = _night(leaves, minute, until)
    gap = _gap(leaves, minute, dark)
    back = again(gap) if gap is not None else None
    here = (last(gap), back) if gap is not None and back else None
    night = (last(dark), again(dark)) if dark is not None else None
    if minute < BEFORE and not (leaves <= minute).any():
        sunday = _sunday(town, origin, target, week, minute, mode, foot)
        monday = week.moment(int(leaves[0])) if len(leaves) else None
        if sunday and monday and monday - sunday.leave >= timedelta(minutes=GAP):
            here = sunday, monday
            night = here if minute < TURN else night
    following = [answer.connection(at) for at in range(first, min(first + more + 1, len(leaves)))]
    following = [one for one in following if best and best.leave < one.leave <= minute + WAIT][:more]
    return Found(
        telling.trip(best) if best else None,
        tuple(telling.trip(one) for one in following),
        here[0] if here else None,
        (here[0].leave, here[1]) if here else None,
        bool(best and best.leave - minute >= GAP),
        night,
    )


def _in_time(found: Connection | None, minute: int) -> Connection | None:
    return found if found and found.leave <= minute + WAIT else None


def _sunday(
    town: Town, origin: Point, target: Point, week: Week, minute: int, mode: Mode, foot: int | None
) -> Trip | None:
    """Asked early on Monday: the last connection of the week before, within the same look back."""
    before = Week(week.monday - timedelta(days=7), week.zone_name)
    end = before.minutes
    answer = departures(town, origin, target, before, mode, end + minute - BEFORE, end, foot)
    if not len(answer.departures):
        return None
    telling = _Telling(town, before, town.network(before, mode).times, origin, target)
    return telling.trip(answer.connection(len(answer.departures) - 1))


def _window(minute: int) -> tuple[int, int]:
    """From the morning of the day the minute belongs to until the noon after its night, at least a day."""
    day = _day(minute)
    return min(minute - BEFORE, day + TURN), max(minute + WAIT, day + NIGHT[1] + GAP)


def _day(minute: int) -> int:
    return (minute - TURN) // 1440 * 1440


def _night(leaves: Ints, minute: int, until: int) -> int | None:
    """Number of the departure before the longest gap of the night that belongs to this minute.

    After the last departure the gap lasts at least until the end of what was looked at.
    """
    begin, end = (_day(minute) + edge for edge in NIGHT)
    after = np.append(leaves[1:], until)[: len(leaves)]
    wide = (after - leaves) * ((leaves < end) & (after > begin))
    return int(wide.argmax()) if len(wide) and wide.max() >= GAP else None


def _gap(leaves: Ints, minute: int, night: int | None) -> int | None:
    """Number of the departure before the gap one is in, else before the night's, else before the next one."""
    wide = np.flatnonzero((np.diff(leaves) >= GAP) & (leaves[1:] > minute))
    if not len(wide):
        return None
    first = int(wide[0])
    inside = leaves[first] < minute
    ahead = night is not None and night + 1 < len(leaves) and leaves[night + 1] > minute
    return night if ahead and not inside else first


def _on_demand(
    town: Town, week: Week, origin: Point, target: Point, minute: int, mode: Mode
) -> Connection | None:
    net = town.network(week, mode)
    start = town.access(origin, net.times.stops, mode.profile)
    return demands(town, week, net.times.stops, start, target).direct(minute)


@dataclass(frozen=True, slots=True)
class _Telling:
    town: Town
    week: Week
    times: Timetable
    origin: Point
    target: Point

    def trip(self, found: Connection) -> Trip:
        moment = self.week.moment
        steps = tuple(self._step(leg) for leg in found.legs)
        return Trip(moment(found.leave), moment(found.arrival), found.rides, steps)

    def _name(self, stop: int, place: Point) -> str:
        return place.name if stop < 0 else self.town.feed.stops.names[self.times.stops[stop]]

    def _step(self, leg: Leg) -> Step:
        moment, feed = self.week.moment, self.town.feed
        ends = self._name(leg.origin, self.origin), self._name(leg.target, self.target)
        times = moment(leg.departure), moment(leg.arrival)
        if leg.kind == "walk":
            return Step("walk", *ends, *times)
        trip, *later = (
            (feed.flex[leg.run].trip,)
            if leg.kind == "demand"
            else lines_within(self.times, leg.run, leg.departure, leg.arrival)
        )
        phone = leg.kind == "demand" or bool(self.times.run_phone[leg.run])
        calls = tuple((feed.stops.names[self.times.stops[stop]], moment(at)) for stop, at in leg.calls)
        if trip < 0:
            return Step("ride", *ends, *times, line="+", phone=phone, calls=calls)
        number, until, note = self._call(leg, trip) if phone else ("", None, "")
        line, *stays = (feed.routes.names[feed.trips.route[one]] for one in (trip, *later))
        headsign = feed.trips.headsigns[trip]
        return Step(leg.kind, *ends, *times, line, headsign, phone, number, until, note, calls, tuple(stays))

    def _call(self, leg: Leg, trip: int) -> tuple[str, datetime | None, str]:
        town = self.town
        local = self.week.moment(leg.departure)
        midnight = leg.departure - local.hour * 60 - local.minute
        rule = rule_of(leg.run, self.times, town.feed, town.rules) if leg.kind == "ride" else None
        if rule:
            last = deadline(rule, leg.departure, midnight)
            note = " ".join(part for part in (rule.zones, rule.note) if part)
            return rule.phone, None if last is None else self.week.moment(last), note
        key = town.feed.flex[leg.run].booking if leg.kind == "demand" else town.feed.trips.booking[trip]
        booking = town.feed.bookings.get(key)
        if booking is None:
            return "", None, ""
        until = None
        if booking.minutes_before is not None:
            until = local - timedelta(minutes=booking.minutes_before)
        elif booking.until:
            hours, minutes = (int(part) for part in booking.until.split(":")[:2])
            until = self.week.moment(midnight - 1440 * (booking.days_before or 0) + hours * 60 + minutes)
        return booking.phone, until, booking.message


def lines_of(steps: Sequence[Step]) -> tuple[str, ...]:
    return tuple(step.line for step in steps if step.kind != "walk")
