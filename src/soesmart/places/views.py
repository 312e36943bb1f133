# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix

from soesmart.places import posters as printing
from soesmart.places import queries
from soesmart.places.answers import describe, people_text, position_text


def places(request: HttpRequest) -> HttpResponse:
    known = queries.everything()
    groups = {
        kind: [place for place in known if place.kind == kind] for kind in ("village", "quarter", "landmark")
    }
    return render(
        request,
        "places/list.html",
        {
            "town_name": settings.SOESMART["town.name"],
            "groups": groups,
            "partners": [place for place in known if place.kind == "partner town"],
            "drawing": queries.drawing(),
        },
    )


def place(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.by_slug(slug)
    if found is None:
        meant = queries.find(slug.replace("-", " "), limit=1)
        if meant:
            return redirect("place", slug=meant[0].slug)
        raise Http404
    pinned = found.lat is not None and found.kind != "partner town"
    return render(
        request,
        "places/detail.html",
        {
            "place": found,
            # Addresses of the room "ask", which stands above this one and may not be named here.
            "ask_url": f"{get_script_prefix()}fragen/neu/?ort={slug}",
            "questions_url": f"{get_script_prefix()}fragen/?ort={slug}",
            "follow_url": f"{get_script_prefix()}fragen/folgen/?ort={slug}",
            "feed_url": f"{get_script_prefix()}fragen/feed.atom?ort={slug}",
            "sentence": describe(found),
            "people": people_text(found),
            "position": position_text(found),
            "drawing": queries.drawing(slug) if pinned else None,
            "results_allowed": queries.results_allowed(slug),
            "threshold": settings.SOESMART["places.results_threshold"],
        },
    )


def poster(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.by_slug(slug)
    if found is None or found.kind == "partner town":
        raise Http404
    spot, lat, lon = (request.GET.get(name, "")[:60] for name in ("punkt", "lat", "lon"))
    sheets = [printing.poster(request, found, spot, lat, lon)]
    return _sheets(request, sheets, {"place": found, "spot": spot, "lat": lat, "lon": lon})


def posters(request: HttpRequest) -> HttpResponse:
    """One sheet for every village."""
    villages = [place for place in queries.local_places() if place.kind == "village"]
    return _sheets(request, [printing.poster(request, place) for place in villages], {})


def _sheets(request: HttpRequest, sheets: list[printing.Poster], more: dict[str, Any]) -> HttpResponse:
    size = "a3" if request.GET.get("groesse") == "a3" else "a4"
    context = {"posters": sheets, "sayings": printing.sayings(), "size": size, **more}
    return render(request, "places/posters.html", context)
