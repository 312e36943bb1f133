# SPDX-License-Identifier: EUPL-1.2
"""Who may move a contribution from which state to which, and when a reason is due: one table.

waiting ─► new ─► in_progress ─► answered ─► done ─► (asker) in_progress
             └───────┴──────────────┴─► done | dropped | merged | continued
every state ─► hidden (moderation) ─► the state before; every state ─► deleted (asker)
"""

from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from soesmart.ask.types import Refused, State

TOWN, MODERATION, ASKER = "town", "moderation", "asker"

PUBLIC = frozenset(State) - {State.WAITING, State.HIDDEN, State.DELETED}
"""States in which everybody can read the text."""
LISTED = PUBLIC - {State.MERGED}
"""States that lists and suggestions show; a merged question is found through its target."""
OPEN = frozenset({State.NEW, State.IN_PROGRESS})
"""The town's move: the reply clock runs (once the question is public or waiting to be)."""
SETTLED = frozenset({State.DONE, State.DROPPED, State.MERGED, State.CONTINUED})


@dataclass(frozen=True, slots=True)
class Step:
    """A permitted change: by whom, and whether a public reason is due."""

    by: frozenset[str]
    reason: bool


def _table() -> dict[tuple[State, State], Step]:
    town, asker = frozenset({TOWN}), frozenset({ASKER})
    steps: dict[tuple[State, State], Step] = {}
    for before in (State.NEW, State.IN_PROGRESS, State.ANSWERED, State.UNKNOWN):
        steps[before, State.ANSWERED] = Step(town, reason=False)
        steps[before, State.DONE] = Step(town, reason=False)
        for after in (State.DROPPED, State.MERGED, State.CONTINUED):
            steps[before, after] = Step(town, reason=True)
        steps[before, State.IN_PROGRESS] = Step(town, reason=before == State.ANSWERED)
    del steps[State.IN_PROGRESS, State.IN_PROGRESS]
    steps[State.ANSWERED, State.DONE] = Step(frozenset({TOWN, ASKER}), reason=False)
    steps[State.CONTINUED, State.DONE] = Step(town, reason=False)
    for before in SETTLED:
        steps[before, State.IN_PROGRESS] = Step(town, reason=True)
    steps[State.DONE, State.IN_PROGRESS] = Step(frozenset({TOWN, ASKER}), reason=True)
    steps[State.WAITING, State.NEW] = Step(frozenset({MODERATION}), reason=False)
    for before in State:
        if before not in {State.HIDDEN, State.DELETED}:
            steps[before, State.HIDDEN] = Step(frozenset({MODERATION}), reason=True)
            if before != State.WAITING:
                steps[State.HIDDEN, before] = Step(frozenset({MODERATION}), reason=True)
        if before != State.DELETED:
            steps[before, State.DELETED] = Step(asker, reason=False)
    return steps


STEPS = MappingProxyType(_table())


def check_step(before: State, after: State, by: str, reason: str) -> None:
    """Raises Refused unless `by` may make this change and gives a reason where one is due."""
    step = STEPS.get((before, after))
    if step is None or by not in step.by:
        raise Refused("state", _("Das geht von hier aus nicht. Bitte laden Sie die Seite neu."))
    if step.reason and not reason.strip():
        raise Refused("reason", _("Bitte schreiben Sie dazu, warum. Die Begründung ist öffentlich."))


def next_states(before: State, by: str) -> tuple[State, ...]:
    """The states `by` can choose next, in the order of `State`."""
    return tuple(after for after in State if by in getattr(STEPS.get((before, after)), "by", ()))
