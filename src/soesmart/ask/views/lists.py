# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.ask import facade
from soesmart.ask.types import DepartmentRow, Filters, Page, Refused
from soesmart.ask.views import shown
from soesmart.ask.views.filter_bar import address, bar
from soesmart.ask.views.list_words import query_of, title_of
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
    by_place = request.GET.get("ansicht") == "orte"
    places = {place.slug: place for place in local_places()} if filters.place or by_place else {}
    place, department = places.get(filters.place), _department(filters)
    known = facade.counts()
    query = query_of(filters)
    context = {
        "rows": shown.rows(page.rows),
        "next_page": address(filters, f"nach={page.next_cursor}") if page.next_cursor else "",
        "lost": lost,
        "filter_bar": bar(known, filters, place, department, by_place=by_place) if known.total else None,
        "filters": filters,
        "place": place,
        "narrowed": filters != Filters(),
        "query": f"?{query}" if query else "",
        "list_title": title_of(filters),
        "promises": facade.reply_promises(),
    }
    if by_place:
        counts = dict(facade.place_counts(filters))
        context["by_place"] = [
            (there, counts[slug], address(replace(filters, place=slug)))
            for slug, there in places.items()
            if slug in counts
        ]
        context["nowhere"] = counts.get("", 0)
    return render(request, "ask/list.html", context)


def _department(filters: Filters) -> DepartmentRow | None:
    if not filters.department:
        return None
    return next((row for row in facade.departments() if row.slug == filters.department), None)


def _page(filters: Filters, cursor: str) -> tuple[Page, bool]:
    """The rows, and whether the cursor was lost."""
    if filters.text:
        return facade.search(filters.text, filters), False
    try:
        return facade.questions(filters, cursor), False
    except Refused:
        return facade.questions(filters), True
