# SPDX-License-Identifier: EUPL-1.2
"""Projects as other rooms know them, through the registry: the ledger holds their ids and names only."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from soesmart.kernel import registry
from soesmart.kernel.room import Node

KIND = "projects.project"


def find(word: str) -> UUID | None:
    """The project with this slug or key; None where no room knows it."""
    kind = registry.node_kinds().get(KIND)
    return kind.find(word) if kind and kind.find and word else None


def named(ids: Iterable[UUID]) -> Mapping[UUID, Node]:
    """What the public may see of these projects."""
    kind, wanted = registry.node_kinds().get(KIND), list(ids)
    return kind.describe(wanted) if kind and wanted else {}
