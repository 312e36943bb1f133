# SPDX-License-Identifier: EUPL-1.2
"""Votes as stops of the thread."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from soesmart.decide.models import Vote
from soesmart.decide.queries.votes import text_of
from soesmart.decide.words import phase_word
from soesmart.kernel import faces
from soesmart.kernel.room import Face, Json, Node


def _select(keys: Sequence[UUID]) -> Any:
    """All votes are public."""
    columns = ("title", "slug", "phase", "opens_at")
    return faces.told(Vote.objects.filter(pk__in=keys), **{name: name for name in columns})


def _node(key: UUID, said: Json) -> Node:
    return Node(
        "decide.vote",
        key,
        text_of(faces.said_in(said["title"])),
        f"/mitentscheiden/{said['slug']}/",
        phase_word(said["phase"]),
        faces.moment(said["opens_at"]).date(),
    )


FACE = Face(_select, _node)
