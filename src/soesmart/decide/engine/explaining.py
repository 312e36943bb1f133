# SPDX-License-Identifier: EUPL-1.2
"""Why a project was funded or not, what would have tipped it, and what a ballot achieved."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.greedy import Outcome, keys
from soesmart.decide.engine.outcome import Found
from soesmart.decide.engine.prepared import BELOW, LEFT_OUT, NO_SUPPORT, Prepared
from soesmart.decide.engine.types import Count, Rule, Tip, Verdict, Why

_NOT_OPEN: dict[int, Why] = {NO_SUPPORT: "no-support", BELOW: "below-threshold", LEFT_OUT: "left-out"}


@dataclass(frozen=True, slots=True)
class Achieved:
    """A funded project that a ballot supports; `paid` in units of money, None where ballots do not pay."""

    project: int
    paid: float | None


def achieved(result: Count, ballot: int) -> tuple[Achieved, ...]:
    """What one ballot (by index) has to do with the result, in the order of funding."""
    rows = []
    for at, project in enumerate(result.winners):
        payers = result.payers[at]
        where = int(np.searchsorted(payers, ballot))
        if where < len(payers) and int(payers[where]) == ballot:
            paid = float(result.payments[at][where]) if result.payments else None
            rows.append(Achieved(project, paid))
    return tuple(rows)


def verdicts(prepared: Prepared, rule: Rule, found: Found) -> tuple[Verdict, ...]:
    """One per project, in the order of the election."""
    place = {p: at for at, p in enumerate(found.picked)}
    left = prepared.election.budget - (int(prepared.costs[found.picked].sum()) if found.picked else 0)
    return tuple(
        _funded(prepared, found, p, place[p]) if p in place else _not_funded(prepared, rule, found, p, left)
        for p in range(prepared.m)
    )


def _score(prepared: Prepared, p: int) -> Fraction:
    return Fraction(int(prepared.score[p]), prepared.election.ballots.point_scale)


def _funded(prepared: Prepared, found: Found, p: int, at: int) -> Verdict:
    why: Why = "completed" if p in found.completed else "free" if not prepared.costs[p] else "funded"
    payers, most, in_full = 0, Fraction(0), 0
    if found.pays and why == "funded":
        paid = found.payments[at]
        payers, most = len(paid), Fraction(float(paid.max(initial=0.0))).limit_denominator(10**6)
        in_full = int(np.count_nonzero(paid < paid.max(initial=0.0) * (1 - 1e-9)))
        if len(prepared.points):
            in_full = 0
    return Verdict(p, True, why, at + 1, int(prepared.votes[p]), _score(prepared, p), payers, most, in_full)


def _not_funded(prepared: Prepared, rule: Rule, found: Found, p: int, left: int) -> Verdict:
    why, against, tip = _reason(prepared, rule, found, p, left)
    return Verdict(p, False, why, None, int(prepared.votes[p]), _score(prepared, p), against=against, tip=tip)


def _reason(prepared: Prepared, rule: Rule, found: Found, p: int, left: int) -> tuple[Why, int | None, Tip]:
    state, cost = int(prepared.open[p]), int(prepared.costs[p])
    if state in (BELOW, LEFT_OUT) or (state == NO_SUPPORT and found.greedy is None):
        return _NOT_OPEN[state], None, _below(prepared, p) if state == BELOW else Tip()
    if cost > prepared.election.budget:
        return "too-expensive", None, Tip(cheaper_by=cost - prepared.election.budget, certain=False)
    if p in found.blocked:
        return _blocked(prepared, found, p)
    if found.greedy is not None and not found.completed:
        return _greedy(prepared, rule, found.greedy, p)
    if found.money is not None:
        return _equal(prepared, rule, found, p, left)
    if found.stopped_by is not None:
        why: Why = "no-money-left" if p == found.stopped_by else "stopped"
        return why, None if p == found.stopped_by else found.stopped_by, Tip()
    return "no-money-left", None, Tip(cheaper_by=max(0, cost - left), certain=False)


def _below(prepared: Prepared, p: int) -> Tip:
    missing = prepared.election.threshold - _score(prepared, p)
    if len(prepared.points) or prepared.election.ballots.points is not None:
        return Tip(more_points=missing, certain=False)
    return Tip(more_supporters=math.ceil(missing), certain=False)


def _blocked(prepared: Prepared, found: Found, p: int) -> tuple[Why, int | None, Tip]:
    """The limit that is full, and the last project that took its room."""
    limits = prepared.constraints
    room = limits.room.copy()
    mine = slice(int(limits.start[p]), int(limits.start[p + 1]))
    for q in found.picked:
        uses = slice(int(limits.start[q]), int(limits.start[q + 1]))
        room[limits.rule[uses]] -= limits.amount[uses]
        full = limits.rule[mine][limits.amount[mine] > room[limits.rule[mine]]]
        if len(full):
            return ("exclusive" if limits.names[int(full[0])] == "exclusive" else "limit"), q, Tip()
    return "limit", None, Tip()


def _equal(prepared: Prepared, rule: Rule, found: Found, p: int, left: int) -> tuple[Why, int | None, Tip]:
    """Equal shares: what the supporters still have together, against the cost."""
    assert found.money is not None
    cost, scale = int(prepared.costs[p]), prepared.election.scale
    voters = prepared.voter[prepared.start[p] : prepared.start[p + 1]]
    have = float(found.money[voters].sum())
    if rule.completion == "add-opt" and have >= cost:
        return ("no-money-left" if cost > left else "not-affordable"), None, Tip(certain=False)
    missing = max(1, math.ceil(cost - have - 1e-6 * scale))
    share = float(found.share)
    tip = Tip(
        more_supporters=math.ceil(missing / share - 1e-9) if share else None,
        cheaper_by=missing,
        money_missing=missing,
        certain=rule.completion in ("none", "then-votes"),
    )
    return ("no-money-left" if cost > left else "not-affordable"), None, tip


def _greedy(prepared: Prepared, rule: Rule, outcome: Outcome, p: int) -> tuple[Why, int | None, Tip]:
    """Greedy: the last pick before which there was still enough money; overtaking it would have done."""
    cost = int(prepared.costs[p])
    if p in outcome.stopped:
        why: Why = "stopped"
    elif p in outcome.left_at:
        why = "no-money-left"
    else:
        return "no-support", None, Tip()  # more points against it than for it
    left, rival = prepared.election.budget, None
    for q in outcome.picked:
        if cost <= left:
            rival = q
        left -= int(prepared.costs[q])
    cheaper = max(1, cost - outcome.left_at[p]) if p in outcome.left_at else None
    if rival is None:
        return why, None, Tip(cheaper_by=cheaper)
    key = keys(prepared, rule)
    wins_ties = bool(prepared.lot[p] < prepared.lot[rival])
    if rule.utility == "points":
        scale = prepared.election.ballots.point_scale
        gap = (key[rival] - key[p]) / scale + (0 if wins_ties else Fraction(1, scale))
        return why, rival, Tip(more_points=gap, cheaper_by=cheaper, certain=rule.skip)
    if rule.utility == "cost":
        more = int(key[rival] - key[p]) + (0 if wins_ties else 1)
    else:
        needed = key[rival] * cost
        more = math.ceil(needed) - int(prepared.votes[p]) + int(needed.denominator == 1 and not wins_ties)
    return why, rival, Tip(more_supporters=more, cheaper_by=cheaper, certain=rule.skip)
