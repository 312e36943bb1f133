# SPDX-License-Identifier: EUPL-1.2
"""The traffic light of a project: a rule of five sentences, no judgement and no weights.

Grey: not under way, or nothing to measure by. Red: the end is past, or a milestone is late by more than
`VERY_LATE` days. Yellow: a milestone is late, or a high risk has no answer. Green: none of these.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, Literal

VERY_LATE: Final = timedelta(days=60)
UNDER_WAY: Final = frozenset({"planned", "running", "paused"})
Colour = Literal["green", "yellow", "red", "grey"]


def light(
    status: str,
    ends: date | None,
    milestones: Sequence[tuple[date | None, date | None]],
    unanswered_high_risks: int,
    today: date,
) -> tuple[Colour, tuple[str, ...]]:
    """Colour, and the sentences that made it. `milestones`: (due, done) of each."""
    if status not in UNDER_WAY:
        return "grey", ("not_under_way" if status != "unknown" else "status_unknown",)
    dated = [(due, done) for due, done in milestones if due is not None]
    if not dated and ends is None:
        return "grey", ("no_dates",)
    late = [today - due for due, done in dated if done is None and due < today]
    red = []
    if ends is not None and ends < today:
        red.append("past_end")
    if any(by > VERY_LATE for by in late):
        red.append("very_late")
    if red:
        return "red", tuple(red)
    yellow = []
    if late:
        yellow.append("late")
    if unanswered_high_risks:
        yellow.append("risk")
    return ("yellow", tuple(yellow)) if yellow else ("green", ("on_time",))
