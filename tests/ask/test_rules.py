# SPDX-License-Identifier: EUPL-1.2
"""The table of states, every cell of it."""

from itertools import product

import pytest

from soesmart.ask import rules
from soesmart.ask.types import Refused, State

PEOPLE = (rules.TOWN, rules.MODERATION, rules.ASKER)
ACTIVE = {State.NEW, State.IN_PROGRESS, State.ANSWERED, State.UNKNOWN}
ENDS = {State.DONE, State.DROPPED, State.MERGED, State.CONTINUED}


def _who(before: State, after: State) -> set[str]:
    """Said a second time in other words than the table's own code."""
    if before == State.DELETED:
        return set()
    if after == State.DELETED:
        return {rules.ASKER}
    if after == State.HIDDEN:
        return set() if before == State.HIDDEN else {rules.MODERATION}
    if before == State.HIDDEN:
        return set() if after == State.WAITING else {rules.MODERATION}
    if before == State.WAITING:
        return {rules.MODERATION} if after == State.NEW else set()
    if after in {State.NEW, State.WAITING, State.UNKNOWN}:
        return set()
    if before in ACTIVE:
        if (before, after) == (State.IN_PROGRESS, State.IN_PROGRESS):
            return set()
        asker = {rules.ASKER} if (before, after) == (State.ANSWERED, State.DONE) else set()
        return {rules.TOWN} | asker
    if after == State.IN_PROGRESS:
        return {rules.TOWN, rules.ASKER} if before == State.DONE else {rules.TOWN}
    return {rules.TOWN} if (before, after) == (State.CONTINUED, State.DONE) else set()


@pytest.mark.parametrize(("before", "after", "by"), list(product(State, State, PEOPLE)))
def test_every_cell(before, after, by):
    if by in _who(before, after):
        rules.check_step(before, after, by, "Weil.")
        assert after in rules.next_states(before, by)
    else:
        with pytest.raises(Refused):
            rules.check_step(before, after, by, "Weil.")
        assert after not in rules.next_states(before, by)


@pytest.mark.parametrize("after", [State.DROPPED, State.MERGED, State.CONTINUED, State.HIDDEN])
@pytest.mark.parametrize("before", sorted(ACTIVE))
def test_what_ends_a_question_says_why(before, after):
    by = rules.MODERATION if after == State.HIDDEN else rules.TOWN
    with pytest.raises(Refused) as refused:
        rules.check_step(before, after, by, " \n ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("before", sorted(ENDS))
def test_opening_again_says_why(before):
    with pytest.raises(Refused):
        rules.check_step(before, State.IN_PROGRESS, rules.TOWN, "")


def test_nothing_leaves_the_tombstone_and_everything_can_reach_it():
    assert not any(before == State.DELETED for before, _after in rules.STEPS)
    assert {b for b, after in rules.STEPS if after == State.DELETED} == set(State) - {State.DELETED}
