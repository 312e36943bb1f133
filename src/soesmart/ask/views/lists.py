# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soesmart.ask import facade
from soesmart.ask.types import Counts, Filters, Kind, Page, Refused
from soesmart.ask.views import shown
from soesmart.ask.words import state_name
from soesmart.places.facade import local_places

_KINDS = {slug: kind for kind, slug in shown.KIND_SLUGS.items()}
_STATES = {slug: state for state, slug in shown.STATE_SLUGS.items()}


def filters_of(query: Mapping[str, str]) -> Filters:
    """What the address asks for; words it does not know do not narrow."""
    return Filters(
        kind=_KINDS.get(query.get("art", "")),
        state=_STATES.get(query.get("stand", "")),
        place=query.get("ort", "")[:80],
        department=query.get("amt", "")[:80],
        overdue=query.get("ueberfaellig", "") == "ja",
        text=query.get("suche", "")[:200].strip(),
        category=query.get("kategorie", "")[:60],
    )


def questions(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request.GET)
    page, lost = _page(filters, request.GET.get("nach", ""))
    by_place_view = request.GET.get("ansicht") == "orte"
    places = {place.slug: place for place in local_places()} if filters.place or by_place_view else {}
    known = facade.counts()
    context = {
        "rows": shown.rows(page.rows),
        "next_cursor": page.next_cursor,
        "lost": lost,
        "counts": known,
        "kinds": _kind_links(known, filters),
        "states": _state_links(known, filters),
        "categories": _category_links(filters),
        "filters": filters,
        "place": places.get(filters.place),
        "narrowed": filters != Filters(),
        "promises": facade.reply_promises(),
    }
    if filters.department:
        context["department"] = next((d for d in facade.departments() if d.slug == filters.department), None)
    if by_place_view:
        by_place = dict(facade.place_counts(filters))
        context["by_place"] = [(place, by_place[slug]) for slug, place in places.items() if slug in by_place]
        context["nowhere"] = by_place.get("", 0)
    return render(request, "ask/list.html", context)


def _page(filters: Filters, cursor: str) -> tuple[Page, bool]:
    """The rows, and whether the cursor was lost."""
    if filters.text:
        return facade.search(filters.text, filters), False
    try:
        return facade.questions(filters, cursor), False
    except Refused:
        return facade.questions(filters), True


def _kind_links(known: Counts, filters: Filters) -> list[dict[str, Any]]:
    words = {Kind.QUESTION: _("Fragen"), Kind.PROBLEM: _("Probleme"), Kind.IDEA: _("Ideen")}
    return [
        {"slug": shown.KIND_SLUGS[kind], "label": words[kind], "count": count, "chosen": filters.kind == kind}
        for kind, count in known.by_kind
        if count or filters.kind == kind
    ]


def _category_links(filters: Filters) -> list[dict[str, Any]]:
    """Open categories and closed ones, as far as something carries them."""
    counted = facade.category_counts()
    return [
        {
            "slug": row.slug,
            "label": row.name,
            "count": counted.get(row.slug, 0),
            "chosen": filters.category == row.slug,
        }
        for row in facade.categories(closed=True)
        if counted.get(row.slug) or filters.category == row.slug
    ]


def _state_links(known: Counts, filters: Filters) -> list[dict[str, Any]]:
    return [
        {
            "slug": shown.STATE_SLUGS[state],
            "label": state_name(state),
            "count": count,
            "chosen": filters.state == state,
        }
        for state, count in known.by_state
        if state in shown.STATE_SLUGS and (count or filters.state == state)
    ]
