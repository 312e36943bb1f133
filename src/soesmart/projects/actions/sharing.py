# SPDX-License-Identifier: EUPL-1.2
""" "Abschauen": what of a project may leave the house, and how another town's project comes in."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from soesmart.kernel import clock
from soesmart.projects.actions import storing
from soesmart.projects.actions.editing import free_slug
from soesmart.projects.engine.document import complaints, normalised
from soesmart.projects.models import Project
from soesmart.projects.queries import reading
from soesmart.projects.types import Origin, Refused

Json = Mapping[str, Any]
_SHARED: Final = [
    "title",
    "summary",
    "status",
    "phase",
    "note",
    "field",
    "example",
    "as_of",
    "starts",
    "ends",
    "gate",
    "milestones",
    "risks",
    "decisions",
    "values",
    "charta",
    "duties",
    "repository",
    "licence",
    "continuation",
    "plan",
    "benefits",
    "lessons",
    "links",
    "sources",
]
"""No contacts, no contractors, no sponsor's name, no places: nothing that may be about a person."""
_TAKEN: Final = [
    "title",
    "summary",
    "field",
    "example",
    "gate",
    "risks",
    "repository",
    "licence",
    "plan",
    "benefits",
    "lessons",
    "links",
    "sources",
]
"""What is true or worth reading in another town too; dates and decisions are not."""


def shareable(slug: str) -> Json | None:
    """The document for other towns, with id and version; None for what is not public."""
    row = Project.objects.filter(slug=slug, published=True).first()
    if row is None:
        return None
    document = {name: row.document[name] for name in _SHARED if name in row.document}
    document["benefits"] = [_without_place(b) for b in document.get("benefits", ())]
    kind = row.document.get("sponsor", {}).get("kind")
    if kind:
        document["sponsor"] = {"kind": kind}
    steps = [_step(step) for step in row.steps.order_by("at", "pk")]
    return {
        "id": str(row.public_id),
        "slug": row.slug,
        "version": row.version,
        "document": normalised(document),
        "steps": steps,
    }


def _without_place(benefit: Json) -> dict[str, Any]:
    return {name: value for name, value in benefit.items() if name != "place"}


def _step(step: Any) -> dict[str, Any]:
    told = {"on": step.at.date().isoformat(), "status": step.after, "phase": step.phase}
    return told | ({"reason": step.reason} if step.reason else {})


def check(document: Json) -> None:
    """Raises Refused where a document from elsewhere is not one."""
    for field, text in complaints(document):
        raise Refused(field, text)


def adopt(document: Json, origin: Origin) -> tuple[str, bool]:
    """Make an idea of another town's project; (slug, whether it was made just now).

    The same project again changes nothing here: from now on this town decides about its own copy.
    """
    check(document)
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    with transaction.atomic():
        for known in Project.objects.exclude(origin=None).only("slug", "origin"):
            there = known.origin or {}
            if (there.get("key"), there.get("project")) == (origin.key, origin.project):
                return known.slug, False
        taken = {name: document[name] for name in _TAKEN if name in document}
        taken |= {"status": "idea", "phase": "unknown", "as_of": f"{today:%Y-%m}"}
        taken["sponsor"] = {"kind": "unknown"}
        row = Project(slug=free_slug(document["title"]["de"]), version=1, published=True)
        row.origin = {name: getattr(origin, name) for name in Origin.__slots__}
        storing.fill(row, normalised(taken))
        storing.save(row)
        storing.note_step(row, "", {"de": f"Abgeschaut von {origin.town}."})
    return row.slug, True


def adopted() -> tuple[tuple[str, str, Origin], ...]:
    """(slug, German title, origin) of each adopted project."""
    rows = Project.objects.exclude(origin=None).filter(published=True).order_by("sort", "pk")
    return tuple(
        (row.slug, row.document["title"]["de"], reading.origin(row.origin)) for row in rows if row.origin
    )
