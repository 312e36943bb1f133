# SPDX-License-Identifier: EUPL-1.2
"""Made budget votes of any size, for `./run bench decide`."""

import numpy as np

from soesmart.decide.engine.types import Ballots, Election, Project


def made(n: int = 61_668, m: int = 83, budget: int = 30_000_000, seed: int = 7) -> Election:
    """Approval ballots with the statistics of a large Polish vote: 1 to 15 projects a ballot, 7.8 on average,
    few popular projects, costs over two orders of magnitude, voters with six kinds of taste."""
    rng = np.random.default_rng(seed)
    cost = np.round(np.exp(rng.normal(np.log(budget / 40), 0.9, m)), -3).astype(np.int64)
    cost = cost.clip(5000, budget // 4)
    fame = np.exp(rng.normal(0, 0.9, m))
    fame /= fame.sum()
    kind = rng.integers(0, 6, m)
    taste = rng.dirichlet(np.full(6, 0.7), size=n)
    most = min(15, m)
    length = np.minimum(1 + rng.geometric(1 / 8, size=n), most)
    start = np.zeros(n + 1, np.int64)
    start[1:] = np.cumsum(length)
    project = np.empty(start[-1], np.int32)
    for low in range(0, n, 8192):
        high = min(n, low + 8192)
        liking = np.log(fame) + np.log(taste[low:high][:, kind] + 0.02) + rng.gumbel(size=(high - low, m))
        best = np.argsort(-liking, axis=1)[:, :most].astype(np.int32)
        mask = np.arange(most) < length[low:high, None]
        project[start[low] : start[high]] = best[mask]
    projects = tuple(Project(str(p + 1), f"Beispiel {p + 1}", int(cost[p])) for p in range(m))
    return Election(projects, budget, Ballots(start, project), "approval")


def as_file(election: Election) -> str:
    """The same as a Pabulib file."""
    from soesmart.decide.engine.sheets import written
    from soesmart.decide.engine.types import Rule

    return written(election, Rule())
