# SPDX-License-Identifier: EUPL-1.2
"""Made-up ballots for the team's what-if: the same ones every time, so that only the settings differ."""

import random
from typing import Any

from soesmart.decide.actions.counting import elected
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Option, Vote
from soesmart.decide.queries.results import euros
from soesmart.decide.types import VoteView

RULES = ("equal-shares", "phragmen", "greedy")
_SEED = 2020


def tried(shown: VoteView, budget: int, people: int) -> dict[str, Any]:
    """Per rule the winners, the money spent and how many have nothing funded."""
    from soesmart.decide.engine.counting import count  # inline: compiles kernels when it is first used
    from soesmart.decide.engine.types import Rule

    if not shown.options:
        return {"rows": [], "totals": []}
    vote = Vote.objects.get(pk=shown.id)
    vote.budget = budget
    options = list(Option.objects.filter(vote=vote).order_by("position"))
    election = elected(vote, options, ballots(shown, people))
    counts = [count(election, Rule(**_rule(rule, shown.form))) for rule in RULES]  # type: ignore[arg-type]
    rows = [
        {
            "title": option.title,
            "cost": euros(option.cost),
            "funded": [(rule, at in one.winners) for rule, one in zip(RULES, counts, strict=True)],
        }
        for at, option in enumerate(shown.options)
    ]
    totals = [
        (rule, {"spent": euros(one.spent), "nothing": one.nothing_funded})
        for rule, one in zip(RULES, counts, strict=True)
    ]
    return {"rows": rows, "totals": totals}


def _rule(method: str, form: str) -> dict[str, str]:
    utility = "cost" if form == Form.APPROVAL else "points"
    if method == "greedy":
        utility = "cardinality" if form == Form.APPROVAL else "points"
    return {
        "method": method,
        "utility": utility,
        "completion": "add1" if method == "equal-shares" else "none",
        "seed": str(_SEED),
    }


def ballots(shown: VoteView, people: int) -> list[tuple[str, dict[str, int]]]:
    """Half the people share a taste, the other half fall into small groups: where rules differ."""
    chance = random.Random(_SEED)  # noqa: S311  made-up ballots, the same every time
    numbers = [option.number for option in shown.options]
    popular = numbers[: max(1, len(numbers) // 3)]
    found = []
    for at in range(people):
        taste = popular if at % 2 else chance.sample(numbers, max(1, len(numbers) // 3))
        most = min(len(taste), shown.most) if shown.form == Form.APPROVAL and shown.most else len(taste)
        chosen = chance.sample(taste, chance.randint(1, max(1, most)))
        each = 1 if shown.form == Form.APPROVAL else max(1, shown.purse // len(chosen))
        if shown.form != Form.APPROVAL and shown.most:
            each = min(each, shown.most)
        found.append((str(at), dict.fromkeys(chosen, each)))
    return found
