# SPDX-License-Identifier: EUPL-1.2
"""What if: extra rides or a moved stop, everything computed anew, and who gains at which hours.

A person gains a minute where the way takes a minute less, at most GAIN of them: who could not come at all
before and now can has gained GAIN minutes, not a day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.doors import every_minute
from soesmart.mobility.engine.extras import Extra
from soesmart.mobility.engine.footpaths import Ways, gathered
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.network import Network
from soesmart.mobility.engine.profile import NEVER, everyone
from soesmart.mobility.engine.timetable import Timetable

GAIN = 240
TOGETHER = 512
"""Destinations between two looks at the clock: seconds, even with 4,000 stops."""


def with_extras(times: Timetable, extras: Sequence[Extra]) -> Timetable:
    """The week with the added rides; stops that had no ride so far come after the others."""
    stops = _with_stops(times.stops, extras)
    number = {int(stop): at for at, stop in enumerate(stops)}
    rows: list[tuple[int, int, int, int, int, int]] = []
    runs: list[int] = []
    end = int(times.departure.max()) + 1 if len(times) else times.week.minutes
    for at, extra in enumerate(extras):
        for day in (
            *extra.days,
            *(7 + day for day in extra.days),
            *(day - 7 for day in extra.days if day > 5),
        ):
            base = times.week.base_seconds(_date(times, day)) // 60
            hops = list(zip(extra.calls, extra.calls[1:], strict=False))
            for order, ((a, leaves), (b, arrives)) in enumerate(hops):
                if 0 <= base + leaves < max(end, times.week.minutes):
                    row = (base + leaves, base + arrives, number[a], number[b], times.runs + len(runs), order)
                    rows.append(row)
            runs.append(-1 - at)
    if not rows:
        return times
    more = np.array(rows, np.int32).T
    names = ["departure", "arrival", "origin", "target", "trip", "order"]
    columns = {name: np.concatenate([getattr(times, name), more[at]]) for at, name in enumerate(names)}
    open_doors = np.ones(len(rows), np.bool_)
    columns["board"] = np.concatenate([times.board, open_doors])
    columns["alight"] = np.concatenate([times.alight, open_doors])
    by_time = np.lexsort((-columns["order"], -columns["departure"]))
    sorted_columns: dict[str, Any] = {name: column[by_time] for name, column in columns.items()}
    return replace(
        times,
        stops=stops,
        **sorted_columns,
        run_trip=np.concatenate([times.run_trip, np.array(runs, np.int32)]),
        run_phone=np.concatenate([times.run_phone, np.zeros(len(runs), np.bool_)]),
        run_wheelchair=np.concatenate([times.run_wheelchair, np.zeros(len(runs), np.int8)]),
    )


def _with_stops(stops: NDArray[np.int32], extras: Sequence[Extra]) -> NDArray[np.int32]:
    called = {stop for extra in extras for stop, _minute in extra.calls}
    new = sorted(called - set(stops.tolist()))
    return np.concatenate([stops, np.array(new, np.int32)])


def _date(times: Timetable, day: int) -> date:
    return times.week.monday + timedelta(days=day)


@dataclass(frozen=True, slots=True)
class Gains:
    """`minutes[place, hour of the week]`: minutes gained on average by who leaves in that hour.

    `person_hours`: in a week, if each person of a place made the way once in every hour; `reached`: people
    who can come now in some hour where they could not before.
    """

    minutes: NDArray[np.float64]
    newly: NDArray[np.bool_]
    person_hours: float
    reached: float


def gains(
    before: Network,
    after: Network,
    origins: tuple[Access, Access],
    walks: tuple[Ways, Ways],
    people: NDArray[np.float64],
    watch: Callable[[], None] = lambda: None,
    on_foot: NDArray[np.int32] | None = None,
) -> Gains:
    """From one place (say the market) to all destinations with people, before and after.

    `origins`: the place → stops. `walks`: stops → destinations. `on_foot`: minutes of the whole way without a
    ride to each of them, `GAIN` where it is too long: nobody needs a bus out and back to get next door.

    `watch` is called every few seconds and may raise to stop.
    """
    minutes, newly = [], []
    for first in range(0, len(people), TOGETHER):
        last = min(first + TOGETHER, len(people))
        spent = []
        for net, origin, walk in zip((before, after), origins, walks, strict=True):
            watch()
            ridden = _spent(net, origin, _towards(walk, first, last), last - first)
            spent.append(ridden if on_foot is None else np.minimum(ridden, on_foot[first:last]))
        saved = np.maximum(spent[0] - spent[1], 0)
        minutes.append(saved.mean(axis=1).T)
        stuck, freed = (spent[0] >= GAIN).all(axis=1).T, (spent[1] < GAIN).any(axis=1).T
        newly.append(stuck & freed)
    gained, new = np.concatenate(minutes), np.concatenate(newly)
    reached = float(people @ new.any(axis=1))
    return Gains(gained, new, float(people @ gained.sum(axis=1)) / 60, reached)


def _spent(net: Network, origin: Access, walk: Ways, destinations: int) -> NDArray[np.int32]:
    """Minutes under way, at most `GAIN`: [hour of the week, minute, destination]."""
    week = net.times.week.minutes
    found = every_minute(everyone(net, walk, destinations), origin, 0, week)
    now = np.arange(week, dtype=np.int32)[:, None]
    spent = np.where(found == NEVER, GAIN, np.minimum(found - now, GAIN))
    return spent[: week // 60 * 60].reshape(week // 60, 60, -1)


def _towards(walk: Ways, first: int, last: int) -> Ways:
    """The ways to some of the destinations, numbered anew."""
    rows = np.repeat(np.arange(len(walk.pointer) - 1, dtype=np.int32), np.diff(walk.pointer))
    kept = (walk.target >= first) & (walk.target < last)
    return gathered(len(walk.pointer) - 1, rows[kept], walk.target[kept] - first, walk.minutes[kept])
