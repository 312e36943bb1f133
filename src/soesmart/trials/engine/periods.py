# SPDX-License-Identifier: EUPL-1.2
"""Reading when: "März 2019", "2019-03", "KW 5/2019", "2019-Q1", "05.03.2019 14:15".

A period is a kind and a number that grows by one from period to period of that kind.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Kind = Literal["year", "quarter", "month", "week", "day", "minute"]
PER_YEAR: dict[str, int] = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jän jaen january jänner",
            "februar feb february feber",
            "märz maerz mär mrz mar march marz",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt oct october",
            "november nov",
            "dezember dez dec december",
        ),
        1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    kind: Kind
    number: int


def parse(text: str) -> Period | None:
    """What `text` says, or None."""
    said = " ".join(text.strip().strip("\"'").split())
    # What holds no digit is no time: no name and no remark is looked at longer than that.
    return _parsed(said) if len(said) <= 40 and any(map(str.isdigit, said)) else None


@lru_cache(maxsize=16_384)  # the columns of a table, and its files, say the same times
def _parsed(said: str) -> Period | None:
    for pattern, make in _FORMS:
        found = pattern.fullmatch(said)
        if found:
            try:
                return make(found.groupdict())
            except (ValueError, KeyError, OverflowError):
                return None
    return None


def of_day(day: date, kind: Kind) -> Period:
    """The period of this kind that holds the day."""
    match kind:
        case "year":
            return Period(kind, day.year)
        case "quarter":
            return Period(kind, day.year * 4 + (day.month - 1) // 3)
        case "month":
            return Period(kind, day.year * 12 + day.month - 1)
        case "week":
            return Period(kind, (day.toordinal() - 1) // 7)
        case "day":
            return Period(kind, day.toordinal())
        case "minute":
            return Period(kind, day.toordinal() * 1440)


def first_day(period: Period) -> date:
    number = period.number
    match period.kind:
        case "year":
            return date(number, 1, 1)
        case "quarter":
            return date(number // 4, number % 4 * 3 + 1, 1)
        case "month":
            return date(number // 12, number % 12 + 1, 1)
        case "week":
            return date.fromordinal(number * 7 + 1)
        case "day":
            return date.fromordinal(number)
        case "minute":
            return date.fromordinal(number // 1440)


def days(period: Period) -> int:
    if period.kind == "minute":
        return 1
    return (first_day(Period(period.kind, period.number + 1)) - first_day(period)).days


def label(period: Period) -> str:
    day = first_day(period)
    match period.kind:
        case "year":
            return str(day.year)
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year}-{day.month:02}"
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "day":
            return day.isoformat()
        case "minute":
            hour, minute = divmod(period.number % 1440, 60)
            return f"{day.isoformat()} {hour:02}:{minute:02}"


def convert(period: Period, kind: Kind) -> Period:
    """The period of another kind in which this one begins."""
    return period if period.kind == kind else of_day(first_day(period), kind)


def _year(text: str) -> int:
    year = int(text)
    year += (2000 if year < 70 else 1900) if len(text) == 2 else 0
    if not 1800 <= year <= 2200:
        raise ValueError(text)
    return year


def _month(parts: dict[str, str]) -> Period:
    month = parts["month"].casefold().rstrip(".")
    number = int(month) if month.isdigit() else MONTHS[month]
    if not 1 <= number <= 12:
        raise ValueError(month)
    return Period("month", _year(parts["year"]) * 12 + number - 1)


def _quarter(parts: dict[str, str]) -> Period:
    return Period("quarter", _year(parts["year"]) * 4 + int(parts["quarter"]) - 1)


def _fraction(parts: dict[str, str]) -> Period:
    quarter = {"0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}[parts["fraction"]]
    if parts["fraction"] in ("0", "00"):
        return Period("year", _year(parts["year"]))
    return Period("quarter", _year(parts["year"]) * 4 + quarter)


def _week(parts: dict[str, str]) -> Period:
    return of_day(date.fromisocalendar(_year(parts["year"]), int(parts["week"]), 1), "week")


def _day(parts: dict[str, str]) -> Period:
    month = parts["month"].casefold().rstrip(".")
    number = int(month) if month.isdigit() else MONTHS[month]
    day = date(_year(parts["year"]), number, int(parts["day"]))
    if not parts.get("hour"):
        return Period("day", day.toordinal())
    hour, minute = int(parts["hour"]), int(parts["minute"])
    if hour > 24 or minute > 59:
        raise ValueError(parts["hour"])
    return Period("minute", day.toordinal() * 1440 + hour * 60 + minute)


def _epoch(parts: dict[str, str]) -> Period:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(parts["seconds"]))
    return Period("minute", moment.toordinal() * 1440 + moment.hour * 60 + moment.minute)


_Y4 = r"(?P<year>\d{4})"
_MON = r"(?P<month>[A-Za-zÄäöüé]{3,9}\.?)"
_ZONE = r"(?:Z|UTC|[+-]\d{2}:?\d{2})?"
_CLOCK = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?(?: ?Uhr)? ?" + _ZONE + ")?"
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (_Y4, lambda parts: Period("year", _year(parts["year"]))),
        (_Y4 + r"[.](?P<fraction>0|00|25|5|50|75)", _fraction),
        (_Y4 + r"[-/. ](?P<month>\d{1,2})", _month),
        (r"(?P<month>\d{1,2})[-/. ]" + _Y4, _month),
        (_Y4 + r"M(?P<month>\d{2})", _month),
        (_MON + r"[-/. ']*(?P<year>\d{4}|\d{2})", _month),
        (_Y4 + r"[-/. ]*" + _MON, _month),
        (_Y4 + r"[-/. ]*Q\.?(?P<quarter>[1-4])", _quarter),
        (r"Q\.?(?P<quarter>[1-4])[-/. ]*" + _Y4, _quarter),
        (r"(?P<quarter>[1-4])\.? ?(?:Quartal|Quarter|Q\.?|Vj\.?)[-/. ]*" + _Y4, _quarter),
        (_Y4 + r"[-/. ]*(?P<quarter>[1-4])\.? ?(?:Quartal|Vj\.?)", _quarter),
        (_Y4 + r"[-/. ]*(?:W|KW|CW) ?(?P<week>\d{1,2})", _week),
        (r"(?:W|KW|CW) ?(?P<week>\d{1,2})[-/. ]*" + _Y4, _week),
        (r"(?P<week>\d{1,2})\. ?KW[-/. ]*" + _Y4, _week),
        (_Y4 + r"[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK, _day),
        (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})" + _CLOCK, _day),
        (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/" + _Y4 + _CLOCK, _day),
        (r"(?P<day>\d{1,2})\.? " + _MON + " " + _Y4 + _CLOCK, _day),
        (r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})", _day),
        (r"(?P<seconds>1\d{9})", _epoch),
    )
)
