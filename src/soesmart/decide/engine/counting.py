# SPDX-License-Identifier: EUPL-1.2
"""An election and a rule → the result, with reasons."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from soesmart.decide.engine import completing, exact_shares
from soesmart.decide.engine.equal_shares import EqualShares, Run
from soesmart.decide.engine.explaining import verdicts
from soesmart.decide.engine.greedy import greedy
from soesmart.decide.engine.outcome import Found
from soesmart.decide.engine.phragmen import Phragmen
from soesmart.decide.engine.prepared import Prepared, per_ballot, prepare
from soesmart.decide.engine.types import Count, Election, Floats, Rule, Tie


class Refused(ValueError):
    """This rule cannot count these ballots; says why and what to do."""


def count(election: Election, rule: Rule, watch: completing.Watch | None = None) -> Count:
    """The result of the election under the rule. `watch` hears how far a long count is, and may end it."""
    rule, warnings = _fitting(election, rule)
    prepared = prepare(election, rule)
    found = _found(prepared, rule, watch)
    found.warnings[:0] = warnings
    if rule.method == "equal-shares" and rule.comparison:
        found = _compared(prepared, rule, found)
    if rule.completion == "then-votes":
        _fill(prepared, rule, found)
    return _told(prepared, rule, found)


def _fitting(election: Election, rule: Rule) -> tuple[Rule, list[str]]:
    """The rule as far as it fits these ballots."""
    warnings = []
    if rule.utility == "points" and election.vote_type == "approval":
        raise Refused(
            "These ballots approve projects and give no points. Count with --utility cost or cardinality."
        )
    if election.vote_type == "ordinal" and rule.utility == "points":
        warnings.append(
            "Ranked ballots count as Borda points: the first place gets as many points as a ballot"
            " may have places, each next one less."
        )
    if rule.method == "greedy" and rule.completion in ("add1", "add-percent", "add-opt"):
        rule = replace(rule, completion="none")
    if rule.method == "phragmen":
        if rule.completion in ("add1", "add-percent", "add-opt"):
            rule = replace(rule, completion="none")
        if rule.utility == "points":
            warnings.append("Phragmén's rule knows support or none: every project with points is supported.")
            rule = replace(rule, utility="cost")
    if rule.method == "equal-shares" and rule.completion == "add-opt":
        warnings.append("add-opt belongs to Exact Equal Shares: all who pay for a project pay the same.")
        if rule.utility == "points":
            warnings.append("Exact Equal Shares knows support or none: counted by cost, not by points.")
            rule = replace(rule, utility="cost")
    return rule, warnings


def _found(prepared: Prepared, rule: Rule, watch: completing.Watch | None) -> Found:
    if rule.method == "greedy":
        return _greedy(prepared, rule)
    if rule.method == "phragmen":
        return _phragmen(prepared)
    if rule.completion == "add-opt":
        return _exact_shares(prepared, rule)
    return _equal_shares(prepared, rule, watch)


def _equal_shares(prepared: Prepared, rule: Rule, watch: completing.Watch | None) -> Found:
    from soesmart.decide.engine.kernels import BLOCKED

    shares = EqualShares(prepared, rule)
    start = per_ballot(prepared)
    if rule.completion == "add1":
        done = completing.add_steps(shares, start, Fraction(prepared.election.scale), watch)
    elif rule.completion == "add-percent":
        done = completing.add_steps(shares, start, start * rule.percent / 100, watch)
    else:
        done = completing.Completed(shares.run(start), 1)
    run = done.run
    payers, payments = _payments(shares, run)
    return Found(
        picked=list(run.picked),
        share=run.share,
        runs=done.runs,
        skipped=done.skipped,
        ties=run.ties,
        payers=payers,
        payments=payments,
        money=run.money,
        blocked={int(p) for p in np.flatnonzero(run.state == BLOCKED)},
        beyond=tuple(done.next_over.picked) if done.next_over else (),
        pays=True,
    )


def _payments(shares: EqualShares, run: Run) -> tuple[list[npt.NDArray[np.uint32]], list[Floats]]:
    """Who paid how much for each pick, by going through the run again."""
    prepared = shares.prepared
    money = np.full(prepared.n, float(run.share))
    payers, payments = [], []
    for p, rate in zip(run.picked, run.rates, strict=True):
        rows = slice(int(prepared.start[p]), int(prepared.start[p + 1]))
        voters = prepared.voter[rows]
        price = rate * shares.worth[rows] if len(shares.worth) else np.full(len(voters), rate)
        paid = np.minimum(money[voters], price)
        rest = money[voters] - paid
        money[voters] = np.where(rest < 1e-9 * float(run.share), 0.0, rest)
        gave = paid > 0
        payers.append(voters[gave])
        payments.append(paid[gave] / prepared.election.scale)
    return payers, payments


def _exact_shares(prepared: Prepared, rule: Rule) -> Found:
    from soesmart.decide.engine.kernels import BLOCKED

    shares = exact_shares.ExactShares(prepared, rule)
    done = exact_shares.add_opt(shares, per_ballot(prepared))
    run = done.run
    payers = [run.payers(at) for at in range(run.rounds)]
    prices = [float(run.price(at)) / prepared.election.scale for at in range(run.rounds)]
    return Found(
        picked=run.picked,
        share=run.share,
        runs=done.runs,
        ties=run.ties,
        payers=payers,
        payments=[np.full(len(who), price) for who, price in zip(payers, prices, strict=True)],
        money=run.money,
        blocked={int(p) for p in np.flatnonzero(run.state == BLOCKED)},
        beyond=tuple(done.next_over.picked) if done.next_over else (),
        pays=True,
    )


def _phragmen(prepared: Prepared) -> Found:
    bought = Phragmen(prepared).run()
    payers, payments = [], []
    spent = np.zeros(prepared.n)
    for p, load in zip(bought.picked, bought.loads, strict=True):
        voters = prepared.voter[prepared.start[p] : prepared.start[p + 1]]
        payers.append(voters)
        payments.append((float(load) - spent[voters]) / prepared.election.scale)
        spent[voters] = float(load)
    return Found(
        picked=list(bought.picked),
        share=bought.loads[-1] if bought.loads else Fraction(0),
        ties=bought.ties,
        payers=payers,
        payments=payments,
        blocked=set(bought.blocked),
        stopped_by=bought.stopped_by,
        pays=True,
    )


def _greedy(prepared: Prepared, rule: Rule) -> Found:
    outcome = greedy(prepared, rule)
    found = Found(picked=outcome.picked, share=Fraction(0), ties=outcome.ties, greedy=outcome)
    found.blocked = set(outcome.blocked)
    found.payers = [prepared.voter[prepared.start[p] : prepared.start[p + 1]] for p in outcome.picked]
    empty = [prepared.election.projects[p].id for p in outcome.picked if not prepared.votes[p]]
    if empty:
        found.warnings.append(
            f"Funded without a single vote, as money was left: {', '.join(empty)}. A threshold avoids it."
        )
    return found


def _compared(prepared: Prepared, rule: Rule, found: Found) -> Found:
    """Greedy instead, where more ballots get more out of it."""
    other_rule = replace(rule, method="greedy", utility="points" if rule.utility == "points" else "cost")
    other = _greedy(prepared, other_rule)
    here, there = (_satisfaction(prepared, rule, one.picked) for one in (found, other))
    for_here, for_there = int(np.count_nonzero(here > there)), int(np.count_nonzero(there > here))
    words = f"{for_here} ballots get more from equal shares, {for_there} from greedy"
    if for_there > for_here:
        other.warnings.append(f"Comparison: {words}; so greedy stands.")
        other.runs = found.runs
        return other
    found.warnings.append(f"Comparison: {words}; so equal shares stand.")
    return found


def _satisfaction(prepared: Prepared, rule: Rule, picked: Sequence[int]) -> npt.NDArray[np.int64]:
    got = np.zeros(prepared.n, np.int64)
    for p in picked:
        rows = slice(int(prepared.start[p]), int(prepared.start[p + 1]))
        worth: npt.NDArray[np.int64] | int
        if len(prepared.points):
            worth = prepared.points[rows]
        else:
            worth = int(prepared.costs[p]) if rule.utility == "cost" else 1
        got[prepared.voter[rows]] += worth
    return got


def _fill(prepared: Prepared, rule: Rule, found: Found) -> None:
    """The money left over goes to the projects with the most votes or points that still fit."""
    votes = replace(
        rule, method="greedy", utility="points" if rule.utility == "points" else "cost", skip=True
    )
    beyond_limits = rule.method == "greedy" and bool(prepared.election.limits)
    room = prepared.constraints.room.copy()
    if beyond_limits:
        room[: len(prepared.election.limits)] = np.iinfo(np.int64).max // 2
        found.warnings.append("Money left over is spent by score without the limits by category or district.")
    limits = prepared.constraints
    for p in found.picked:
        uses = slice(int(limits.start[p]), int(limits.start[p + 1]))
        room[limits.rule[uses]] -= limits.amount[uses]
    outcome = greedy(prepared, votes, before=found.picked, room=room, unsupported=rule.method == "greedy")
    added = outcome.picked[len(found.picked) :]
    found.completed = set(added)
    found.picked = outcome.picked
    found.greedy = outcome
    found.ties = [*found.ties, *(tie for tie in outcome.ties if tie[2] in found.completed)]
    for p in added:
        found.payers.append(prepared.voter[prepared.start[p] : prepared.start[p + 1]])
        if found.pays:
            found.payments.append(np.zeros(len(found.payers[-1])))


def _told(prepared: Prepared, rule: Rule, found: Found) -> Count:
    election = prepared.election
    supporting, nothing = _nothing_funded(prepared, found.picked)
    return Count(
        rule=rule,
        winners=tuple(found.picked),
        spent=int(prepared.costs[found.picked].sum()) if found.picked else 0,
        verdicts=verdicts(prepared, rule, found),
        share=found.share / election.scale,
        runs=found.runs,
        skipped=found.skipped,
        ties=tuple(Tie(*tie) for tie in found.ties),
        warnings=tuple(found.warnings),
        payers=tuple(found.payers),
        payments=tuple(found.payments) if found.pays else (),
        nothing_funded=nothing,
        supporting=supporting,
    )


def _nothing_funded(prepared: Prepared, picked: Sequence[int]) -> tuple[int, int]:
    """Ballots that support something; of those, ballots of which nothing was funded."""
    some, won = np.zeros(prepared.n, np.bool_), np.zeros(prepared.n, np.bool_)
    some[prepared.voter] = True
    for p in picked:
        won[prepared.voter[prepared.start[p] : prepared.start[p + 1]]] = True
    return int(np.count_nonzero(some)), int(np.count_nonzero(some & ~won))
