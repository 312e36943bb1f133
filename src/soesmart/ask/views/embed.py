# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.ask import facade
from soesmart.ask.views import shown
from soesmart.ask.views.list_words import query_of, title_of
from soesmart.ask.views.lists import filters_of
from soesmart.kernel.guard.framing import framable

_ROWS, _MOST = 5, 20


def questions(request: HttpRequest) -> HttpResponse:
    """A short list for another page: the newest that fit the filters, and where there are more."""
    filters = filters_of(request.GET)
    number = request.GET.get("anzahl", "")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else _ROWS
    page = facade.questions(filters, limit=max(1, min(wanted, _MOST)))
    query = query_of(filters)
    context = {
        "rows": shown.rows(page.rows),
        "list_title": title_of(filters),
        "query": f"?{query}" if query else "",
        "place": filters.place,
    }
    return framable(render(request, "ask/embed.html", context))
