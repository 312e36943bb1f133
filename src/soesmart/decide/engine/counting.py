# SPDX-License-Identifier: EUPL-1.2
"""An election and a rule → the result, with reasons."""

from fractions import Fraction

import numpy as np

from soesmart.decide.engine import completing
from soesmart.decide.engine.equal_shares import EqualShares
from soesmart.decide.engine.prepared import per_ballot, prepare
from soesmart.decide.engine.types import Count, Election, Rule, Tie, Verdict


def count(election: Election, rule: Rule) -> Count:
    """The result of the election under the rule."""
    prepared = prepare(election, rule)
    shares = EqualShares(prepared, rule)
    start = per_ballot(prepared)
    if rule.completion == "add1":
        done = completing.add_steps(shares, start, Fraction(election.scale))
    elif rule.completion == "add-percent":
        done = completing.add_steps(shares, start, start * rule.percent / 100)
    else:
        done = completing.Completed(shares.run(start), 1)
    run = done.run
    order = {p: at + 1 for at, p in enumerate(run.picked)}
    return Count(
        rule=rule,
        winners=tuple(run.picked),
        spent=run.spent(shares.costs),
        verdicts=tuple(
            Verdict(
                p,
                p in order,
                "funded" if p in order else "not-affordable",
                order.get(p),
                int(prepared.votes[p]),
                Fraction(int(prepared.score[p]), election.ballots.point_scale),
            )
            for p in range(prepared.m)
        ),
        share=run.share / election.scale,
        runs=done.runs,
        skipped=done.skipped,
        ties=tuple(Tie(*tie) for tie in run.ties),
        nothing_funded=_nothing_funded(election, run.picked),
    )


def _nothing_funded(election: Election, winners: list[int]) -> int:
    won = np.zeros(len(election.projects) + 1, np.int64)
    won[winners] = 1
    sums = np.concatenate(([0], np.cumsum(won[election.ballots.project])))
    return int(np.count_nonzero(sums[election.ballots.start[1:]] == sums[election.ballots.start[:-1]]))
