# SPDX-License-Identifier: EUPL-1.2
"""A list to take along, with its filters: streamed, so that a large town's file needs no large machine."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from soesmart.ask import facade
from soesmart.ask.addresses import question_url
from soesmart.ask.engine.open_data import csv_pieces, geojson_pieces, json_pieces
from soesmart.ask.types import Filters
from soesmart.ask.types_open_data import OpenRow
from soesmart.ask.views.list_words import address_of, query_of, title_of
from soesmart.ask.views.lists import filters_of
from soesmart.kernel import clock

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "geojson": "application/geo+json; charset=utf-8",
}
_NAMES = (
    "id url kind category title text language place place_name near lat lon asked_at author department state "
    "state_since due_at reason supports comments answers answer answered_by answered_at source"
)
COLUMNS = tuple(_NAMES.split())
COMMENT_COLUMNS = ("contribution", "url", "id", "at", "author", "language", "text")


def page(request: HttpRequest) -> HttpResponse:
    """What can be taken along, in which forms, and what a reader must know."""
    filters = filters_of(request.GET)
    query = query_of(filters)
    context = {
        "title": title_of(filters),
        "query": f"?{query}" if query else "",
        "licence": settings.SOESMART["open_data.licence"],
        "columns": COLUMNS,
    }
    return render(request, "ask/download.html", context)


def questions(request: HttpRequest, form: str) -> StreamingHttpResponse:
    filters = filters_of(request.GET)
    about, rows = _about(request, filters), facade.open_rows_of(filters)
    if form == "csv":
        pieces = csv_pieces(COLUMNS, (_flat(request, row) for row in rows))
    elif form == "json":
        pieces = json_pieces(about, "contributions", (_deep(request, row) for row in rows))
    elif form == "geojson":
        pieces = geojson_pieces(about, (_deep(request, row) for row in rows))
    else:
        raise Http404
    return _file(request, pieces, form, "fragen")


def comments(request: HttpRequest) -> StreamingHttpResponse:
    """The second table of the CSV form: one line per comment."""
    rows = facade.open_rows_of(filters_of(request.GET))
    lines = (line for row in rows for line in _comments(request, row))
    return _file(request, csv_pieces(COMMENT_COLUMNS, lines), "csv", "kommentare")


def _file(request: HttpRequest, pieces: Iterator[str], form: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_gathered(pieces), content_type=_KINDS[form])
    house = settings.SOESMART
    day = clock.local_date(clock.now(), house["town.time_zone"]).isoformat()
    file = f"{name}-{slugify(house['town.name'])}-{day}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    links = [f'<{request.build_absolute_uri("/fragen/daten/")}>; rel="describedby"']
    if house["open_data.licence"].startswith("https://"):
        links.append(f'<{house["open_data.licence"]}>; rel="license"')
    response["Link"] = ", ".join(links)
    return response


def _gathered(pieces: Iterator[str], size: int = 16_000) -> Iterator[str]:
    """Fewer, larger pieces: each one costs the server a write."""
    held, length = [], 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)


def _about(request: HttpRequest, filters: Filters) -> dict[str, Any]:
    return {
        "title": title_of(filters),
        "source": settings.SOESMART["town.name"],
        "url": request.build_absolute_uri(address_of(filters)),
        "licence": settings.SOESMART["open_data.licence"],
        "as_of": clock.now().isoformat(timespec="seconds"),
    }


def _common(request: HttpRequest, row: OpenRow) -> dict[str, Any]:
    names = (
        "id kind category title text language place place_name near lat lon author department state reason "
        "supports source"
    )
    return {name: getattr(row, name) for name in names.split()} | {
        "url": request.build_absolute_uri(question_url(row.slug)),
        "asked_at": row.asked_at.isoformat(),
        "state_since": row.state_since.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else "",
    }


def _flat(request: HttpRequest, row: OpenRow) -> dict[str, Any]:
    """One line: the newest answer, and how many there are of the rest."""
    last = row.answers[-1] if row.answers else None
    return _common(request, row) | {
        "comments": len(row.comments),
        "answers": len(row.answers),
        "answer": last.text if last else "",
        "answered_by": last.role if last else "",
        "answered_at": last.at.isoformat() if last else "",
    }


def _deep(request: HttpRequest, row: OpenRow) -> dict[str, Any]:
    return _common(request, row) | {
        "answers": [
            {"at": one.at.isoformat(), "role": one.role, "text": one.text, "source": one.source}
            for one in row.answers
        ],
        "comments": [
            {
                "id": str(one.id),
                "at": one.at.isoformat(),
                "author": one.author,
                "language": one.language,
                "text": one.text,
            }
            for one in row.comments
        ],
    }


def _comments(request: HttpRequest, row: OpenRow) -> Iterator[dict[str, Any]]:
    for one in row.comments:
        yield {
            "contribution": row.id,
            "url": request.build_absolute_uri(question_url(row.slug)),
            "id": str(one.id),
            "at": one.at.isoformat(),
            "author": one.author,
            "language": one.language,
            "text": one.text,
        }
