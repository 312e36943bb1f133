# SPDX-License-Identifier: EUPL-1.2
"""The same projects seen otherwise: as a board, on a map, along the years, from one's own life."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soesmart.kernel.cents import Cents, format_euros
from soesmart.places.facade import Place, Point, draw, local_places
from soesmart.projects import types as t
from soesmart.projects import words
from soesmart.projects.queries import overviews, reading
from soesmart.projects.views import shown
from soesmart.projects.views.pages import PER_PAGE, groups

DAYS, CARDS, AT_PLACE, DATELESS = 60, 12, 5, 30
"""So much stands on one page: days of a year, cards of a column, projects of a place, those without days."""
ONE_PAGE = 40
"""Rows that fit on a printed A4 page; a journey counts the pages."""
DAY_WORDS: Mapping[str, object] = {
    "starts": gettext_lazy("Beginn"),
    "ends": gettext_lazy("Ende"),
    "decision": gettext_lazy("Entscheidung, was bleibt"),
    "milestone": gettext_lazy("Schritt"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some projects under one heading, and where all of them stand."""

    name: object
    rows: tuple[shown.Shown, ...]
    total: int
    url: str
    pinned: bool = True

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    days: tuple[tuple[object, overviews.Day, bool], ...]
    """(word, day, is it late)"""


def _part(
    query: QueryDict, name: object, group: overviews.Group, names: Mapping[str, str], key: str, value: str
) -> Part:
    rows = tuple(shown.show(row, names) for row in group.rows)
    return Part(name, rows, group.total, reverse("projects:list") + shown.with_query(query, key, value))


def board(request: HttpRequest) -> HttpResponse:
    """A column for each status that has projects."""
    filters, names = shown.filters_of(request.GET), shown.place_names()
    found = overviews.by_status(filters, CARDS)
    context = {
        "columns": [
            _part(request.GET, words.STATUS[status], found[status], names, "stand", status)
            for status in t.Status
            if status in found
        ],
        "groups": groups(request.GET, filters, names),
        "filtered": filters != t.Filters(),
        "view": "board",
    }
    return render(request, "projects/board.html", context)


def on_map(request: HttpRequest) -> HttpResponse:
    filters, places = shown.filters_of(request.GET), local_places()
    names = {place.slug: place.name for place in places}
    found, own = overviews.by_place(filters, AT_PLACE)
    used = found.keys() - {""}
    context = {
        "spots": _spots(request.GET, found, places, names),
        "drawing": draw([*_points(used, places), *(Point(s.url, s.title, s.lat, s.lon, 1) for s in own)]),
        "used": used | {spot.url for spot in own},
        "groups": groups(request.GET, filters, names),
        "filtered": filters != t.Filters(),
        "view": "map",
    }
    return render(request, "projects/map.html", context)


def _spots(
    query: QueryDict,
    found: Mapping[str, overviews.Group],
    places: Sequence[Place],
    names: Mapping[str, str],
) -> list[Part]:
    listed = [
        replace(
            _part(query, place.name, found[place.slug], names, "ort", place.slug),
            pinned=place.lat is not None,
        )
        for place in places
        if place.slug in found
    ]
    if "" in found:
        listed.append(_part(query, _("ganze Stadt"), found[""], names, "ort", t.WHOLE_TOWN))
    return listed


def _points(used: Collection[str], places: Sequence[Place]) -> list[Point]:
    """Places with projects, named first; the town's other places for orientation."""
    return [
        Point(place.slug, place.name, place.lat, place.lon, 0 if place.slug in used else 3)
        for place in places
        if place.lat is not None and place.lon is not None
        if place.slug in used or place.kind != "landmark"
    ]


def timeline(request: HttpRequest) -> HttpResponse:
    """One year at a time: this one, unless another is chosen."""
    today, found = reading.today(), overviews.years()
    wanted = request.GET.get("jahr", "")
    nearest = min(found.known, key=lambda year: (abs(year - today.year), -year), default=today.year)
    year = next((one for one in found.known if str(one) == wanted), nearest)
    pairs = [(str(one), str(one)) for one in found.known]
    group = shown.group(request.GET, "jahr", _("Jahr"), pairs, str(year), every=False)
    start, inside = _start(request), found.of(year)
    shown_days = tuple(
        (DAY_WORDS[d.kind], d, d.on < today and not d.done and d.kind != "decision")
        for d in overviews.shown(inside[start : start + DAYS])
    )
    context = {
        "groups": shown.Groups((group,) if group else ()),
        "years": [Year(year, shown_days)] if shown_days else [],
        "next_cursor": start + DAYS if len(inside) > start + DAYS else "",
        "dateless": overviews.dateless(DATELESS),
        "more_dateless": max(0, found.dateless - DATELESS),
        "view": "timeline",
    }
    return render(request, "projects/timeline.html", context)


def portfolio(request: HttpRequest) -> HttpResponse:
    """Every current project in one row, for one printed page."""
    found, total = overviews.current(ONE_PAGE)
    names: dict[str, str] = {}  # places are not shown
    known = [row.planned for row in found if row.planned is not None]
    context = {
        "rows": [
            (shown.show(row, names), format_euros(row.planned) if row.planned is not None else "")
            for row in found
        ],
        "total": total,
        "left": total - len(found),
        "sum": format_euros(Cents(sum(known))) if known else "",
        "without_plan": len(found) - len(known),
        "open_after": sum(bool(row.continuation_gaps) for row in found),
        "today": reading.today(),
        "view": "portfolio",
    }
    return render(request, "projects/portfolio.html", context)


def _start(request: HttpRequest) -> int:
    after = request.GET.get("nach", "")
    return int(after) if after.isascii() and after.isdigit() and len(after) < 6 else 0


def benefits(request: HttpRequest) -> HttpResponse:
    """ "Was habe ich davon?" for a place and a situation of life."""
    names = shown.place_names()
    place = request.GET.get("ort", "")
    place = place if place in names else ""
    situation = next((s for s in t.Situation if s.value == request.GET.get("lage")), None)
    told_places, told_situations = overviews.told_about()
    places = shown.pairs(names, {*told_places, place})
    situations = shown.pairs(words.SITUATION, {*told_situations, situation or ""} - {t.Situation.ALL.value})
    made = (
        shown.group(request.GET, "lage", _("Ich bin"), situations, situation or ""),
        shown.group(request.GET, "ort", _("Ich wohne in"), places, place),
    )
    start = _start(request)
    found = overviews.benefits(place, situation, start, PER_PAGE + 1)
    context = {
        "groups": shown.Groups(tuple(group for group in made if group)),
        "rows": [
            (one, names.get(one.benefit.place, one.benefit.place), words.SITUATION[one.benefit.situation])
            for one in found[:PER_PAGE]
        ],
        "next_cursor": start + PER_PAGE if len(found) > PER_PAGE else "",
        "narrowed": bool(place or situation),
        "view": "benefits",
    }
    return render(request, "projects/benefits.html", context)
