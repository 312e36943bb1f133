# SPDX-License-Identifier: EUPL-1.2
"""pabutools counts elections: python budget_votes.py IN.json OUT.json, with the interpreter of the oracles.

IN: [{costs, votes, budget, ids, points, cases}] or [{file, cases}]; a case is [method, utility, completion];
`percent` is the step of add-percent, `borda` says that the ballots are ranked and what the first place gets.
OUT: {"versions": {…}, "answers": [[winners per case]]}, winners as sorted project ids; null: it cannot.
"""

import importlib.metadata
import json
import sys
from fractions import Fraction
from pathlib import Path

from pabutools.election import (
    Additive_Cardinal_Sat,
    AdditiveSatisfaction,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
    parse_pabulib,
)
from pabutools.rules import (
    completion_by_rule_combination,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)


class PointsFirst(AdditiveSatisfaction):
    """Its greedy rule divides by the cost; so that most points come first, the cost is multiplied in."""

    def __init__(self, instance, profile, ballot):
        super().__init__(instance, profile, ballot, lambda _i, _p, vote, p, _pre: vote.get(p, 0) * p.cost)


SATISFACTION = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}


def _made(row):
    if "file" in row:
        instance, profile = parse_pabulib(row["file"])
        return instance, _ranked(profile, row["borda"]) if "borda" in row else profile
    projects = [Project(name, cost) for name, cost in zip(row["ids"], row["costs"], strict=True)]
    instance = Instance(projects, budget_limit=row["budget"])
    votes = [{projects[int(p)]: value for p, value in vote.items()} for vote in row["votes"]]
    if "borda" in row:
        return instance, _ranked(votes, row["borda"])
    if row["points"]:
        return instance, CardinalProfile([CardinalBallot(vote) for vote in votes])
    return instance, ApprovalProfile([ApprovalBallot(vote) for vote in votes])


def _ranked(ballots, first):
    """Ranked ballots as points: the first place gets `first`, each next one less."""
    return CardinalProfile(
        [CardinalBallot({p: first - at for at, p in enumerate(ballot)}) for ballot in ballots]
    )


def _approvals(instance, profile):
    if isinstance(profile, ApprovalProfile):
        return profile
    return ApprovalProfile(
        [ApprovalBallot({p for p in ballot if ballot[p] > 0}) for ballot in profile], instance=instance
    )


def _winners(instance, profile, case, percent):
    method, utility, completion = case
    voters = profile if utility == "points" else _approvals(instance, profile)
    if method == "greedy":
        return _greedy(instance, voters, utility)
    if method == "phragmen":
        approvals = _approvals(instance, profile)
        # It buys what nobody supports, after infinite time; soesmart does not.
        return [p for p in sequential_phragmen(instance, approvals) if approvals.approval_score(p)]
    # For cost and cardinality a ballot with points approves what it gives points to.
    shares = {"sat_class": SATISFACTION[utility]}
    if completion == "then-votes":
        most = {"sat_class": PointsFirst if utility == "points" else Cost_Sat}
        found = completion_by_rule_combination(
            instance, voters, [method_of_equal_shares, greedy_utilitarian_welfare], [shares, most]
        )
        # Greedy also buys what nobody supports; soesmart does not.
        return [
            p for p in found if any(vote[p] if utility == "points" else True for vote in voters if p in vote)
        ]
    step = 1 if completion == "add1" else None
    if completion == "add-percent":
        step = Fraction(int(instance.budget_limit) * percent, voters.num_ballots() * 100)
    return method_of_equal_shares(instance, voters, voter_budget_increment=step, **shares)


def _greedy(instance, voters, utility):
    sat = PointsFirst if utility == "points" else SATISFACTION[utility]
    return greedy_utilitarian_welfare(instance, voters, sat_class=sat)


def main(into, out):
    sys.setrecursionlimit(10_000)
    rows = json.loads(Path(into).read_text("utf-8"))
    answers = []
    for row in rows:
        instance, profile = _made(row)
        percent = row.get("percent", 1)
        found = [_winners(instance, profile, case, percent) for case in row["cases"]]
        answers.append([sorted(p.name for p in winners) for winners in found])
    versions = {"pabutools": importlib.metadata.version("pabutools"), "python": sys.version.split()[0]}
    Path(out).write_text(json.dumps({"versions": versions, "answers": answers}), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
