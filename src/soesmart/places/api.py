# SPDX-License-Identifier: EUPL-1.2
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from soesmart.places import queries
from soesmart.places.types import CoordinateQuality, Kind, Place

router = Router(tags=["Orte"])
_PAGE = 100


class PlaceOut(Schema):
    slug: str
    name: str
    kind: Kind
    lat: float | None
    lon: float | None
    coordinate_quality: CoordinateQuality
    people: int | None
    people_year: int | None
    aliases: list[str]
    source: str


class PlacesOut(Schema):
    places: list[PlaceOut]
    next_cursor: str


@router.get("/places", response=PlacesOut, summary="Orte der Stadt und ihre Partnerstädte")
def places(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="Name, auch ungenau geschrieben")] = "",
    cursor: Annotated[str, Query(max_length=60, description="next_cursor der vorigen Antwort")] = "",
) -> PlacesOut:
    if q:
        return PlacesOut(places=[_out(place) for place in queries.find(q, limit=10)], next_cursor="")
    known = [place for place in queries.everything() if place.kind != "elsewhere"]
    start = next((at + 1 for at, place in enumerate(known) if place.slug == cursor), 0)
    page = known[start : start + _PAGE]
    more = start + _PAGE < len(known)
    return PlacesOut(places=[_out(place) for place in page], next_cursor=page[-1].slug if more else "")


@router.get("/places/{slug}", response=PlaceOut, summary="Ein Ort")
def place(request: HttpRequest, slug: str) -> PlaceOut:
    found = queries.by_slug(slug)
    if found is None:
        raise Http404("Diesen Ort gibt es hier nicht. Alle Orte: /api/v1/places")
    return _out(found)


def _out(place: Place) -> PlaceOut:
    return PlaceOut(
        slug=place.slug,
        name=place.name,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        coordinate_quality=place.coordinate_quality,
        people=place.people,
        people_year=place.people_year,
        aliases=list(place.aliases),
        source=place.source,
    )
