# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from uuid import UUID

from soesmart.decide.models import Vote
from soesmart.decide.queries.votes import text_of
from soesmart.decide.words import phase_word
from soesmart.kernel.room import Node


def describe(keys: Sequence[UUID]) -> Mapping[UUID, Node]:
    """Votes as stops on the thread; all votes are public."""
    return {
        row.pk: Node(
            "decide.vote",
            row.pk,
            text_of(row.title),
            f"/mitentscheiden/{row.slug}/",
            phase_word(row.phase),
            row.opens_at.date(),
        )
        for row in Vote.objects.filter(pk__in=keys)
    }
