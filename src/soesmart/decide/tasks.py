# SPDX-License-Identifier: EUPL-1.2
from soesmart.decide.actions import opening, phases, tallying


def move_on() -> None:
    """What the clock asks for, in order: open, end, open the box, count. Each may be repeated."""
    phases.advance()
    opening.open_due()
    phases.forget_keys()
    tallying.queue_due()
