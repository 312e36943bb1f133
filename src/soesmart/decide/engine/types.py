# SPDX-License-Identifier: EUPL-1.2
"""What a count takes in and gives out. Money and points are whole numbers of a stated fraction of a unit.

Shapes: n ballots, m projects, e entries (ballot × project). Nothing here is changed after it was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

Method = Literal["equal-shares", "phragmen", "greedy"]
Utility = Literal["cost", "cardinality", "points"]
Completion = Literal["none", "add1", "add-percent", "add-opt", "then-votes"]
VoteType = Literal["approval", "cumulative", "scoring", "ordinal"]
METHODS: tuple[Method, ...] = ("equal-shares", "phragmen", "greedy")
UTILITIES: tuple[Utility, ...] = ("cost", "cardinality", "points")
COMPLETIONS: tuple[Completion, ...] = ("none", "add1", "add-percent", "add-opt", "then-votes")


@dataclass(frozen=True, slots=True)
class Project:
    """Something to fund. `cost` counts 1/`Election.scale` of a unit of money."""

    id: str
    name: str
    cost: int
    groups: tuple[str, ...] = ()
    """Names of what limits may apply to: "category:Kultur", "district:Nord", "neighborhood:…"."""
    selected: int | None = None
    """What the file says officially: 1 funded, 0 not, 2 and 3 funded in another way; None: not told."""
    told_votes: int | None = None
    told_score: Fraction | None = None
    """Votes and score as the file states them, to hold against the ballots."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """All ballots as compressed rows: ballot i names `project[start[i]:start[i + 1]]`, in its order."""

    start: Ints
    """(n + 1,)"""
    project: Small
    """(e,) index into `Election.projects`; no project twice in a ballot."""
    points: Ints | None = None
    """(e,) points in 1/`point_scale`, may be negative; None where a ballot only approves or ranks."""
    point_scale: int = 1
    ids: tuple[str, ...] = ()
    """Names of the ballots, or nothing."""

    @property
    def n(self) -> int:
        return len(self.start) - 1


@dataclass(frozen=True, slots=True)
class Limit:
    """No more than `amount` (in 1/scale) for all projects of the group."""

    group: str
    amount: int


@dataclass(frozen=True, slots=True)
class Election:
    """What was voted on, and how everybody voted."""

    projects: tuple[Project, ...]
    budget: int
    """In 1/`scale` of a unit of money."""
    ballots: Ballots
    vote_type: VoteType
    scale: int = 1
    currency: str = ""
    limits: tuple[Limit, ...] = ()
    threshold: Fraction = Fraction(0)
    """Projects with a lower score (points where there are points, else votes) are not considered."""
    exclusive: tuple[tuple[int, ...], ...] = ()
    """Of the projects of such a group at most one is funded."""
    max_length: int | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What the reader had to put right or could not believe."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How to count."""

    method: Method = "equal-shares"
    utility: Utility = "cost"
    completion: Completion = "add1"
    seed: str = ""
    """Published before the vote; draws lots between equals. Without one the smaller project id wins."""
    percent: Fraction = Fraction(1)
    """For add-percent: the step, in percent of the budget."""
    skip: bool = True
    """For greedy: pass over what no longer fits, instead of ending there."""
    comparison: bool = False
    """For equal shares: give way to greedy where more voters are better off with it."""
    without: tuple[str, ...] = ()
    """Project ids left out of the count."""
    keep_limits: bool = True
    """Whether limits, threshold and exclusions of the election apply."""


Why = Literal[
    "funded",
    "free",
    "completed",
    "no-support",
    "below-threshold",
    "left-out",
    "too-expensive",
    "not-affordable",
    "limit",
    "exclusive",
    "no-money-left",
    "stopped",
]


@dataclass(frozen=True, slots=True)
class Tip:
    """What would have made the difference. Each on its own would have been enough, all else unchanged."""

    more_supporters: int | None = None
    """New ballots for this project alone, each with a share as all others have."""
    more_points: Fraction | None = None
    """Where projects are ordered by points: so many more."""
    cheaper_by: int | None = None
    """In 1/scale: with a cost lower by this it would have been funded."""
    money_missing: int | None = None
    """In 1/scale: what its supporters still lacked together when the count passed it over."""
    certain: bool = True
    """False where the figure is a bound that has not been counted again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one project fared."""

    project: int
    funded: bool
    why: Why
    round: int | None
    """The how-manieth it was funded, from 1."""
    votes: int
    points: Fraction
    payers: int = 0
    """Supporters who paid for it."""
    paid_most: Fraction = Fraction(0)
    """What a supporter paid at most, in units of money."""
    in_full: int = 0
    """How many of the payers gave all they still had, less than the others."""
    against: int | None = None
    """The index of the project that took its place or its money last, where there is one."""
    tip: Tip = Tip()


@dataclass(frozen=True, slots=True)
class Tie:
    """Equals between which the lot (or the project id) decided."""

    round: int
    projects: tuple[int, ...]
    winner: int


@dataclass(frozen=True, slots=True)
class Count:
    """The result."""

    rule: Rule
    winners: tuple[int, ...]
    """Indices of the funded projects, in the order of funding."""
    spent: int
    verdicts: tuple[Verdict, ...]
    """One per project, in the order of the election."""
    share: Fraction
    """What every ballot could spend in the end, in units of money."""
    runs: int = 1
    """How often the method ran until the result stood."""
    skipped: int = 0
    """Budgets that needed no run because their outcome was proven to be the same."""
    ties: tuple[Tie, ...] = ()
    warnings: tuple[str, ...] = ()
    payers: tuple[npt.NDArray[np.uint32], ...] = ()
    """Per winner the ballots that paid for it (for greedy: that support it), ascending."""
    payments: tuple[Floats, ...] = ()
    """Per winner what each of its payers paid, in units of money; nothing for greedy, where nobody pays."""
    nothing_funded: int = 0
    """Ballots that support something, of which nothing was funded."""
    supporting: int = 0
    """Ballots that support at least one project."""
