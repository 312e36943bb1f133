# SPDX-License-Identifier: EUPL-1.2
"""What the transparency log says about a vote."""

from collections.abc import Mapping, Sequence
from typing import Any

from soesmart.decide.models import Batch, Vote
from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import Json


def vote_leaf(vote: Vote) -> dict[str, Any]:
    return {
        "slug": vote.slug,
        "title": dict(vote.title),
        "phase": vote.phase,
        "form": vote.form,
        "budget": vote.budget,
        "purse": vote.purse,
        "most": vote.most,
        "rule": dict(vote.rule),
        "eligible": dict(vote.eligible),
        "opens_at": vote.opens_at.isoformat(),
        "closes_at": vote.closes_at.isoformat(),
        "late_until": vote.late_until.isoformat(),
        "roll_size": vote.roll_size,
        "roll_root": vote.roll_root,
        "box_key": vote.box_key,
        "seed": vote.seed,
        "box_root": vote.box_root,
        "council": vote.council,
        "council_text": dict(vote.council_text),
        "projects": [[one.number, dict(one.title), one.cost, one.outcome] for one in vote.options.all()],
        "winners": vote.result.get("winners", []),
    }


def stage_vote(vote: Vote) -> None:
    """Inside the transaction of the action that changed the vote."""
    vote.version += 1
    vote.save(update_fields=["version"])
    stage("decide.vote", str(vote.id), vote.version, vote_leaf(vote))


def stage_batch(batch: Batch) -> None:
    stage("decide.batch", f"{batch.vote_id}/{batch.number}", 1, batch_leaf(batch))


def batch_leaf(batch: Batch) -> dict[str, Any]:
    return {"vote": str(batch.vote_id), "size": len(batch.marks.split()), "root": batch.root}


def current_votes(subjects: Sequence[str]) -> Mapping[str, Json]:
    votes = Vote.objects.filter(pk__in=subjects).prefetch_related("options")
    return {str(vote.id): vote_leaf(vote) for vote in votes}


def current_batches(subjects: Sequence[str]) -> Mapping[str, Json]:
    wanted = {tuple(subject.split("/")) for subject in subjects}
    rows = Batch.objects.filter(vote_id__in={vote for vote, _ in wanted})
    return {
        f"{row.vote_id}/{row.number}": batch_leaf(row)
        for row in rows
        if (str(row.vote_id), str(row.number)) in wanted
    }
