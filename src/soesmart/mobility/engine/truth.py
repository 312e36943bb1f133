# SPDX-License-Identifier: EUPL-1.2
"""What the town knows better than its feed: rides only after a call, days without, stops that moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.feed import Feed, Transfer
from soesmart.mobility.engine.timetable import Timetable

RuleKind = Literal["call", "none", "moved"]
NIGHT = 4
"""Hours after midnight that still belong to the day before, as passengers see it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One correction of lines (`lines`: names as passengers know them) or single trips (`trips`: ids).

    "call": rides only after a call to `phone`, at the latest `minutes_before` minutes before departure or at
    `until` ("20:00") of the day. "none": no ride at all from `since` to `last`. "moved": `stop` (id) lies at
    `lat`, `lon`. `since`, `last` None: always.
    """

    kind: RuleKind
    lines: tuple[str, ...] = ()
    trips: tuple[str, ...] = ()
    phone: str = ""
    minutes_before: int | None = None
    until: str = ""
    zones: str = ""
    note: str = ""
    since: date | None = None
    last: date | None = None
    stop: str = ""
    lat: float | None = None
    lon: float | None = None


def moved(feed: Feed, rules: Sequence[Rule]) -> Feed:
    """The feed with its stops where they are now."""
    places = {
        rule.stop: (rule.lat, rule.lon) for rule in rules if rule.kind == "moved" and rule.lat is not None
    }
    hits = [(at, places[key]) for at, key in enumerate(feed.stops.ids) if key in places]
    if not hits:
        return feed
    lat, lon = feed.stops.lat.copy(), feed.stops.lon.copy()
    for at, (north, east) in hits:
        lat[at], lon[at] = north, east
    rest: tuple[Transfer, ...] = feed.transfers
    return replace(feed, stops=replace(feed.stops, lat=lat, lon=lon), transfers=rest)


def corrected(times: Timetable, feed: Feed, rules: Sequence[Rule]) -> Timetable:
    """Runs marked as call-ahead, runs of days without left out."""
    phone = times.run_phone.copy()
    dropped = np.zeros(times.runs, np.bool_)
    if not rules or not times.runs:
        return times
    days = _days(times)
    for rule in rules:
        if rule.kind == "moved":
            continue
        concerned = _concerned(times, feed, rule) & _on_days(days, rule)
        if rule.kind == "call":
            phone |= concerned
        else:
            dropped |= concerned
    kept = times.only(~dropped) if dropped.any() else times
    return replace(kept, run_phone=phone)


def rule_of(run: int, times: Timetable, feed: Feed, rules: Sequence[Rule]) -> Rule | None:
    """The first rule by which a run must be called for on its day."""
    trip = int(times.run_trip[run])
    if trip < 0:
        return None
    name, key = feed.routes.names[feed.trips.route[trip]], feed.trips.ids[trip]
    hits = [rule for rule in rules if rule.kind == "call" and (name in rule.lines or key in rule.trips)]
    if not any(rule.since or rule.last for rule in hits):
        return next(iter(hits), None)
    day = _days(times.only(np.arange(times.runs) == run))[run]
    return next((rule for rule in hits if _on_days(day, rule)), None)


def _concerned(times: Timetable, feed: Feed, rule: Rule) -> NDArray[np.bool_]:
    lines = np.array([name in rule.lines for name in feed.routes.names] or [False], np.bool_)
    trips = np.array([key in rule.trips for key in feed.trips.ids] or [False], np.bool_)
    of_feed = times.run_trip >= 0
    trip = np.where(of_feed, times.run_trip, 0)
    hit: NDArray[np.bool_] = of_feed & (lines[feed.trips.route[trip]] | trips[trip])
    return hit


def _days(times: Timetable) -> NDArray[np.int64]:
    """The ordinal of the day that passengers count each run to."""
    first = np.full(times.runs, np.iinfo(np.int32).max, np.int64)
    np.minimum.at(first, times.trip, times.departure)
    first[first > 1 << 20] = 0
    steps = (first - NIGHT * 60) // 1440
    found: NDArray[np.int64] = times.week.monday.toordinal() + steps
    return found


def _on_days(days: NDArray[np.int64], rule: Rule) -> NDArray[np.bool_]:
    since = rule.since.toordinal() if rule.since else 0
    last = rule.last.toordinal() if rule.last else 1 << 40
    return (days >= since) & (days <= last)


def deadline(rule: Rule, departure: int, midnight: int) -> int | None:
    """The minute until which one must have called; None where the rule tells none. `midnight`: of the day."""
    found = [departure - rule.minutes_before] if rule.minutes_before is not None else []
    if rule.until:
        hours, minutes = rule.until.split(":")
        at = midnight + int(hours) * 60 + int(minutes)
        found.append(at if at <= departure else at - 1440)
    return min(found) if found else None
