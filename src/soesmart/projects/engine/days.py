# SPDX-License-Identifier: EUPL-1.2
"""The days of a project: its beginning, its milestones, its end, and the decision about what remains."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from soesmart.projects.engine.document import day

ENDED: Final = frozenset({"finished", "stopped", "merged"})
Json = Mapping[str, Any]


def days(
    status: str,
    starts: date | None,
    ends: date | None,
    milestones: Sequence[Json] | None,
    continuation: Json | None,
) -> Iterator[tuple[int, str, date, bool, Json | None]]:
    """(number, kind, day, is it done, what it is called) of every day that is known."""
    told: list[tuple[str, date | None, bool, Json | None]] = [
        ("starts", starts, status not in {"idea", "planned"}, None),
        ("ends", ends, status in ENDED, None),
        ("decision", day((continuation or {}).get("decision_on")), False, None),
    ]
    for milestone in milestones or ():
        finished = day(milestone.get("done"))
        told.append(
            ("milestone", finished or day(milestone.get("due")), finished is not None, milestone["title"])
        )
    for number, (kind, on, done, text) in enumerate(told):
        if on is not None:
            yield number, kind, on, done, text
