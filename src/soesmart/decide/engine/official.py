# SPDX-License-Identifier: EUPL-1.2
"""A result held against the official winners that a file tells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from soesmart.decide.engine.counting import Refused, count
from soesmart.decide.engine.headers import described, missing
from soesmart.decide.engine.prepared import borda
from soesmart.decide.engine.types import Completion, Count, Election, Rule, Utility

_SMALL = 2_000_000
"""Entries up to which other rules are tried to find the one that was used."""
_MOST_STEPS = 5000
"""Units of money per ballot up to which add1 is tried as such a rule: it goes through them one by one."""
_ELSEWHERE = {2: "funded by a special rule", 3: "funded from other money"}


@dataclass(frozen=True, slots=True)
class Official:
    """agrees: same projects, and nothing speaks against the data. unconfirmed: same projects, but the
    header or the totals say that ballots or weights are missing. none: the file tells no winners."""

    verdict: Literal["agrees", "differs", "unconfirmed", "none"]
    winners: tuple[int, ...]
    only_official: tuple[int, ...]
    only_counted: tuple[int, ...]
    doubts: tuple[str, ...]
    like: str = ""
    """The rule that gives exactly the official winners, where one was found."""
    text: str = ""


def held_against(election: Election, result: Count) -> Official:
    """What the official result says to this one."""
    told = [project.selected for project in election.projects]
    if all(value is None for value in told):
        return Official("none", (), (), (), (), text="The file tells no official winners.")
    winners = tuple(at for at, value in enumerate(told) if value)
    mine, theirs = set(result.winners), set(winners)
    only_official = tuple(p for p in winners if p not in mine)
    only_counted = tuple(p for p in result.winners if p not in theirs)
    doubts = tuple(_doubts(election))
    if mine == theirs:
        if doubts:
            text = f"not confirmed: the same {len(winners)} projects, but {'; '.join(doubts)}"
            return Official("unconfirmed", winners, (), (), doubts, text=text)
        text = f"agrees: the same {len(winners)} projects were officially funded"
        return Official("agrees", winners, (), (), (), text=text)
    like = _like(election, result, theirs) if len(election.ballots.project) <= _SMALL else ""
    text = _differences(election, only_official, only_counted, doubts, like)
    return Official("differs", winners, only_official, only_counted, doubts, like, text)


def _differences(
    election: Election,
    only_official: Iterable[int],
    only_counted: Iterable[int],
    doubts: Iterable[str],
    like: str,
) -> str:
    parts = []
    if official := [_named(election, p) for p in only_official]:
        parts.append(f"officially funded, not here: {', '.join(official)}")
    if counted := [election.projects[p].id for p in only_counted]:
        parts.append(f"funded here, not officially: {', '.join(counted)}")
    if like:
        parts.append(f"the official winners are those of another rule: {like}")
    parts += doubts
    return f"differs: {'; '.join(parts)}"


def _named(election: Election, p: int) -> str:
    project = election.projects[p]
    how = _ELSEWHERE.get(project.selected or 0)
    return f"{project.id} ({how})" if how else project.id


def _doubts(election: Election) -> Iterator[str]:
    """What keeps an equal result from confirming anything."""
    for remark in missing(election.meta):
        yield f'the header says that data or weights are missing ("{remark}")'
    votes = np.bincount(election.ballots.project, minlength=len(election.projects))
    wrong = sum(
        project.told_votes is not None and project.told_votes != int(votes[at])
        for at, project in enumerate(election.projects)
    )
    if wrong:
        yield f"the votes that the file states for {wrong} project(s) are not those of its ballots"
    scores = _scores(election)
    wrong = sum(
        project.told_score is not None and scores is not None and project.told_score != scores[at]
        for at, project in enumerate(election.projects)
    )
    if wrong:
        yield f"the score that the file states for {wrong} project(s) is not that of its ballots"
    for note in election.notes:
        if note.startswith("The header says"):
            yield note.rstrip(".")


def _scores(election: Election) -> list[Fraction] | None:
    ballots = election.ballots
    values = borda(election) if election.vote_type == "ordinal" else ballots.points
    if values is None:
        return None
    sums = np.zeros(len(election.projects), np.int64)
    np.add.at(sums, ballots.project, values)
    return [Fraction(int(total), ballots.point_scale) for total in sums]


def _like(election: Election, result: Count, winners: set[int]) -> str:
    for rule in _others(election, result.rule):
        try:
            if set(count(election, rule).winners) == winners:
                return described(rule)
        except Refused:
            continue
    return ""


def _others(election: Election, rule: Rule) -> Iterator[Rule]:
    """The rules that towns use, other than this one."""
    points = election.vote_type != "approval"
    greedy = replace(rule, method="greedy", completion="none", comparison=False)
    utilities: tuple[Utility, ...] = ("points", "cost") if points else ("cost",)
    for utility in utilities:
        yield replace(greedy, utility=utility, skip=True)
        yield replace(greedy, utility=utility, skip=False)
    if rule.keep_limits and (election.limits or election.threshold):
        yield replace(greedy, utility=utilities[0], skip=True, keep_limits=False)
    every: tuple[Utility, ...] = (*utilities, "cardinality")
    completions: tuple[Completion, ...] = ("none", "add1", "then-votes")
    if election.budget > _MOST_STEPS * election.scale * max(1, election.ballots.n):
        completions = ("none", "then-votes")
    for utility in every:
        for completion in completions:
            yield replace(
                rule, method="equal-shares", utility=utility, completion=completion, comparison=False
            )
    yield replace(rule, method="phragmen", utility="cost", completion="none", comparison=False)
