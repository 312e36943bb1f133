# SPDX-License-Identifier: EUPL-1.2
"""All public projects at once, for files and answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from soesmart.kernel.words import LocalText
from soesmart.places.facade import Place, local_places
from soesmart.projects import types as t
from soesmart.projects.engine import oc4ids
from soesmart.projects.engine.calendar import Day
from soesmart.projects.engine.days import days
from soesmart.projects.models import Project
from soesmart.projects.queries import reading
from soesmart.projects.queries.lists import narrowed

MOST = 2_000
"""More projects than any town of this size has; pages and files stop there."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of a project: its beginning, a milestone, its end, or the decision about what remains."""

    kind: str
    """ "starts", "milestone", "ends" or "decision"."""
    on: date
    done: bool
    text: LocalText | None
    title: LocalText
    url: str
    id: UUID
    number: int
    changed_at: datetime


def all_rows(filters: t.Filters | None = None) -> tuple[t.ProjectRow, ...]:
    at = reading.today()
    found = narrowed(filters or t.Filters()).order_by("sort", "pk")[:MOST]
    return tuple(reading.to_row(row, at) for row in found)


def dated(slug: str = "") -> tuple[Dated, ...]:
    """The days of all public projects, or of one, in order."""
    found = Project.objects.filter(published=True)
    found = found.filter(slug=slug) if slug else found
    rows = found.order_by("pk")[:MOST]
    return tuple(sorted((d for row in rows for d in _dated(row)), key=lambda d: (d.on, d.url, d.number)))


def _dated(row: Project) -> Iterator[Dated]:
    document = row.document
    title, url = reading.text(document["title"]), reverse("projects:project", args=[row.slug])
    found = days(row.status, row.starts, row.ends, document.get("milestones"), document.get("continuation"))
    for number, kind, on, done, text in found:
        said = reading.text(text) if text else None
        yield Dated(kind, on, done, said, title, url, row.public_id, number, row.changed_at)


def as_days(found: Sequence[Dated], words: dict[str, str], home: str) -> tuple[Day, ...]:
    """For calendars: titles in the language of `words`."""
    return tuple(
        Day(
            uid=f"{d.id}-{d.number}@{settings.SOESMART['town.ags']}",
            on=d.on,
            title=f"{d.title.texts['de']}: {d.text.texts['de'] if d.text else words[d.kind]}",
            text="",
            url=f"{home}{d.url}",
            stamp=d.changed_at,
        )
        for d in found
    )


def documents() -> Iterator[dict[str, Any]]:
    """Every public project as it is stored, with its address and what the house adds."""
    at = reading.today()
    for row in Project.objects.filter(published=True).order_by("sort", "pk"):
        light = reading.light_of(row.document, row.status, at)
        yield {
            "id": str(row.public_id),
            "slug": row.slug,
            "url": _absolute(row.slug),
            "version": row.version,
            "changed_at": row.changed_at.isoformat(),
            "status_since": row.status_since.isoformat(),
            "light": {"colour": light.colour, "reasons": list(light.reasons)},
            "planned_cents": reading.planned(row.document),
            "origin": row.origin,
            **row.document,
        }


def as_oc4ids(uri: str) -> dict[str, Any] | None:
    """The project package, or None while there is no project: the standard wants one."""
    places = {place.slug: place for place in local_places()}
    house = settings.SOESMART
    rows = list(Project.objects.filter(published=True).order_by("sort", "pk"))
    if not rows:
        return None
    prefix = house["projects.oc4ids_prefix"] or f"soesmart-{house['town.ags']}"
    made = [
        oc4ids.project(
            row.document,
            oc4ids.About(
                id=f"{prefix}-{row.public_id}",
                url=_absolute(row.slug),
                updated=_instant(row.changed_at),
                places=[_place(places[s]) for s in row.document.get("villages", ()) if s in places],
                publisher=house["town.name"],
            ),
        )
        for row in rows
    ]
    newest = _instant(max(row.changed_at for row in rows))
    return oc4ids.package(made, house["town.name"], uri, newest, house["open_data.licence"])


def _place(place: Place) -> oc4ids.Place:
    return oc4ids.Place(place.slug, place.name, place.lon, place.lat)


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _absolute(slug: str) -> str:
    home = settings.SOESMART["public_url"].rstrip("/")
    return f"{home}/projekte/{slug}/" if home else ""
