# SPDX-License-Identifier: EUPL-1.2
"""On which days each service runs: calendar.txt, calendar_dates.txt, either or both."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.problems import Report
from soesmart.mobility.engine.tables import Files, numbered

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST = 3660
"""Days; a calendar that claims more is cut."""

Days = NDArray[np.int32]
"""Sorted ordinals of dates."""


def day_of(text: str) -> date | None:
    """YYYYMMDD, or the same with dashes."""
    plain = text.replace("-", "")
    try:
        return date(int(plain[:4]), int(plain[4:6]), int(plain[6:8])) if len(plain) == 8 else None
    except ValueError:
        return None


def service_days(files: Files, report: Report) -> Mapping[str, Days]:
    """The days of every service that is named anywhere; a service may have none."""
    days: dict[str, set[int]] = {}
    _regular(files, report, days)
    _exceptions(files, report, days)
    return {name: np.array(sorted(own), np.int32) for name, own in days.items()}


def _regular(files: Files, report: Report, days: dict[str, set[int]]) -> None:
    table = files.table("calendar.txt")
    for line, cells in numbered(table, "service_id", *_DAYS, "start_date", "end_date"):
        name, runs = cells[0], [cell == "1" for cell in cells[1:8]]
        begins, ends = day_of(cells[8]), day_of(cells[9])
        own = days.setdefault(name, set())
        if begins is None or ends is None:
            report.tell(
                table.name,
                line,
                f"„{cells[8]}“ bis „{cells[9]}“ sind keine Tage (JJJJMMTT); die Zeile gilt nicht.",
            )
            continue
        if ends < begins:
            report.tell(table.name, line, f"{ends} liegt vor {begins}; die Zeile gilt nicht.")
            continue
        for ordinal in range(begins.toordinal(), min(ends.toordinal(), begins.toordinal() + _LONGEST) + 1):
            if runs[(ordinal - 1) % 7]:
                own.add(ordinal)


def _exceptions(files: Files, report: Report, days: dict[str, set[int]]) -> None:
    table = files.table("calendar_dates.txt")
    for line, (name, text, kind) in numbered(table, "service_id", "date", "exception_type"):
        day = day_of(text)
        own = days.setdefault(name, set())
        if day is None:
            report.tell(table.name, line, f"„{text}“ ist kein Tag (JJJJMMTT); die Zeile gilt nicht.")
        elif kind == "1":
            own.add(day.toordinal())
        elif kind == "2":
            own.discard(day.toordinal())
        else:
            report.tell(
                table.name, line, f"exception_type „{kind}“ ist weder 1 noch 2; die Zeile gilt nicht."
            )


def span(days: Mapping[str, Days]) -> tuple[date, date] | None:
    """First and last day on which anything runs."""
    filled = [own for own in days.values() if own.size]
    if not filled:
        return None
    first, last = min(int(own[0]) for own in filled), max(int(own[-1]) for own in filled)
    return date.fromordinal(first), date.fromordinal(last)


def busiest_monday(days: Mapping[str, Days], weights: Mapping[str, int]) -> date | None:
    """The Monday of the week in which most rides run; the earliest of equals.

    `weights`: rides a day of each service.
    """
    total: dict[int, int] = {}
    for name, own in days.items():
        weight = weights.get(name, 0)
        for monday, count in zip(*np.unique(own - (own - 1) % 7, return_counts=True), strict=True):
            total[int(monday)] = total.get(int(monday), 0) + weight * int(count)
    if not total:
        return None
    best = max(total, key=lambda monday: (total[monday], -monday))
    return date.fromordinal(best)


def next_day(day: date, steps: int = 1) -> date:
    return day + timedelta(days=steps)
