# SPDX-License-Identifier: EUPL-1.2
"""From the opened box to the result: the town's rule, and plain counting beside it."""

import json
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from soesmart.decide.engine.box import tally
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.engine.types import Count, Election, Project, Rule
from soesmart.decide.leaves import stage_vote
from soesmart.decide.models import Counted, Option, Tally, Vote
from soesmart.decide.types import Phase
from soesmart.thread.facade import NodeRef, moved

PLAIN = {"method": "greedy", "utility": "cardinality", "completion": "none"}
"""What most towns do: most votes first, as long as the money lasts."""


class Watch(Protocol):
    """Hears how far a count is; may raise to end it, the last time before the result is kept."""

    def __call__(self, budgets: int) -> None: ...

    def last(self) -> None: ...


def count_vote(key: UUID, watch: Watch | None = None) -> None:
    """The result from the public ballots alone; may be called again after a stop in between."""
    vote = Vote.objects.get(pk=key)
    election = election_of(vote, Counted.objects.filter(vote=vote).order_by("receipt"))
    told = outcome(election, rule_of(vote), watch)
    with transaction.atomic():
        vote = Vote.objects.select_for_update().get(pk=key)
        if vote.phase != Phase.COUNT:
            return
        if watch:
            watch.last()
        Tally.objects.filter(vote=vote).delete()
        vote.result = {**vote.result, **told}
        vote.phase = Phase.RESULT
        vote.save(update_fields=["result", "phase"])
        stage_vote(vote)
        moved(NodeRef("decide.vote", key))


def rule_of(vote: Vote, **changed: str) -> Rule:
    return Rule(**{**vote.rule, **changed}, seed=vote.seed)


def election_of(vote: Vote, rows: Sequence[Counted] | Any) -> Election:
    options = list(Option.objects.filter(vote=vote).order_by("position"))
    return elected(vote, options, [(row.receipt, json.loads(row.choices)) for row in rows])


def elected(vote: Vote, options: Sequence[Option], ballots: tally.Opened) -> Election:
    """As the engine wants it."""
    projects = [
        Project(
            option.number,
            option.title.get("de", option.number),
            option.cost,
            (f"category:{option.category}",) if option.category else (),
        )
        for option in options
    ]
    return tally.election(Form(vote.form), vote.budget, projects, ballots)


def outcome(election: Election, rule: Rule, watch: Watch | None = None) -> dict[str, Any]:
    """What the result page tells, as plain data."""
    from soesmart.decide.engine.counting import count  # inline: compiles kernels when it is first used

    if not election.ballots.n:
        empty = {"winners": [], "spent": 0, "votes": {}, "sums": {}, "nothing_funded": 0}
        return {**empty, "plain": {"winners": [], "spent": 0, "nothing_funded": 0}, "why": {}}
    counted = count(election, rule, watch)
    plain = count(election, Rule(**PLAIN, seed=rule.seed))  # type: ignore[arg-type]  # literals above
    ids = [project.id for project in election.projects]
    scale = election.ballots.point_scale
    return {
        "winners": [ids[at] for at in counted.winners],
        "spent": counted.spent,
        "votes": {ids[verdict.project]: verdict.votes for verdict in counted.verdicts},
        "sums": {ids[verdict.project]: int(verdict.points * scale) for verdict in counted.verdicts},
        "nothing_funded": counted.nothing_funded,
        "ties": [[ids[at] for at in tie.projects] for tie in counted.ties],
        "plain": {
            "winners": [ids[at] for at in plain.winners],
            "spent": plain.spent,
            "nothing_funded": plain.nothing_funded,
        },
        "why": {ids[verdict.project]: why(counted, verdict, ids) for verdict in counted.verdicts},
    }


def why(counted: Count, verdict: Any, ids: Sequence[str]) -> dict[str, Any]:
    """The reason for one project, as data: pages put it into words."""
    tip = verdict.tip
    return {
        "why": verdict.why,
        "round": verdict.round,
        "payers": verdict.payers,
        "paid_most": int(verdict.paid_most * 100),
        "in_full": verdict.in_full,
        "against": ids[verdict.against] if verdict.against is not None else "",
        "more_supporters": tip.more_supporters,
        "cheaper_by": tip.cheaper_by,
        "money_missing": tip.money_missing,
    }
