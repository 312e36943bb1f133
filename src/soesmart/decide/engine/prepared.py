# SPDX-License-Identifier: EUPL-1.2
"""An election made ready for counting: who supports what, how much it is worth to them, what is ruled out."""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Final

import numpy as np
import numpy.typing as npt

from soesmart.decide.engine.types import Election, Ints, Rule

NO_FLOATS: Final = np.empty(0, np.float64)
NO_INTS: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Constraints:
    """Limits and exclusions in one form: project p uses `amount` of rule `rule`, which has `room`."""

    start: Ints
    rule: Ints
    amount: Ints
    room: Ints
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Supports by project. Only projects that are `open` can be funded."""

    election: Election
    start: Ints
    """(m + 1,)"""
    voter: npt.NDArray[np.uint32]
    """(k,)"""
    points: Ints
    """(k,) what the supporter gave it, in whole numbers; empty where all supports weigh the same."""
    votes: Ints
    """(m,) ballots that support it"""
    score: Ints
    """(m,) sum of all points, negative ones too; votes where there are no points"""
    open: npt.NDArray[np.int8]
    """(m,) 1: may be funded; else a key of `WHY_NOT`"""
    constraints: Constraints
    lot: Ints
    """(m,) rank that settles ties; the lower one wins"""

    @property
    def n(self) -> int:
        return self.election.ballots.n

    @property
    def m(self) -> int:
        return len(self.election.projects)

    @property
    def costs(self) -> Ints:
        return np.array([project.cost for project in self.election.projects], np.int64)


MAY, NO_SUPPORT, BELOW, LEFT_OUT = 1, 2, 3, 4


def prepare(election: Election, rule: Rule) -> Prepared:
    """One pass over the ballots. `points` are kept only where the rule looks at them."""
    from soesmart.decide.engine.kernels import by_project

    ballots = election.ballots
    m = len(election.projects)
    values = ballots.points
    if election.vote_type == "ordinal":
        values = borda(election)
    keep = np.ones(len(ballots.project), np.bool_) if values is None else values > 0
    start, voter, entry = by_project(ballots.start, ballots.project, keep, m)
    votes = np.diff(start)
    score = votes
    if values is not None:
        score = np.zeros(m, np.int64)
        np.add.at(score, ballots.project, values)
    points = NO_INTS
    if rule.utility == "points" and values is not None and len(entry):
        points = values[entry]
    may = np.full(m, MAY, np.int8)
    may[votes == 0] = NO_SUPPORT
    if rule.keep_limits and election.threshold > 0:
        may[score < election.threshold * (ballots.point_scale if values is not None else 1)] = BELOW
    out = set(rule.without)
    for at, project in enumerate(election.projects):
        if project.id in out:
            may[at] = LEFT_OUT
    return Prepared(
        election, start, voter, points, votes, score, may, _constraints(election, rule), lots(election, rule)
    )


def borda(election: Election) -> Ints:
    """Points of ranked ballots: the first place gets the length of the longest allowed ballot.

    Where the header allows no length, the longest ballot there is counts. The last of a full ballot still
    gets one point: being named is worth more than not being named.
    """
    ballots = election.ballots
    length = np.diff(ballots.start)
    longest = int(length.max(initial=0))
    top = min(election.max_length or longest, len(election.projects))
    top = max(top, longest)
    place = np.arange(len(ballots.project)) - np.repeat(ballots.start[:-1], length)
    return (top - place).astype(np.int64)


def lots(election: Election, rule: Rule) -> Ints:
    """Ranks for ties: by lot, SHA-256 of the seed, a line break and the id; without a seed, by id."""
    ids = [project.id for project in election.projects]

    def key(identity: str) -> str:
        return sha256(f"{rule.seed}\n{identity}".encode()).hexdigest() if rule.seed else identity

    order = sorted(range(len(ids)), key=lambda at: (key(ids[at]), ids[at]))
    ranks = np.empty(len(ids), np.int64)
    ranks[order] = np.arange(len(ids))
    return ranks


def _constraints(election: Election, rule: Rule) -> Constraints:
    names: list[str] = []
    room: list[int] = []
    uses: list[list[tuple[int, int]]] = [[] for _ in election.projects]
    if rule.keep_limits:
        for limit in election.limits:
            for at, project in enumerate(election.projects):
                if limit.group in project.groups:
                    uses[at].append((len(room), project.cost))
            names.append(limit.group)
            room.append(limit.amount)
        for group in election.exclusive:
            for at in group:
                uses[at].append((len(room), 1))
            names.append("exclusive")
            room.append(1)
    start = np.zeros(len(uses) + 1, np.int64)
    start[1:] = np.cumsum([len(row) for row in uses])
    flat = [use for row in uses for use in row]
    return Constraints(
        start,
        np.array([rule_ for rule_, _ in flat], np.int64),
        np.array([amount for _, amount in flat], np.int64),
        np.array(room, np.int64),
        tuple(names),
    )


def per_ballot(prepared: Prepared) -> Fraction:
    """The equal share of the budget, in 1/scale of a unit of money."""
    return Fraction(prepared.election.budget, max(1, prepared.n))
