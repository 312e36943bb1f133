# SPDX-License-Identifier: EUPL-1.2
"""Projects as their own room knows them: the ledger holds their ids and names only."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from soesmart.kernel import registry
from soesmart.kernel.room import Node
from soesmart.projects.facade import by_slug

KIND = "projects.project"


def find(word: str) -> UUID | None:
    """The project with this slug or key; None where no room knows it."""
    found = by_slug(word) if word else None
    return found.row.id if found else None


def named(ids: Iterable[UUID]) -> Mapping[UUID, Node]:
    """What the public may see of these projects."""
    kind, wanted = registry.node_kinds().get(KIND), list(ids)
    return kind.describe(wanted) if kind and wanted else {}
