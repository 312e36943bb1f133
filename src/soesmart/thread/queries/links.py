# SPDX-License-Identifier: EUPL-1.2
"""Single links."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from soesmart.kernel import registry
from soesmart.thread.models import Link
from soesmart.thread.types import LinkRow, NodeRef


def row_of(link: Link) -> LinkRow:
    return LinkRow(
        id=link.id,
        origin=NodeRef(link.origin_kind, link.origin_id),
        relation=link.relation,
        target=NodeRef(link.target_kind, link.target_id),
        reason=link.reason,
    )


def links_of(ref: NodeRef) -> tuple[LinkRow, ...]:
    """All links of one node, in both directions, oldest first."""
    at_origin = Q(origin_id=ref.id, origin_kind=ref.kind)
    rows = Link.objects.filter(at_origin | Q(target_id=ref.id, target_kind=ref.kind))
    return tuple(map(row_of, rows.order_by("set_at", "id")))


def is_known(ref: NodeRef) -> bool:
    """Whether its room still has it, also where the public may not see it."""
    kind = registry.node_kinds().get(ref.kind)
    return kind is not None and ref.id in (kind.known or kind.describe)([ref.id])


def still_set(ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these links have not been taken away."""
    return frozenset(Link.objects.filter(pk__in=ids).values_list("pk", flat=True))


def ids_after(kind: str, kinds: Collection[str]) -> frozenset[UUID]:
    """Ids of `kind` that a node of one of `kinds` leads to directly."""
    rows = Link.objects.filter(target_kind=kind, origin_kind__in=kinds)
    return frozenset(rows.values_list("target_id", flat=True))


def ids_before(kind: str, kinds: Collection[str]) -> frozenset[UUID]:
    """Ids of `kind` that lead directly to a node of one of `kinds`."""
    rows = Link.objects.filter(origin_kind=kind, target_kind__in=kinds)
    return frozenset(rows.values_list("origin_id", flat=True))
