# SPDX-License-Identifier: EUPL-1.2
"""Where the boxes stand on a printed ballot. Follows from the vote alone, which no longer changes: printing
and reading make the same one."""

from collections.abc import Sequence

from soesmart.ask.paper.facade import Box, Layout
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.types import VoteView

TOP, ROW, SIZE = 72.0, 8.0, 4.6
MOST_ROWS = 20
LEFT, STEP = 92.0, 21.0
APPROVE = 18.0


def fits(vote: VoteView) -> bool:
    return len(vote.options) <= MOST_ROWS


def layout_of(vote: VoteView, notes: Sequence[int]) -> Layout:
    """One row per project: a box to tick, or one box per amount of which one is ticked."""
    boxes = []
    for at, option in enumerate(vote.options):
        y = TOP + ROW * at
        if vote.form == Form.APPROVAL:
            boxes.append(Box(option.number, "1", APPROVE, y, SIZE))
        else:
            boxes += [
                Box(option.number, str(note), LEFT + STEP * place, y, SIZE)
                for place, note in enumerate(reversed(notes))
            ]
    return Layout("sheet", tuple(boxes), ())
