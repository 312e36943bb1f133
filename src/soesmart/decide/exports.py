# SPDX-License-Identifier: EUPL-1.2
"""What anybody may take along: ballots, projects, rule and seed. Enough to count again without this house."""

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.conf import settings

from soesmart.decide.actions.counting import election_of, rule_of
from soesmart.decide.engine.box.published import FORMAT
from soesmart.decide.engine.box.tally import BOX_FORM, BOX_ROOT
from soesmart.decide.engine.sheets import written
from soesmart.decide.engine.types import Count, Election
from soesmart.decide.models import Batch, Counted, Roll, Vote
from soesmart.decide.queries.results import Result
from soesmart.decide.types import Phase, VoteView


def ballots(vote: VoteView) -> list[tuple[str, dict[str, int]]]:
    """All ballots, sorted by receipt number; none before the box was opened."""
    rows = Counted.objects.filter(vote=vote.id).order_by("receipt").values_list("receipt", "choices")
    return [(receipt, json.loads(choices)) for receipt, choices in rows]


def recount(vote: VoteView) -> dict[str, Any]:
    """The same as plain data, for programs of one's own."""
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
    """Ballots, projects, rule and seed as a file of Pabulib, for `soesmart verify`."""
    rule = rule_of(Vote.objects.get(pk=vote.id))
    election = replace(recount_election(vote), meta=_meta(vote))
    ids = [project.id for project in election.projects]
    won = tuple(ids.index(number) for number in vote.result.get("winners", ()))
    told = Count(rule, won, vote.result.get("spent", 0), (), Fraction(0))
    return written(election, rule, told)


def recount_election(vote: VoteView) -> Election:
    row = Vote.objects.get(pk=vote.id)
    return election_of(row, Counted.objects.filter(vote=row).order_by("receipt"))


def _meta(vote: VoteView) -> dict[str, str]:
    return {
        "description": vote.title.texts["de"],
        "country": "Germany",
        "unit": settings.SOESMART["town.name"],
        "date_begin": vote.opens_at.strftime("%d.%m.%Y"),
        "date_end": vote.closes_at.strftime("%d.%m.%Y"),
        BOX_ROOT: vote.box_root,
        BOX_FORM: str(vote.form),
    }
