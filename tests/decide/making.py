# SPDX-License-Identifier: EUPL-1.2
"""Small elections, made by a seed: many ties, poor and rich voters, projects nobody wants."""

import random

import numpy as np

from soesmart.decide.engine.types import Ballots, Election, Project
from tests.decide.reference import Small


def small(seed: int) -> Small:
    """An election with 1 to 14 voters and 1 to 9 projects. Every third one gives points."""
    draw = random.Random(seed)
    m, n = draw.randint(1, 9), draw.randint(1, 14)
    unit = draw.choice((1, 1, 5, 10))
    costs = [unit * draw.randint(1, draw.choice((6, 20))) for _ in range(m)]
    budget = max(1, round(sum(costs) * draw.choice((0.2, 0.4, 0.6, 0.9))))
    with_points = seed % 3 == 2
    taste = [draw.random() for _ in range(m)]
    votes = []
    for _ in range(n):
        named = [p for p in range(m) if draw.random() < taste[p]]
        draw.shuffle(named)
        votes.append({p: draw.randint(1, 5) if with_points else 1 for p in named})
    ids = [str(p + 1) for p in range(m)]
    return Small(costs, votes, budget, ids)


def election(made: Small, *, points: bool = False, ranked: bool = False) -> Election:
    """The same for the engine. Ranked: the order in which a vote names the projects."""
    start = np.zeros(len(made.votes) + 1, np.int64)
    start[1:] = np.cumsum([len(vote) for vote in made.votes])
    flat = [(p, value) for vote in made.votes for p, value in vote.items()]
    return Election(
        tuple(
            Project(name, f"Beispiel {name}", cost) for name, cost in zip(made.ids, made.costs, strict=True)
        ),
        made.budget,
        Ballots(
            start,
            np.array([p for p, _ in flat], np.int32),
            np.array([value for _, value in flat], np.int64) if points and not ranked else None,
            ids=tuple(str(i + 1) for i in range(len(made.votes))),
        ),
        "ordinal" if ranked else "cumulative" if points else "approval",
    )


def has_points(made: Small) -> bool:
    return any(value != 1 for vote in made.votes for value in vote.values())
