# SPDX-License-Identifier: EUPL-1.2
"""Most votes (or points) first, as long as the money lasts: how most towns count."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.prepared import MAY, NO_SUPPORT, Prepared
from soesmart.decide.engine.types import Ints, Rule

WITHDRAWN = 999_999_999
"""The cost by which Pabulib marks a project that was withdrawn: it ends no count."""


@dataclass(slots=True)
class Outcome:
    """What greedy funded, and why not the others."""

    picked: list[int]
    blocked: list[int] = field(default_factory=list)
    """Ruled out by a limit or an exclusion when their turn came."""
    missed: list[int] = field(default_factory=list)
    """Did not fit into the money that was left."""
    left_at: dict[int, int] = field(default_factory=dict)
    """Money left when a missed project had its turn."""
    stopped: list[int] = field(default_factory=list)
    """Never had their turn, because the count ended at the first that did not fit."""
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)


def keys(prepared: Prepared, rule: Rule) -> list[Fraction]:
    """(m) what projects are ordered by, more is better: votes, votes per cost, or points."""
    if rule.utility == "points":
        return [Fraction(int(score)) for score in prepared.score]
    votes = [Fraction(int(count)) for count in prepared.votes]
    if rule.utility == "cost":
        return votes
    most = Fraction(10**18)
    return [
        count / int(cost) if cost else (most if count else count)
        for count, cost in zip(votes, prepared.costs, strict=True)
    ]


def greedy(
    prepared: Prepared,
    rule: Rule,
    *,
    before: Iterable[int] = (),
    room: Ints | None = None,
    unsupported: bool = True,
) -> Outcome:
    """Projects by `keys`, those `before` already being funded. `room`: what limits still allow.

    With `unsupported`, projects without a vote come last; a negative sum of points never wins.
    """
    done = list(before)
    costs, key = prepared.costs, keys(prepared, rule)
    left = prepared.election.budget - int(costs[done].sum())
    room = (prepared.constraints.room if room is None else room).copy()
    allowed = (MAY, NO_SUPPORT) if unsupported else (MAY,)
    turn = [
        p for p in range(prepared.m) if prepared.open[p] in allowed and p not in set(done) and key[p] >= 0
    ]
    turn.sort(key=lambda p: (-key[p], int(prepared.lot[p])))
    outcome = Outcome(done)
    limits = prepared.constraints
    for p in turn:
        uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
        rules, amounts = limits.rule[uses], limits.amount[uses]
        if outcome.stopped:
            outcome.stopped.append(p)
        elif np.any(amounts > room[rules]):
            outcome.blocked.append(p)
        elif costs[p] <= left:
            outcome.picked.append(p)
            left -= int(costs[p])
            room[rules] -= amounts
        else:
            outcome.missed.append(p)
            outcome.left_at[p] = left
            if not rule.skip and costs[p] != WITHDRAWN * prepared.election.scale:
                outcome.stopped.append(p)
    outcome.stopped = outcome.stopped[1:]
    outcome.ties = _ties(outcome, key)
    return outcome


def _ties(outcome: Outcome, key: list[Fraction]) -> list[tuple[int, tuple[int, ...], int]]:
    """Equals of which some were funded and some were not: there the order mattered."""
    by_key: dict[Fraction, list[int]] = {}
    for p in (*outcome.picked, *outcome.missed, *outcome.blocked, *outcome.stopped):
        by_key.setdefault(key[p], []).append(p)
    ties = []
    won = {p: at + 1 for at, p in enumerate(outcome.picked)}
    for equals in by_key.values():
        winners = [p for p in equals if p in won]
        if winners and len(winners) < len(equals):
            ties.append((won[winners[0]], tuple(sorted(equals)), winners[0]))
    return sorted(ties)
