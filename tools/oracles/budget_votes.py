# SPDX-License-Identifier: EUPL-1.2
"""pabutools counts elections: python budget_votes.py IN.json OUT.json, with the interpreter of the oracles.

IN: [{costs, votes, budget, ids, points, cases}] or [{file, cases}]; a case is [method, utility, completion].
OUT: {"versions": {…}, "answers": [[winners per case]]}, winners as sorted project ids; null: it cannot.
"""

import importlib.metadata
import json
import sys
from fractions import Fraction
from pathlib import Path

from pabutools.election import (
    Additive_Cardinal_Sat,
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
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

SATISFACTION = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}


def _made(row):
    if "file" in row:
        instance, profile = parse_pabulib(row["file"])
        if "borda" in row:  # ranked ballots as points: the first place gets `borda` points
            profile = CardinalProfile(
                [CardinalBallot({p: row["borda"] - at for at, p in enumerate(ballot)}) for ballot in profile]
            )
        return instance, profile
    projects = [Project(name, cost) for name, cost in zip(row["ids"], row["costs"], strict=True)]
    instance = Instance(projects, budget_limit=row["budget"])
    votes = [{projects[int(p)]: value for p, value in vote.items()} for vote in row["votes"]]
    if row["points"]:
        return instance, CardinalProfile([CardinalBallot(vote) for vote in votes])
    return instance, ApprovalProfile([ApprovalBallot(vote) for vote in votes])


def _approvals(instance, profile):
    if isinstance(profile, ApprovalProfile):
        return profile
    return ApprovalProfile(
        [ApprovalBallot({p for p in ballot if ballot[p] > 0}) for ballot in profile], instance=instance
    )


def _winners(instance, profile, case):
    method, utility, completion = case
    if method == "phragmen":
        approvals = _approvals(instance, profile)
        found = sequential_phragmen(instance, approvals)
        # It buys what nobody supports, after infinite time; soesmart does not.
        return [p for p in found if approvals.approval_score(p)]
    if method == "greedy":
        return greedy_utilitarian_welfare(
            instance, _approvals(instance, profile), sat_class=SATISFACTION[utility]
        )
    # For cost and cardinality a ballot with points approves what it gives points to.
    voters = profile if utility == "points" else _approvals(instance, profile)
    step = 1 if completion == "add1" else None
    if completion == "add-percent":
        step = Fraction(int(instance.budget_limit), voters.num_ballots()) / 100
    return method_of_equal_shares(
        instance, voters, sat_class=SATISFACTION[utility], voter_budget_increment=step
    )


def main(into, out):
    sys.setrecursionlimit(10_000)
    rows = json.loads(Path(into).read_text("utf-8"))
    answers = []
    for row in rows:
        instance, profile = _made(row)
        answers.append([sorted(p.name for p in _winners(instance, profile, case)) for case in row["cases"]])
    versions = {"pabutools": importlib.metadata.version("pabutools"), "python": sys.version.split()[0]}
    Path(out).write_text(json.dumps({"versions": versions, "answers": answers}), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
