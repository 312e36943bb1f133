# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta

import pytest

from soesmart.projects.engine.light import light

TODAY = date(2026, 11, 28)
LATE, VERY_LATE, AHEAD = (TODAY - timedelta(days=60), TODAY - timedelta(days=61), TODAY)


@pytest.mark.parametrize(
    ("status", "ends", "milestones", "risks", "expected"),
    [
        ("running", None, [], 0, ("grey", ("no_dates",))),
        ("running", None, [(None, None)], 1, ("grey", ("no_dates",))),
        ("finished", LATE, [(LATE, None)], 0, ("grey", ("not_under_way",))),
        ("unknown", LATE, [], 0, ("grey", ("status_unknown",))),
        ("running", TODAY, [(AHEAD, None)], 0, ("green", ("on_time",))),
        ("running", None, [(VERY_LATE, TODAY)], 0, ("green", ("on_time",))),
        ("planned", None, [(LATE, None)], 0, ("yellow", ("late",))),
        ("running", None, [(LATE, None)], 2, ("yellow", ("late", "risk"))),
        ("running", None, [(AHEAD, None)], 1, ("yellow", ("risk",))),
        ("running", None, [(VERY_LATE, None)], 1, ("red", ("very_late",))),
        ("paused", LATE, [(VERY_LATE, None)], 0, ("red", ("past_end", "very_late"))),
    ],
)
def test_the_rule(status, ends, milestones, risks, expected):
    assert light(status, ends, milestones, risks, TODAY) == expected
