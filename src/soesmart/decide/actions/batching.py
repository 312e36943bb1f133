# SPDX-License-Identifier: EUPL-1.2
"""While the vote runs: check values of new ballots, sorted, at least twenty at a time."""

from uuid import UUID

from django.db import IntegrityError, transaction

from soesmart.decide import keys
from soesmart.decide.actions.casting import opened
from soesmart.decide.engine.box.roots import mark_of, root_of
from soesmart.decide.leaves import stage_batch
from soesmart.decide.models import Ballot, Batch, Vote
from soesmart.decide.rules import FEWEST
from soesmart.decide.types import KeysMissing, Phase
from soesmart.kernel.envelope import BadEnvelope


def publish_all() -> None:
    for key in Vote.objects.filter(phase__in=(Phase.VOTE, Phase.COUNT)).values_list("pk", flat=True):
        publish(key)


def publish(key: UUID) -> Batch | None:
    """The next batch, once there is enough for one. Nothing in the box remembers which batch it was in."""
    try:
        held = keys.read(key)
    except KeysMissing:
        return None
    known = {
        mark
        for text in Batch.objects.filter(vote=key).values_list("marks", flat=True)
        for mark in text.split()
    }
    fresh = []
    for row in Ballot.objects.filter(vote=key).iterator(chunk_size=1000):
        try:
            content = opened(held, row)
        except BadEnvelope:
            continue  # told when the box is opened
        mark = mark_of(content["receipt"], content["choices"])
        if mark not in known:
            fresh.append(mark)
    if len(fresh) < FEWEST:
        return None
    fresh.sort()
    try:
        with transaction.atomic():
            number = Batch.objects.filter(vote=key).count() + 1
            batch = Batch.objects.create(
                vote_id=key, number=number, marks="\n".join(fresh), root=root_of(fresh)
            )
            stage_batch(batch)
    except IntegrityError:  # another worker was first
        return None
    return batch
