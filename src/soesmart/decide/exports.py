# SPDX-License-Identifier: EUPL-1.2
"""What anybody may take along: ballots, projects, rule and seed. Enough to count again without this house."""

import csv
import io
import json
from typing import Any

from soesmart.decide.models import Batch, Counted, Roll
from soesmart.decide.queries.results import Result
from soesmart.decide.types import Phase, VoteView

FORMAT = "soesmart-vote-1"


def ballots(vote: VoteView) -> list[tuple[str, dict[str, int]]]:
    """All ballots, sorted by receipt number; none before the box was opened."""
    rows = Counted.objects.filter(vote=vote.id).order_by("receipt").values_list("receipt", "choices")
    return [(receipt, json.loads(choices)) for receipt, choices in rows]


def recount(vote: VoteView) -> dict[str, Any]:
    """For `soesmart verify FILE`."""
    return {
        "format": FORMAT,
        "title": vote.title.texts["de"],
        "form": str(vote.form),
        "budget": vote.budget,
        "purse": vote.purse,
        "most": vote.most,
        "unit": "cent",
        "rule": {**vote.rule, "seed": vote.seed},
        "projects": [
            {
                "id": option.number,
                "name": option.title.texts["de"],
                "cost": option.cost,
                "category": option.category,
            }
            for option in vote.options
        ],
        "ballots": [[receipt, choices] for receipt, choices in ballots(vote)],
        "root": vote.box_root,
        "winners": vote.result.get("winners", []),
    }


def marks(vote: VoteView) -> dict[str, Any]:
    """What is published before, during and after the vote to hold the box against."""
    found: dict[str, Any] = {
        "roll": {"size": vote.roll_size, "root": vote.roll_root},
        "batches": [
            {"number": row.number, "root": row.root, "marks": row.marks.split()}
            for row in Batch.objects.filter(vote=vote.id)
        ],
        "box": {"root": vote.box_root},
    }
    if vote.phase in (Phase.RESULT, Phase.FOLLOW_UP):
        found["roll"]["names"] = sorted(Roll.objects.filter(vote=vote.id).values_list("key", flat=True))
    return found


def table(vote: VoteView, result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["nummer", "projekt", "kosten_cent", "stimmen", "summe", "empfohlen", "einfache_zaehlung", "grund"]
    )
    for row in result.rows:
        writer.writerow(
            [
                _safe(row.option.number),
                _safe(row.title),
                row.option.cost,
                row.votes,
                vote.result["sums"].get(row.option.number, 0) if row.amount else "",
                "ja" if row.funded else "nein",
                "ja" if row.plain else "nein",
                row.why,
            ]
        )
    return "\N{BYTE ORDER MARK}" + out.getvalue()


def _safe(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def pabulib(vote: VoteView) -> str:
    """The `.pb` file of Pabulib. Amounts of money in euros, with cents where there are any."""
    told = vote.result
    form = {"approval": "approval", "money": "cumulative", "points": "cumulative"}[vote.form]
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\n").writerow
    every = ballots(vote)
    meta = {
        "description": vote.title.texts["de"],
        "country": "Germany",
        "num_projects": len(vote.options),
        "num_votes": len(every),
        "budget": _euros(vote.budget),
        "vote_type": form,
        "rule": vote.rule.get("method", ""),
        "rule_utility": vote.rule.get("utility", ""),
        "rule_completion": vote.rule.get("completion", ""),
        "rule_seed": vote.seed,
        "currency": "EUR",
        "date_begin": vote.opens_at.strftime("%d.%m.%Y"),
        "date_end": vote.closes_at.strftime("%d.%m.%Y"),
    }
    if form == "cumulative":
        meta["max_sum_points"] = _euros(vote.purse) if vote.form == "money" else vote.purse
    if vote.form == "approval" and vote.most:
        meta["max_length"] = vote.most
    write(["META"])
    write(["key", "value"])
    for key, value in meta.items():
        write([key, value])
    write(["PROJECTS"])
    write(["project_id", "cost", "votes", "score", "name", "category", "selected"])
    for option in vote.options:
        won = int(option.number in told.get("winners", ()))
        total = told["sums"].get(option.number, 0)
        score = _euros(total) if vote.form == "money" else total
        row = [option.number, _euros(option.cost), told["votes"].get(option.number, 0), score]
        write([*row, option.title.texts["de"], option.category, won])
    write(["VOTES"])
    write(["voter_id", "vote"] + (["points"] if form == "cumulative" else []))
    for receipt, choices in every:
        row = [receipt, ",".join(choices)]
        if form == "cumulative":
            amounts = [_euros(n) if vote.form == "money" else str(n) for n in choices.values()]
            row.append(",".join(amounts))
        write(row)
    return out.getvalue()


def _euros(cents: int) -> str:
    return str(cents // 100) if cents % 100 == 0 else f"{cents / 100:.2f}"
