# SPDX-License-Identifier: EUPL-1.2
"""The period a number is about, out of what tables write: "2021", "2002/2003", "I/2021", "März 2021".

`double` says what "2002/2003" means in a table: "both" whole calendar years (nothing is assumed), "school"
1 August to 31 July, "season" 1 July to 30 June.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jän january",
            "februar feb february",
            "märz mrz mär maerz march mar",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        1,
    )
    for name in names.split()
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
DOUBLE = ("both", "school", "season")
_EARLIEST, _LATEST = 1000, 2200


class BadPeriod(ValueError):
    """The text names no period; the message says what would, in German."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both days included. `label` is what the table wrote."""

    start: date
    end: date
    label: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def read_period(text: str, double: str = "both") -> Period:
    label = " ".join(text.split())
    plain = label.casefold().removesuffix(".0")
    for pattern, read in _FORMS:
        match = pattern.fullmatch(plain)
        if match:
            try:
                start, end = read(match, double)
            except (KeyError, ValueError, OverflowError):
                break
            if not _EARLIEST <= start.year <= end.year <= _LATEST:
                break
            return Period(start, end, label.removesuffix(".0"))
    raise BadPeriod(
        f"„{label}“ ist kein Zeitraum. Verstanden werden 2021, 2002/2003, 1. Quartal 2021, 2021-03, "
        "März 2021 und 31.12.2021."
    )


def widened(period: Period, to: str) -> Period:
    """The month, quarter or year in which `period` begins: tables date a month by its first day."""
    year, month = period.start.year, period.start.month
    first = {"month": month, "quarter": (month - 1) // 3 * 3 + 1, "year": 1}[to]
    last = {"month": first, "quarter": first + 2, "year": 12}[to]
    label = {
        "month": f"{month:02}/{year}",
        "quarter": f"{(month + 2) // 3}. Quartal {year}",
        "year": str(year),
    }[to]
    return Period(*months(year, first, last), label)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _year(match: re.Match[str], _double: str) -> tuple[date, date]:
    return months(int(match[1]), 1, 12)


def _two_years(match: re.Match[str], double: str) -> tuple[date, date]:
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    if len(match[2]) == 2 and last < first:
        last += 100
    if not first < last <= first + 9 or (double != "both" and last != first + 1):
        raise ValueError
    if double == "school":
        return date(first, 8, 1), date(last, 7, 31)
    if double == "season":
        return date(first, 7, 1), date(last, 6, 30)
    return date(first, 1, 1), date(last, 12, 31)


def _quarter(match: re.Match[str], _double: str) -> tuple[date, date]:
    parts = match.groupdict()
    written = parts["q"]
    quarter = _ROMAN.get(written) or int(written)
    if not 1 <= quarter <= 4:
        raise ValueError
    return months(int(parts["y"]), 3 * quarter - 2, 3 * quarter)


def _half(match: re.Match[str], _double: str) -> tuple[date, date]:
    half = int(match["h"])
    return months(int(match["y"]), 6 * half - 5, 6 * half)


def _month(match: re.Match[str], _double: str) -> tuple[date, date]:
    month = int(match["m"])
    return months(int(match["y"]), month, month)


def _named_month(match: re.Match[str], _double: str) -> tuple[date, date]:
    month = _MONTHS[match["m"].rstrip(".")]
    return months(int(match["y"]), month, month)


def _week(match: re.Match[str], _double: str) -> tuple[date, date]:
    first = date.fromisocalendar(int(match["y"]), int(match["w"]), 1)
    return first, first + timedelta(days=6)


def _day(match: re.Match[str], _double: str) -> tuple[date, date]:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return day, day


def _milliseconds(match: re.Match[str], _double: str) -> tuple[date, date]:
    day = datetime.fromtimestamp(int(match[1]) / 1000, UTC).date()
    return day, day


_Y = r"(?P<y>\d{4})"
_Read = Callable[[re.Match[str], str], tuple[date, date]]
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"(?:jahr\s+)?(\d{4})", _year),
        (r"(\d{4})\s*[/–-]\s*(\d{4})", _two_years),
        (r"(\d{4})\s*/\s*(\d{2})", _two_years),
        (rf"q\s*(?P<q>[1-4])\s*[/ -]?\s*{_Y}", _quarter),
        (rf"{_Y}\s*[/ -]?\s*q\s*(?P<q>[1-4])", _quarter),
        (rf"(?P<q>i{{1,3}}|iv)\s*[/ .]\s*{_Y}", _quarter),
        (rf"(?P<q>[1-4]|i{{1,3}}|iv)\.?\s*(?:quartal|vierteljahr)\s*/?\s*{_Y}", _quarter),
        (rf"(?P<h>[12])\.?\s*(?:halbjahr|hj\.?)\s*/?\s*{_Y}", _half),
        (rf"{_Y}-(?P<m>\d{{1,2}})", _month),
        (rf"(?P<m>\d{{1,2}})[/.]\s*{_Y}", _month),
        (rf"(?P<m>[a-zäöü]{{3,9}}\.?)\s*/?\s*{_Y}", _named_month),
        (rf"{_Y}-?w(?P<w>\d{{1,2}})", _week),
        (rf"kw\s*(?P<w>\d{{1,2}})\s*[/ ]\s*{_Y}", _week),
        (rf"{_Y}-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?:[t ]00:00(?::00)?(?:\.0+)?(?:z|\+00:00)?)?", _day),
        (rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_Y}", _day),
        (r"(\d{12,13})", _milliseconds),
    )
)
