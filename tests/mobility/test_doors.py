# SPDX-License-Identifier: EUPL-1.2
"""Every minute and every median as the table itself says them, one by one."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.mobility.engine.doors import every_minute, medians
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.profile import NEVER, everyone
from tests.mobility.feeds import small_feeds
from tests.mobility.test_profile import built


@given(small_feeds(), st.integers(0, 9_900), st.integers(1, 90))
@settings(max_examples=40)
def test_every_minute_is_what_the_table_says_for_that_minute(files, since, window):
    net = built(files)
    table = everyone(net)
    for origin in range(net.stops):
        ways = net.feet.walk.of(origin)
        found = every_minute(table, Access(*ways), since, since + window, ways)
        for minute in range(window):
            assert np.array_equal(found[minute], table.arrivals(origin, since + minute))


@given(small_feeds(), st.integers(0, 9_900), st.integers(1, 60))
@settings(max_examples=40)
def test_medians_are_those_of_all_departures(files, since, window):
    net = built(files)
    table, longest = everyone(net), 100
    found = medians(table, net.feet.walk, net.feet.walk, since, window, longest)
    for origin in range(net.stops):
        arrivals = np.array([table.arrivals(origin, since + minute) for minute in range(window)])
        times = np.where(arrivals >= NEVER, 1 << 20, arrivals - (since + np.arange(window))[:, None])
        wanted = np.sort(times, axis=0)[(window + 1) // 2 - 1]
        assert np.array_equal(found[origin], np.where(wanted > longest, -1, wanted))
