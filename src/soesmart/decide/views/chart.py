# SPDX-License-Identifier: EUPL-1.2
"""The chart of a result: one bar per project, full for what is recommended, outlined for the rest."""

from dataclasses import dataclass

from soesmart.decide.queries.results import Result

ROW, LABEL, WIDTH, MOST = 44, 16, 340, 24
LONGEST = 44
"""Letters of a title that fit the width; the table below has the whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    title: str
    votes: int
    funded: bool
    y: int
    text_y: int
    bar_y: int
    width: int
    end: int


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    width: int
    height: int


def bars(result: Result) -> Chart:
    rows = result.rows[:MOST]
    most = max((row.votes for row in rows), default=0) or 1
    made = []
    for at, row in enumerate(rows):
        width = round((WIDTH - 60) * row.votes / most)
        top = at * ROW
        made.append(
            Bar(
                _short(row.title),
                row.votes,
                row.funded,
                top,
                top + LABEL,
                top + 22,
                max(width, 2),
                max(width, 2) + 8,
            )
        )
    return Chart(tuple(made), WIDTH, ROW * len(rows) + 6)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
