# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from soesmart.kernel.room import Json
from soesmart.revisions.models import Head, Revision
from soesmart.revisions.types import OPEN
from soesmart.revisions.types import Revision as RevisionRow


def history(kind: str, object_id: UUID, *, published_only: bool = False) -> tuple[RevisionRow, ...]:
    """All versions, newest first."""
    rows = Revision.objects.filter(kind=kind, object_id=object_id).order_by("-number")
    if published_only:
        rows = rows.filter(state="published")
    return tuple(row_of(row) for row in rows.select_related("author", "approver"))


def revision(revision_id: UUID) -> RevisionRow | None:
    row = Revision.objects.filter(pk=revision_id).select_related("author", "approver").first()
    return row_of(row) if row else None


def numbered(kind: str, object_id: UUID, number: int) -> RevisionRow | None:
    rows = Revision.objects.filter(kind=kind, object_id=object_id, number=number)
    row = rows.select_related("author", "approver").first()
    return row_of(row) if row else None


def published(kind: str, object_id: UUID) -> int:
    """The number of the published version: the base of the next. 0 while nothing is."""
    head = Head.objects.filter(kind=kind, object_id=object_id).first()
    return head.published if head else 0


def published_numbers(kinds: Iterable[str]) -> Mapping[tuple[str, UUID], int]:
    """Of all objects of these kinds: what a named set of revisions holds."""
    rows = Head.objects.filter(kind__in=list(kinds), published__gt=0)
    return {(kind, key): number for kind, key, number in rows.values_list("kind", "object_id", "published")}


def snapshots(wanted: Mapping[tuple[str, UUID], int]) -> Mapping[tuple[str, UUID], Json]:
    """The snapshots of exactly these versions."""
    objects = {key for _kind, key in wanted}
    found: dict[tuple[str, UUID], Json] = {}
    for row in Revision.objects.filter(object_id__in=objects).only("kind", "object_id", "number", "snapshot"):
        if wanted.get((row.kind, row.object_id)) == row.number:
            found[row.kind, row.object_id] = row.snapshot
    return found


def waiting(limit: int = 100) -> tuple[RevisionRow, ...]:
    """What nobody has decided yet, oldest first."""
    rows = Revision.objects.filter(state__in=OPEN).order_by("created_at", "id")
    return tuple(row_of(row) for row in rows.select_related("author", "approver")[:limit])


def row_of(row: Revision) -> RevisionRow:
    return RevisionRow(
        id=row.pk,
        kind=row.kind,
        object_id=row.object_id,
        number=row.number,
        base=row.base,
        schema_version=row.schema_version,
        snapshot=row.snapshot,
        state=row.state,  # type: ignore[arg-type]
        reason=row.reason,
        note=row.note,
        author=str(row.author) if row.author else "",
        author_id=row.author_id,
        approver=str(row.approver) if row.approver else "",
        same_person=row.same_person,
        created_at=row.created_at,
        approved_at=row.approved_at,
        published_at=row.published_at,
    )


def current_leaves(subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What the newest log entry about each of these revisions must say."""
    from soesmart.revisions.actions import leaf  # inline: actions show what they stored through `row_of`

    return {str(row.pk): leaf(row) for row in Revision.objects.filter(pk__in=subjects)}
