# SPDX-License-Identifier: EUPL-1.2
"""The list of projects and the page of one."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from soesmart.projects import types as t
from soesmart.projects import words
from soesmart.projects.queries import lists
from soesmart.projects.views import shown, whole

PER_PAGE = 30


def listed(request: HttpRequest) -> HttpResponse:
    filters, names = shown.filters_of(request.GET), shown.place_names()
    page = lists.projects(filters, request.GET.get("nach", "")[:200], PER_PAGE)
    context = {
        "rows": [shown.show(row, names) for row in page.rows],
        "next_cursor": page.next_cursor,
        "groups": groups(request.GET, filters, names),
        "view": "list",
        "filters": filters,
        "filtered": filters != t.Filters(),
    }
    return render(request, "projects/list.html", context)


def groups(query: QueryDict, filters: t.Filters, names: Mapping[str, str]) -> shown.Groups:
    """Filter links: only what leads to something, but always what is chosen."""
    used = lists.used()
    status = shown.pairs(words.STATUS, {*used.statuses, filters.status or ""})
    lights = shown.pairs(words.COLOUR, {*used.lights, filters.light or ""})
    phases = shown.pairs(words.PHASE, {*used.phases, filters.phase or ""})
    sponsors = shown.pairs(words.SPONSOR, {*used.sponsors, filters.sponsor or ""})
    places = shown.pairs(names, {*used.places, filters.place})
    if places or filters.place:
        places.append((t.WHOLE_TOWN, _("ganze Stadt")))
    fields = [(name, name) for name in sorted(used.fields)]
    gaps = [("ja", _("noch nicht geklärt"))] if used.gaps or filters.gap else []
    first = shown.group(query, "stand", _("Stand"), status, filters.status or "")
    made = (
        shown.group(query, "ampel", _("Ampel"), lights, filters.light or ""),
        shown.group(query, "phase", _("Phase"), phases, filters.phase or ""),
        shown.group(query, "von", _("Von wem"), sponsors, filters.sponsor or ""),
        shown.group(query, "feld", _("Feld"), fields, filters.field),
        shown.group(query, "luecke", _("Danach"), gaps, "ja" if filters.gap else ""),
    )
    place = shown.group(query, "ort", _("Ort"), places, filters.place)
    chosen = (filters.light, filters.phase, filters.sponsor, filters.field, filters.gap)
    return shown.Groups(
        tuple(group for group in (first, place) if group),
        tuple(group for group in made if group),
        any(chosen),
    )


def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = lists.by_slug(slug)
    if found is None:
        raise Http404(_("Dieses Projekt gibt es nicht. Alle Projekte stehen unter „Projekte“."))
    return render(request, "projects/project.html", whole.context(found, shown.place_names()))


def council(request: HttpRequest, slug: str) -> HttpResponse:
    """One printed page for a decision of the council."""
    found = lists.by_slug(slug)
    if found is None:
        raise Http404
    return render(request, "projects/council.html", whole.context(found, shown.place_names()))
