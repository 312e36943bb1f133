# SPDX-License-Identifier: EUPL-1.2
"""The one place where a project is written: document, columns, places, benefits and leaf always together."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from soesmart.kernel import clock
from soesmart.kernel.folding import fold
from soesmart.kernel.log.actions import stage
from soesmart.kernel.log.engine.leaf import canonical
from soesmart.projects.models import BenefitRow, Project, Step, Village
from soesmart.projects.queries import reading
from soesmart.projects.types import Phase, Status
from soesmart.revisions.facade import record
from soesmart.thread.facade import NodeRef, moved

Json = Mapping[str, Any]
KIND = "projects.project"
RANK = {
    Status.RUNNING: 0,
    Status.PLANNED: 1,
    Status.IDEA: 2,
    Status.PAUSED: 3,
    Status.FINISHED: 4,
    Status.UNKNOWN: 5,
    Status.STOPPED: 6,
    Status.MERGED: 7,
}


def leaf(row: Project) -> dict[str, Any]:
    """What the log says for ever: how far it is, and the digest of everything else."""
    digest = hashlib.sha256(canonical(row.document).encode()).hexdigest()
    return {
        "slug": row.slug,
        "published": row.published,
        "status": row.status,
        "phase": row.phase,
        "document_sha256": digest,
    }


def fill(row: Project, document: Json) -> bool:
    """Set the document and what follows from it; whether anything changed. Nothing is saved."""
    stored = dict(document)
    status, phase = Status(stored["status"]), Phase(stored.get("phase", Phase.UNKNOWN))
    derived = {
        "document": stored,
        "status": status.value,
        "phase": phase.value,
        "field": stored.get("field", ""),
        "sponsor": stored.get("sponsor", {}).get("kind", "unknown"),
        "starts": _day(stored.get("starts")),
        "ends": _day(stored.get("ends")),
        "gap": bool(reading.continuation(stored).gaps),
        "light": reading.light_of(stored, status.value, reading.today()).colour,
        "sort": f"{RANK[status]}{fold(stored['title']['de'])[:150]}",
        "folded": fold(" ".join((*stored["title"].values(), *stored["summary"].values()))),
    }
    changed = any(getattr(row, name) != value for name, value in derived.items() if name != "light")
    for name, value in derived.items():
        setattr(row, name, value)
    return changed


def save(row: Project, reason: str = "", *, revised: bool = False) -> None:
    """Inside the transaction of the action: the row, its index rows, its leaf, and what was published.

    `revised`: room `revisions` publishes this itself.
    """
    row.changed_at = clock.now()
    row.save()
    Village.objects.filter(project=row).delete()
    Village.objects.bulk_create(
        Village(project=row, place=place) for place in dict.fromkeys(row.document.get("villages", ()))
    )
    BenefitRow.objects.filter(project=row).delete()
    BenefitRow.objects.bulk_create(
        BenefitRow(project=row, place=b.get("place", ""), situation=b["situation"], position=number)
        for number, b in enumerate(row.document.get("benefits", ()))
    )
    stage("projects.project", str(row.public_id), row.version, leaf(row))
    if row.published and not revised:
        record(KIND, row.public_id, row.document, reason)


def note_step(row: Project, before: str, reason: Json | None, at: datetime | None = None) -> None:
    """The row stands in its new status already."""
    Step.objects.create(
        project=row,
        at=at or clock.now(),
        before=before,
        after=row.status,
        phase=row.phase,
        reason=dict(reason) if reason else None,
    )
    if before:
        moved(NodeRef("projects.project", row.public_id))


def noon(day: date) -> datetime:
    """A day told without an hour."""
    return datetime.combine(day, time(12), ZoneInfo(settings.SOESMART["town.time_zone"]))


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
