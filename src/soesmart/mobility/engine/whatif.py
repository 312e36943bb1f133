# SPDX-License-Identifier: EUPL-1.2
"""What if: extra rides or a moved stop, everything computed anew, and who gains at which hours.

A person gains a minute where the way takes a minute less, at most GAIN of them: who could not come at all
before and now can has gained GAIN minutes, not a day.
"""

import csv
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.doors import every_minute
from soesmart.mobility.engine.footpaths import Ways, gathered
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.network import Network
from soesmart.mobility.engine.profile import NEVER, everyone
from soesmart.mobility.engine.stop_times import seconds_of
from soesmart.mobility.engine.timetable import Timetable

GAIN = 240
TOGETHER = 512
"""Destinations between two looks at the clock: seconds, even with 4,000 stops."""
DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


@dataclass(frozen=True, slots=True)
class Extra:
    """One added ride: on which weekdays (0 Monday), its calls as (stop of the feed, minute of the day)."""

    line: str
    days: tuple[int, ...]
    calls: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    line: int
    text: str


def read_extras(text: str, find: "dict[str, int]") -> tuple[tuple[Extra, ...], tuple[Mistake, ...]]:
    """Rows "line;days;stop hh:mm;stop hh:mm;…" – days as "fr sa" or "täglich".

    `find`: folded stop name → stop.
    """
    from soesmart.kernel.folding import fold

    extras: list[Extra] = []
    wrong: list[Mistake] = []
    first = text.lstrip("\ufeff").splitlines()[:1]
    delimiter = ";" if first and first[0].count(";") >= first[0].count(",") else ","
    for number, row in enumerate(csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or cells[0].startswith("#") or (number == 1 and fold(cells[0]) in {"linie", "line"}):
            continue
        days = _days(cells[1]) if len(cells) > 1 else ()
        calls: list[tuple[int, int]] = []
        for cell in cells[2:]:
            name, _space, clock = cell.rpartition(" ")
            at = seconds_of(clock)
            stop = find.get(fold(name))
            if at is None or stop is None:
                wrong.append(Mistake(number, f"„{cell}“: Haltestelle unbekannt oder keine Uhrzeit (hh:mm)."))
                break
            calls.append((stop, at // 60))
        else:
            if not days or len(calls) < 2:
                wrong.append(
                    Mistake(number, "Eine Fahrt braucht Linie; Tage; mindestens zwei Halte mit Uhrzeit.")
                )
            elif any(b[1] < a[1] for a, b in itertools.pairwise(calls)):
                wrong.append(
                    Mistake(
                        number, "Die Zeiten laufen rückwärts. Nach Mitternacht zählen Stunden weiter: 24:30."
                    )
                )
            else:
                extras.append(Extra(cells[0], days, tuple(calls)))
    return tuple(extras), tuple(wrong)


def _days(text: str) -> tuple[int, ...]:
    words = text.lower().replace(",", " ").split()
    if words in (["täglich"], ["taeglich"], ["daily"]):
        return tuple(range(7))
    return tuple(sorted({DAYS.index(word[:2]) for word in words if word[:2] in DAYS}))


def with_extras(times: Timetable, extras: Sequence[Extra]) -> Timetable:
    """The week with the added rides. All their stops must be used stops of the feed."""
    number = {int(stop): at for at, stop in enumerate(times.stops)}
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
        **sorted_columns,
        run_trip=np.concatenate([times.run_trip, np.array(runs, np.int32)]),
        run_phone=np.concatenate([times.run_phone, np.zeros(len(runs), np.bool_)]),
        run_wheelchair=np.concatenate([times.run_wheelchair, np.zeros(len(runs), np.int8)]),
    )


def _date(times: Timetable, day: int):  # type: ignore[no-untyped-def]
    from datetime import timedelta

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
    origin: Access,
    walks: tuple[Ways, Ways],
    people: NDArray[np.float64],
    watch: Callable[[], None] = lambda: None,
) -> Gains:
    """From one place (say the market) to all destinations with people. `walks`: stops → destinations.

    `watch` is called every few seconds and may raise to stop.
    """
    minutes, newly = [], []
    for first in range(0, len(people), TOGETHER):
        last = min(first + TOGETHER, len(people))
        spent = []
        for net, walk in zip((before, after), walks, strict=True):
            watch()
            spent.append(_spent(net, origin, _towards(walk, first, last), last - first))
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
