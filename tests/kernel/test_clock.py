# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.clock import add_working_days, deadline, is_working_day, local_date, now

BERLIN = "Europe/Berlin"


def test_now_is_aware_and_utc():
    assert now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("day", "state", "working"),
    [
        (date(2026, 11, 23), "NW", True),
        (date(2026, 11, 22), "NW", False),  # Sunday
        (date(2026, 11, 21), "NW", False),  # Saturday
        (date(2026, 6, 4), "NW", False),  # Fronleichnam
        (date(2026, 6, 4), "BE", True),
        (date(2027, 11, 1), "NW", False),  # Allerheiligen
        (date(2027, 11, 1), "NI", True),
        (date(2025, 10, 31), "NW", True),  # Reformationstag is none here
        (date(2025, 10, 31), "NI", False),
        (date(2026, 4, 3), "NW", False),  # Karfreitag
        (date(2026, 12, 25), "NW", False),
        (date(2026, 5, 1), "", False),  # nationwide
    ],
)
def test_working_days_know_the_states_holidays(day, state, working):
    assert is_working_day(day, state) is working


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # over Christmas
        (date(2026, 12, 30), 3, date(2027, 1, 5)),  # over New Year
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_days_are_counted_after_the_day_of_asking(start, days, end):
    assert add_working_days(start, days, "NW") == end


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
def test_the_last_day_is_a_working_day_and_exactly_so_many_lie_between(start, days):
    end = add_working_days(start, days, "NW")
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end, "NW")
    assert sum(is_working_day(day, "NW") for day in between) == days


@pytest.mark.parametrize(
    ("asked", "days", "end"),
    [
        # 24:00 in winter is 23:00 UTC, in summer 22:00 UTC.
        (datetime(2026, 11, 16, 12, tzinfo=UTC), 3, datetime(2026, 11, 19, 23, tzinfo=UTC)),
        (datetime(2026, 7, 6, 12, tzinfo=UTC), 3, datetime(2026, 7, 9, 22, tzinfo=UTC)),
        # Asked before the clocks change (29 March, 25 October 2026), due after.
        (datetime(2026, 3, 27, 12, tzinfo=UTC), 1, datetime(2026, 3, 30, 22, tzinfo=UTC)),
        (datetime(2026, 10, 23, 12, tzinfo=UTC), 1, datetime(2026, 10, 26, 23, tzinfo=UTC)),
        # Asked at 00:30 local: that is the next day already, though still the day before in UTC.
        (datetime(2026, 7, 6, 22, 30, tzinfo=UTC), 1, datetime(2026, 7, 8, 22, tzinfo=UTC)),
        # Asked within the hour that comes twice.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1, datetime(2026, 10, 26, 23, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1, datetime(2026, 10, 26, 23, tzinfo=UTC)),
    ],
)
def test_a_promise_ends_at_24_hours_local(asked, days, end):
    assert deadline(asked, days, "NW", BERLIN) == end


def test_the_day_changes_at_local_midnight():
    assert local_date(datetime(2026, 1, 1, 22, 59, tzinfo=UTC), BERLIN) == date(2026, 1, 1)
    assert local_date(datetime(2026, 1, 1, 23, 0, tzinfo=UTC), BERLIN) == date(2026, 1, 2)
