# SPDX-License-Identifier: EUPL-1.2
"""The same projects seen otherwise: as a board, on a map, along the years, from one's own life."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soesmart.places.facade import Place, Point, draw, local_places
from soesmart.projects import types as t
from soesmart.projects import words
from soesmart.projects.queries import reading, whole
from soesmart.projects.views import shown
from soesmart.projects.views.pages import PER_PAGE, groups

DAYS = 200
"""So many days stand on one page of the years."""
DAY_WORDS: Mapping[str, object] = {
    "starts": gettext_lazy("Beginn"),
    "ends": gettext_lazy("Ende"),
    "decision": gettext_lazy("Entscheidung, was bleibt"),
    "milestone": gettext_lazy("Schritt"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the map with the projects that lie there."""

    name: str
    rows: tuple[shown.Shown, ...]
    pinned: bool


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    days: tuple[tuple[object, whole.Dated, bool], ...]
    """(word, day, is it past)"""


def board(request: HttpRequest) -> HttpResponse:
    """A column for each status that has projects."""
    filters, names = shown.filters_of(request.GET), shown.place_names()
    rows = [shown.show(row, names) for row in whole.all_rows(filters)]
    columns = [(words.STATUS[status], [r for r in rows if r.row.status == status]) for status in t.Status]
    context = {
        "columns": [(word, inside, len(inside)) for word, inside in columns if inside],
        "groups": groups(request.GET, filters, names),
        "view": "board",
    }
    return render(request, "projects/board.html", context)


def on_map(request: HttpRequest) -> HttpResponse:
    filters, places = shown.filters_of(request.GET), local_places()
    names = {place.slug: place.name for place in places}
    rows = [shown.show(row, names) for row in whole.all_rows(filters)]
    used = {slug for row in rows for slug in row.row.villages}
    context = {
        "spots": _spots(rows, places),
        "drawing": draw([*_points(used, places), *_own_points(rows)]),
        "used": used | {row.row.url for row in rows if row.row.point},
        "groups": groups(request.GET, filters, names),
        "view": "map",
    }
    return render(request, "projects/map.html", context)


def _spots(rows: Sequence[shown.Shown], places: Sequence[Place]) -> list[Spot]:
    found = [
        Spot(place.name, tuple(r for r in rows if place.slug in r.row.villages), place.lat is not None)
        for place in places
    ]
    found.append(Spot(_("ganze Stadt"), tuple(r for r in rows if not r.row.villages), True))
    return [spot for spot in found if spot.rows]


def _points(used: Collection[str], places: Sequence[Place]) -> list[Point]:
    """Places with projects, named first; the town's other places for orientation."""
    return [
        Point(place.slug, place.name, place.lat, place.lon, 0 if place.slug in used else 3)
        for place in places
        if place.lat is not None and place.lon is not None
        if place.slug in used or place.kind != "landmark"
    ]


def _own_points(rows: Sequence[shown.Shown]) -> list[Point]:
    """Spots of single projects; their key is no slug of a place."""
    return [Point(row.row.url, row.row.title.texts["de"], *row.row.point, 1) for row in rows if row.row.point]


def timeline(request: HttpRequest) -> HttpResponse:
    """One year at a time: this one, unless another is chosen."""
    today, days = reading.today(), whole.dated()
    known = sorted({d.on.year for d in days})
    wanted = request.GET.get("jahr", "")
    nearest = min(known, key=lambda year: (abs(year - today.year), -year), default=today.year)
    year = next((one for one in known if str(one) == wanted), nearest)
    inside = tuple(
        (DAY_WORDS[d.kind], d, d.on < today and not d.done and d.kind != "decision")
        for d in days
        if d.on.year == year
    )
    pairs = [(str(one), str(one)) for one in known]
    group = shown.group(request.GET, "jahr", _("Jahr"), pairs, str(year), every=False)
    dateless = [row for row in whole.all_rows() if row.starts is None and row.ends is None]
    start = _start(request)
    shown_days = inside[start : start + DAYS]
    context = {
        "groups": shown.Groups((group,) if group else ()),
        "years": [Year(year, shown_days)] if shown_days else [],
        "next_cursor": start + DAYS if len(inside) > start + DAYS else "",
        "dateless": dateless,
        "view": "timeline",
    }
    return render(request, "projects/timeline.html", context)


def _start(request: HttpRequest) -> int:
    after = request.GET.get("nach", "")
    return int(after) if after.isascii() and after.isdigit() and len(after) < 6 else 0


def benefits(request: HttpRequest) -> HttpResponse:
    """ "Was habe ich davon?" for a place and a situation of life."""
    names = shown.place_names()
    place = request.GET.get("ort", "")
    place = place if place in names else ""
    situation = next((s for s in t.Situation if s.value == request.GET.get("lage")), None)
    told_places, told_situations = whole.told_about()
    places = shown.pairs(names, {*told_places, place})
    situations = shown.pairs(words.SITUATION, {*told_situations, situation or ""} - {t.Situation.ALL.value})
    made = (
        shown.group(request.GET, "lage", _("Ich bin"), situations, situation or ""),
        shown.group(request.GET, "ort", _("Ich wohne in"), places, place),
    )
    rows = [
        (found, names.get(found.benefit.place, found.benefit.place), words.SITUATION[found.benefit.situation])
        for found in whole.benefits(place, situation)
    ]
    start = _start(request)
    context = {
        "groups": shown.Groups(tuple(group for group in made if group)),
        "rows": rows[start : start + PER_PAGE],
        "next_cursor": start + PER_PAGE if len(rows) > start + PER_PAGE else "",
        "view": "benefits",
    }
    return render(request, "projects/benefits.html", context)
