# SPDX-License-Identifier: EUPL-1.2
"""Named sets of revisions: what the strategy said when the council decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from soesmart.kernel.room import Json
from soesmart.revisions.facade import published_numbers, snapshots
from soesmart.strategy.models import StrategyVersion
from soesmart.strategy.stored import must
from soesmart.strategy.types import VersionRow

Content = Mapping[tuple[str, UUID], int]


def versions() -> tuple[VersionRow, ...]:
    return tuple(row_of(row) for row in StrategyVersion.objects.all())


def version(slug: str) -> VersionRow | None:
    row = StrategyVersion.objects.filter(slug=slug).first()
    return row_of(row) if row else None


def content_of(slug: str) -> Mapping[tuple[str, UUID], Json]:
    """The snapshots of exactly what was decided."""
    row = StrategyVersion.objects.filter(slug=slug).first()
    return snapshots(numbers(row)) if row else {}


def numbers(row: StrategyVersion) -> Content:
    return {(kind, UUID(key)): number for kind, key, number in row.content}


def row_of(row: StrategyVersion) -> VersionRow:
    return VersionRow(
        slug=row.slug,
        name=must(row.name),
        decided_on=row.decided_on,
        decision=row.decision,
        oparl_url=row.oparl_url,
        goals=sum(kind == "strategy.goal" for kind, _key, _number in row.content),
        indicators=sum(kind == "strategy.indicator" for kind, _key, _number in row.content),
        made_at=row.made_at,
    )


def leaf(row: StrategyVersion) -> Json:
    return {
        "name": row.name,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "decision": row.decision,
        "oparl_url": row.oparl_url,
        "content": row.content,
    }


def current_leaves(subjects: Sequence[str]) -> Mapping[str, Json]:
    return {row.slug: leaf(row) for row in StrategyVersion.objects.filter(slug__in=subjects)}


def in_force(on: date) -> VersionRow | None:
    """What the council had decided last on a day."""
    row = StrategyVersion.objects.filter(decided_on__lte=on).order_by("-decided_on", "-made_at").first()
    return row_of(row) if row else None


def content_now() -> Mapping[tuple[str, UUID], Json]:
    """The snapshots of what is published now."""
    return snapshots(published_numbers(("strategy.goal", "strategy.indicator")))
