# SPDX-License-Identifier: EUPL-1.2
"""Projects for programs: the list, and one with everything that everybody may see."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from soesmart.projects import facade
from soesmart.projects import types as t
from soesmart.projects.schemas import ListFilters, ProjectDetailOut, ProjectsOut

router = Router(tags=["Projekte"])


@router.get("/projects", response=ProjectsOut, summary="Projekte: was läuft, zuerst")
def projects(request: HttpRequest, wanted: Query[ListFilters]) -> dict[str, Any]:
    """Seitenweise: `next_cursor` der Antwort als `cursor` der nächsten Frage; leer heißt Ende."""
    filters = t.Filters(
        status=wanted.status,
        phase=wanted.phase,
        place=wanted.place,
        field=wanted.field,
        sponsor=wanted.sponsor,
        gap=wanted.gap,
        text=wanted.q,
    )
    page = facade.projects(filters, wanted.cursor, wanted.limit)
    return {"items": page.rows, "next_cursor": page.next_cursor}


@router.get(
    "/projects/{slug}", response=ProjectDetailOut, by_alias=False, summary="Ein Projekt mit allem dazu"
)
def project(request: HttpRequest, slug: str) -> t.ProjectView:
    """Geld in Cent, Texte nach Sprache. Was eine Quelle nicht sagt, ist leer."""
    found = facade.by_slug(slug)
    if found is None:
        raise Http404("Dieses Projekt gibt es nicht.")
    return found
