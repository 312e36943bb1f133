# SPDX-License-Identifier: EUPL-1.2
"""Outflow against plan: by half year, and how many months the spending lies behind.

The plan of a year is spread evenly over its months. The delay is the horizontal distance between the two
curves: today's spending was planned for that many months ago.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from soesmart.ledger.engine.entries import Effect, Entry, of


@dataclass(frozen=True, slots=True)
class Half:
    """A half year; cents up to its end."""

    name: str
    end: date
    planned: int
    actual: int


def plan_by_year(entries: Iterable[Entry]) -> Mapping[int, int]:
    years: dict[int, int] = {}
    for entry in of(entries, Effect.PLAN):
        years[entry.budget_year] = years.get(entry.budget_year, 0) + entry.cents
    return years


def planned_until(years: Mapping[int, int], year: int, months: int) -> int:
    """Cents planned up to the end of `months` full months of `year`."""
    before = sum(cents for one, cents in years.items() if one < year)
    return before + years.get(year, 0) * months // 12


def months_behind(entries: Sequence[Entry], day: date) -> float | None:
    """Months (to a tenth) by which spending lies behind plan; negative: ahead. None without a plan."""
    years = plan_by_year(entries)
    if not years or sum(years.values()) <= 0:
        return None
    actual = sum(entry.cents for entry in of(entries, Effect.VOUCHER) if entry.on <= day)
    first, last = min(years), max(years)
    now = (day.year - first) * 12 + day.month - 1 + day.day / 31
    reached = float((last - first + 1) * 12)
    for month in range((last - first + 1) * 12):
        year, done = first + month // 12, month % 12
        start, end = planned_until(years, year, done), planned_until(years, year, done + 1)
        if actual < end:
            reached = month + max(0.0, (actual - start) / (end - start))
            break
    return round(min(now, (last - first + 1) * 12) - reached, 1)


def halves(entries: Sequence[Entry], day: date) -> tuple[Half, ...]:
    """From the first plan or voucher to the half year of `day` or the end of the plan."""
    years = plan_by_year(entries)
    spent = sorted((entry.on, entry.cents) for entry in of(entries, Effect.VOUCHER))
    known = [*years, *(on.year for on, _cents in spent)]
    if not known:
        return ()
    found, at, actual = [], 0, 0
    for year in range(min(known), max([*known, day.year]) + 1):
        for number, end in ((1, date(year, 6, 30)), (2, date(year, 12, 31))):
            while at < len(spent) and spent[at][0] <= end:
                actual += spent[at][1]
                at += 1
            found.append(Half(f"{number}/{year}", end, planned_until(years, year, 6 * number), actual))
    return tuple(found)


def monthly_pace(vouchers: Iterable[Entry], day: date) -> int:
    """Cents a month over the twelve months up to `day`, rounded down."""
    try:
        start = day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        start = day.replace(year=day.year - 1, day=28)
    return max(0, sum(entry.cents for entry in vouchers if entry.eligible and start < entry.on <= day)) // 12
