# SPDX-License-Identifier: EUPL-1.2
"""Ballots, projects, rule and seed in one Pabulib file, from which anybody gets the same winners.

Beside Pabulib's own entries META holds `count` (method/utility/completion and flags), `seed`, `percent` and
`exclusive` (groups of project ids, "1,2|3,4"). Other programs read the rest of the file as usual.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction

from soesmart.decide.engine.numbers_ import exact
from soesmart.decide.engine.types import (
    COMPLETIONS,
    METHODS,
    UTILITIES,
    Count,
    Election,
    Rule,
)

_GROUPS = {
    "category": ("categories", "budget_per_category"),
    "neighborhood": ("neighborhoods", "budget_per_neighborhood"),
    "district": ("districts", "budget_per_district"),
}
_PABULIB = {
    ("greedy", "none"): "greedy",
    ("greedy", "then-votes"): "greedy",
    ("equal-shares", "none"): "equalshares",
    ("equal-shares", "add1"): "equalshares/add1",
}
OWN_KEYS = ("count", "seed", "percent", "exclusive")


def written(election: Election, rule: Rule, result: Count | None = None) -> str:
    """The file. With a result, `selected` tells the winners that were published."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow(["META"])
    table.writerow(["key", "value"])
    table.writerows(_meta(election, rule))
    table.writerow(["PROJECTS"])
    groups = [
        name for name in _GROUPS if any(g.startswith(f"{name}:") for p in election.projects for g in p.groups)
    ]
    winners = None if result is None else set(result.winners)
    table.writerow(["project_id", "cost", "name", *groups, *(["selected"] if winners is not None else [])])
    for at, project in enumerate(election.projects):
        mine = [
            ",".join(g.split(":", 1)[1] for g in project.groups if g.startswith(f"{name}:"))
            for name in groups
        ]
        won = [] if winners is None else [int(at in winners)]
        table.writerow([project.id, plain(project.cost, election.scale), project.name, *mine, *won])
    table.writerow(["VOTES"])
    table.writerow(["voter_id", "vote", *(["points"] if election.ballots.points is not None else [])])
    table.writerows(_votes(election))
    return out.getvalue()


def plain(amount: int, scale: int) -> str:
    """1/scale units as a decimal with a dot."""
    whole, rest = divmod(abs(amount), scale)
    sign = "-" if amount < 0 else ""
    digits = len(str(scale)) - 1
    return f"{sign}{whole}" + (f".{rest:0{digits}d}" if scale > 1 and rest else "")


def _meta(election: Election, rule: Rule) -> Iterator[tuple[str, str]]:
    own = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.ballots.n),
        "budget": plain(election.budget, election.scale),
        "vote_type": election.vote_type,
        "rule": _PABULIB.get((rule.method, rule.completion), "unknown"),
        "currency": election.currency,
        "max_length": "" if election.max_length is None else str(election.max_length),
        "min_project_score_threshold": _decimal(election.threshold) if election.threshold else "",
        "count": count_words(rule),
        "seed": rule.seed,
        "percent": _decimal(rule.percent) if rule.completion == "add-percent" else "",
        "exclusive": "|".join(
            ",".join(election.projects[p].id for p in group) for group in election.exclusive
        ),
    }
    for name, (names_key, amounts_key) in _GROUPS.items():
        mine = [limit for limit in election.limits if limit.group.startswith(f"{name}:")]
        own[names_key] = ",".join(limit.group.split(":", 1)[1] for limit in mine)
        own[amounts_key] = ",".join(plain(limit.amount, election.scale) for limit in mine)
    kept = {key: value for key, value in election.meta.items() if key not in own and key != "subdistricts"}
    for key, value in (kept | own).items():
        if value:
            yield key, value


def _decimal(value: Fraction) -> str:
    return plain(int(value * 10**6), 10**6).rstrip("0") if value.denominator != 1 else str(value.numerator)


def _votes(election: Election) -> Iterator[Sequence[str]]:
    ballots, ids = election.ballots, [project.id for project in election.projects]
    for i in range(ballots.n):
        rows = slice(int(ballots.start[i]), int(ballots.start[i + 1]))
        vote = ",".join(ids[p] for p in ballots.project[rows])
        row = [ballots.ids[i] if ballots.ids else str(i + 1), vote]
        if ballots.points is not None:
            row.append(",".join(plain(int(value), ballots.point_scale) for value in ballots.points[rows]))
        yield row


def count_words(rule: Rule) -> str:
    """equal-shares/cost/add1, with flags behind: no-skip, comparison, no-limits, without=3,7."""
    words: list[str] = [rule.method, rule.utility, rule.completion]
    words += [word for word, on in (("no-skip", not rule.skip), ("comparison", rule.comparison)) if on]
    words += ["no-limits"] if not rule.keep_limits else []
    words += [f"without={','.join(rule.without)}"] if rule.without else []
    return "/".join(words)


def rule_from(words: str, seed: str, percent: str) -> Rule | None:
    """The rule that `count_words` wrote; None where the words say none."""
    head, flags = words.split("/")[:3], words.split("/")[3:]
    if len(head) != 3 or head[0] not in METHODS or head[1] not in UTILITIES or head[2] not in COMPLETIONS:
        return None
    return Rule(
        method=head[0],
        utility=head[1],
        completion=head[2],
        seed=seed,
        percent=exact(percent) if percent else Fraction(1),
        skip="no-skip" not in flags,
        comparison="comparison" in flags,
        keep_limits="no-limits" not in flags,
        without=tuple(
            name for flag in flags if flag.startswith("without=") for name in flag[8:].split(",") if name
        ),
    )
