# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from soesmart.strategy.engine.periods import BadPeriod, read_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021.0", "2021-01-01", "2021-12-31"),
        ("2002/2003", "2002-01-01", "2003-12-31"),
        ("2002/03", "2002-01-01", "2003-12-31"),
        ("1999/00", "1999-01-01", "2000-12-31"),
        ("2021-Q3", "2021-07-01", "2021-09-30"),
        ("IV/2021", "2021-10-01", "2021-12-31"),
        ("1. Quartal 2021", "2021-01-01", "2021-03-31"),
        ("2. Halbjahr 2021", "2021-07-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("02/2021", "2021-02-01", "2021-02-28"),
        ("März 2021", "2021-03-01", "2021-03-31"),
        ("Dez. 2021", "2021-12-01", "2021-12-31"),
        ("KW 1 2021", "2021-01-04", "2021-01-10"),
        ("31.12.2018", "2018-12-31", "2018-12-31"),
        ("2018-12-31T00:00:00", "2018-12-31", "2018-12-31"),
        ("1483228800000", "2017-01-01", "2017-01-01"),
    ],
)
def test_periods_as_tables_write_them(text: str, start: str, end: str):
    period = read_period(text)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert period.label == text.removesuffix(".0")


def test_double_years_mean_what_the_mapping_says():
    school = read_period("2002/2003", "school")
    assert (school.start, school.end) == (date(2002, 8, 1), date(2003, 7, 31))
    season = read_period("2002/03", "season")
    assert (season.start, season.end) == (date(2002, 7, 1), date(2003, 6, 30))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "31.02.2021",
        "2021-13",
        "5. Quartal 2021",
        "2003/2002",
        "99999",
        "Foo 2021",
        "2002/2030",
    ],
)
def test_what_is_no_period(text: str):
    with pytest.raises(BadPeriod, match="kein Zeitraum"):
        read_period(text)
