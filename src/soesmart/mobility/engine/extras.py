# SPDX-License-Identifier: EUPL-1.2
"""Rows in which people write added rides: single ones with clock times, or a line with its interval.

A single ride: "N2; fr sa; Markt 23:30; Bahnhof 23:36". A line: "N2; fr sa; 23:30-03:30 alle 60 min; Markt +0;
Bahnhof +6". A stop that the feed lacks stands with its place: "Neuer Halt (8.105, 51.571) +9".
"""

import csv
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soesmart.kernel.folding import fold
from soesmart.mobility.engine.stop_times import seconds_of

DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
MOST_RIDES = 300
"""Departures a day that one row may ask for."""
_DAY = 24 * 60
_CLOCK = r"\d{1,2}:\d\d"
_SPAN = re.compile(rf"({_CLOCK})(?:\s*(?:-|–|bis)\s*({_CLOCK})\s*(?:/|alle)\s*(\d{{1,4}})\s*(?:min\w*)?)?")
_PLACED = re.compile(r"(.*?)\s*\(?\s*(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,2}\.\d+)\s*\)?")


@dataclass(frozen=True, slots=True)
class Extra:
    """One added ride: on which weekdays (0 Monday), its calls as (stop, minute of the day).

    Stops of the feed by their place in it; added ones count on after them.
    """

    line: str
    days: tuple[int, ...]
    calls: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A stop that the feed does not have."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a row: "needs", "backwards", "unknown", "clock", "minutes" or "dense"; `what`: the
    cell that is meant."""

    line: int
    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    extras: tuple[Extra, ...]
    added: tuple[Added, ...]
    wrong: tuple[Mistake, ...]


class _Wrong(Exception):
    """`Mistake` of the row at hand."""

    def __init__(self, kind: str, what: str = "") -> None:
        super().__init__(kind)
        self.kind, self.what = kind, what


def placed(text: str) -> Added | None:
    """A stop written with its place, "Name (lon, lat)" or "lon, lat"; None without one."""
    found = _PLACED.fullmatch(text.strip())
    if not found:
        return None
    name, lon, lat = found[1].strip(), float(found[2]), float(found[3])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return Added(name or f"{lon:.5f}, {lat:.5f}", lat, lon)


def read_extras(text: str, find: Mapping[str, int], size: int) -> Entered:
    """`find`: folded stop name → stop; `size`: how many stops the feed has. Days as "fr sa" or "täglich"."""
    reader = _Reader(find, size)
    for number, row in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        cells = _cells(row)
        if not cells or cells[0].startswith("#") or (number == 1 and fold(cells[0]) in {"linie", "line"}):
            continue
        try:
            reader.extras += reader.rides(cells)
        except _Wrong as wrong:
            reader.wrong.append(Mistake(number, wrong.kind, wrong.what))
    return Entered(tuple(reader.extras), tuple(reader.added), tuple(reader.wrong))


def _cells(row: str) -> list[str]:
    delimiter = ";" if row.count(";") >= row.count(",") else ","
    return [
        cell.strip() for cells in csv.reader([row], delimiter=delimiter) for cell in cells if cell.strip()
    ]


class _Reader:
    """Rows one after another; a new stop written twice is one stop."""

    def __init__(self, find: Mapping[str, int], size: int) -> None:
        self.find, self.size = find, size
        self.extras: list[Extra] = []
        self.added: dict[Added, int] = {}
        self.wrong: list[Mistake] = []

    def rides(self, cells: Sequence[str]) -> list[Extra]:
        """A row as all the rides it stands for."""
        days, starts, calls = self.row(cells)
        return [Extra(cells[0], days, tuple((stop, start + at) for stop, at in calls)) for start in starts]

    def row(self, cells: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...], list[tuple[int, int]]]:
        """Days, departures, and calls as (stop, minutes after a departure)."""
        days = days_of(cells[1]) if len(cells) > 1 else ()
        if not days or len(cells) < 4:
            raise _Wrong("needs")
        span = _SPAN.fullmatch(cells[2]) if len(cells) > 2 else None
        calls = [self._call(cell, span is not None) for cell in cells[3 if span else 2 :]]
        if len(calls) < 2:
            raise _Wrong("needs")
        if any(b[1] < a[1] for a, b in itertools.pairwise(calls)):
            raise _Wrong("backwards")
        return days, departures(*span.groups()) if span else (0,), calls

    def _call(self, cell: str, after: bool) -> tuple[int, int]:
        name, _space, clock = cell.rpartition(" ")
        if after:
            minutes = int(clock[1:]) if re.fullmatch(r"\+\d{1,4}", clock) else None
        else:
            at = seconds_of(clock)
            minutes = None if at is None else at // 60
        stop = self._stop(name)
        if minutes is None:
            raise _Wrong("minutes" if after else "clock", cell)
        if stop is None:
            raise _Wrong("unknown", name)
        return stop, minutes

    def _stop(self, name: str) -> int | None:
        known = self.find.get(fold(name))
        new = placed(name) if known is None else None
        return self.added.setdefault(new, self.size + len(self.added)) if new else known


@dataclass(frozen=True, slots=True)
class Ridden:
    """One direction of a line as people read it: its stops and, per ride, the minute of the day at each."""

    line: str
    days: tuple[int, ...]
    stops: tuple[str, ...]
    rides: tuple[tuple[int, ...], ...]


class _Names(dict[str, int]):
    """Takes every name for a stop: a proposal outlives its timetable."""

    def __init__(self) -> None:
        super().__init__()
        self.spelt: list[str] = []

    def take(self, name: str) -> int:
        new = placed(name)
        if fold(name) not in self:
            self[fold(name)] = len(self.spelt)
            self.spelt.append(new.name if new else name)
        return self[fold(name)]


def ridden(text: str) -> tuple[Ridden, ...]:
    """Rows as timetables: those of one line, its days and stops together. Rows that are none are left out."""
    names = _Names()
    reader = _Reader(names, 0)
    found: dict[tuple[str, tuple[int, ...], tuple[str, ...]], set[tuple[int, ...]]] = {}
    for row in text.lstrip("\ufeff").splitlines():
        cells = _cells(row)
        if not cells or cells[0].startswith("#"):
            continue
        for cell in cells[2:]:
            names.take(cell.rpartition(" ")[0])
        try:
            days, starts, calls = reader.row(cells)
        except _Wrong:
            continue
        stops = tuple(names.spelt[stop] for stop, _at in calls)
        own = found.setdefault((cells[0], days, stops), set())
        own.update(tuple(start + at for _stop, at in calls) for start in starts)
    return tuple(Ridden(*key, tuple(sorted(rides))) for key, rides in found.items())


def departures(first: str, last: str | None, every: str | None) -> tuple[int, ...]:
    """Minutes of the day; a last one before the first is past midnight. One ride without a last one."""
    begin, end = seconds_of(first), seconds_of(last or first)
    if begin is None or end is None:
        raise _Wrong("clock", first if last is None else f"{first}-{last}")
    begin, end, step = begin // 60, end // 60, int(every or 1)
    end += _DAY if end < begin else 0
    if step < 1 or (end - begin) // step >= MOST_RIDES:
        raise _Wrong("dense")
    return tuple(range(begin, end + 1, step))


def days_of(text: str) -> tuple[int, ...]:
    words = text.lower().replace(",", " ").split()
    if words in (["täglich"], ["taeglich"], ["daily"]):
        return tuple(range(7))
    return tuple(sorted({DAYS.index(word[:2]) for word in words if word[:2] in DAYS}))
