# SPDX-License-Identifier: EUPL-1.2
import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soesmart.accounts.facade import actor_of, may
from soesmart.facts import facade as facts
from soesmart.kernel.gate import permit
from soesmart.mobility import overview, queries
from soesmart.mobility.engine.asking import ask
from soesmart.mobility.engine.drawing import Spot, drawn
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.mobility.related import related
from soesmart.mobility.told import told_reply
from soesmart.mobility.typed import point
from soesmart.mobility.types import Ambiguous, Refused
from soesmart.places.facade import by_slug

PROFILES = {
    "walk": gettext_lazy("zu Fuß"),
    "slow": gettext_lazy("zu Fuß, langsam"),
    "wheelchair": gettext_lazy("mit Rollstuhl"),
    "bike": gettext_lazy("mit Rad zur Haltestelle"),
}
WITHIN = (15, 30, 45, 60, 90)
STATES = {
    "good": gettext_lazy("kommt heim"),
    "call": gettext_lazy("nur mit Anruf"),
    "none": gettext_lazy("kommt nicht heim"),
}


def serving() -> Town | None:
    """The timetable that may answer here."""
    town = queries.town()
    return town if town and permit("mobility.route", "answer on a page", "anonymous") else None


def _shared(request: HttpRequest, town: Town | None) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "feed": queries.active() if town else None,
        "vanished": queries.vanished() if town else (),
        "may_load": may(actor, "mobility.feed"),
        "may_plan": may(actor, "mobility.plan"),
        "profiles": PROFILES.items(),
        "has_addresses": bool(town and town.addresses),
    }


def home(request: HttpRequest) -> HttpResponse:
    """From, to, when."""
    town = serving()
    given = {name: request.GET.get(name, "").strip()[:120] for name in ("von", "nach", "am", "mit")}
    context = {
        **_shared(request, town),
        "given": given,
        "places": queries.villages(),
        "now": queries.local_now(),
    }
    if town is None:
        known = [fact for fact in facts.all_facts() if fact.topic == "Unterwegs"]
        context |= {"facts": known, "related": related()}
        return render(request, "mobility/home.html", context)
    if given["nach"]:
        try:
            context |= _answered(town, given)
        except Refused as refused:
            context |= _unclear(request, refused)
    context["related"] = related(by_slug(given["nach"]))
    return _discreet(render(request, "mobility/home.html", context), context)


def _answered(town: Town, given: dict[str, str]) -> dict[str, Any]:
    centre = queries.centre()
    origin = _end("von", given["von"] or (centre.slug if centre else ""), town)
    target = _end("nach", given["nach"], town)
    moment = _moment(given["am"])
    profile = given["mit"] if given["mit"] in PROFILES else "walk"
    reply = ask(town, origin, target, moment, profile)
    told = told_reply(reply, town, True, queries.active(), queries.vanished())
    return {"reply": reply, "told": told, "profile": PROFILES[profile]}


def _end(field: str, text: str, town: Town) -> Point:
    try:
        return point(text, town)
    except Ambiguous as several:
        several.field = field
        raise


def _unclear(request: HttpRequest, refused: Refused) -> dict[str, Any]:
    """What was not understood; where several are meant, a link for each."""
    links = []
    if isinstance(refused, Ambiguous):
        for words, value in refused.choices:
            query = request.GET.copy()
            query[refused.field] = value
            links.append((words, f"?{query.urlencode()}"))
    return {"trouble": refused.text, "which": links}


def _discreet(response: HttpResponse, context: Mapping[str, Any]) -> HttpResponse:
    """Where somebody lives or goes stays on no shelf: neither ours nor that of a browser others use too."""
    used = (*context["reply"].ends,) if "reply" in context else (context.get("origin"),)
    if "trouble" in context or any(one and one.kind in {"address", "street"} for one in used):
        response["Cache-Control"] = "private, no-store"
    return response


def _moment(text: str) -> datetime:
    if not text:
        return queries.local_now()
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise Refused(_("„%(text)s“ ist kein Zeitpunkt.") % {"text": text}) from None


# --- who gets home when


def homeward(request: HttpRequest) -> HttpResponse:
    town = serving()
    if town is None:
        return render(request, "mobility/homeward.html", _shared(request, None))
    rows, asked = _home_rows(request, town)
    lost = [row for row in rows if row.state == "none"]
    notes = {row.place.name: STATES[row.state] for row in rows}
    spots = [Spot(asked["origin"].lat, asked["origin"].lon, asked["origin"].name, "start")]
    spots += [
        Spot(r.place.lat or 0, r.place.lon or 0, r.place.name, r.state, str(notes[r.place.name]))
        for r in rows
    ]
    context = {
        **_shared(request, town),
        **asked,
        "rows": [(row, STATES[row.state]) for row in rows],
        "people_lost": sum(row.place.people or 0 for row in lost),
        "lost": lost,
        "map": drawn(spots),
        "hour_name": f"{asked['hour'] % 24:02}",
        "ticks": [f"{hour % 24:02}" for hour in (5, 28)],
        "days": _days(asked["day"]),
        "query": request.GET.urlencode(),
    }
    return render(request, "mobility/homeward.html", context)


def _home_rows(request: HttpRequest, town: Town) -> tuple[Sequence[overview.HomeRow], dict[str, Any]]:
    centre = queries.centre()
    if centre is None or centre.lat is None or centre.lon is None:
        raise Http404
    day = queries.reference_day(town, _wanted_day(request))
    hour = _number(request, "stunde", 23, 0, 28)
    profile = request.GET.get("mit", "walk")
    profile = profile if profile in PROFILES else "walk"
    origin = Point(centre.lat, centre.lon, centre.name)
    moment = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
    rows = overview.homeward(town, origin, moment, profile)
    clock = f"{hour % 24}:00"
    return rows, {
        "origin": origin,
        "day": day,
        "hour": hour,
        "profile": profile,
        "moment": moment,
        "clock": clock,
    }


def _wanted_day(request: HttpRequest) -> date:
    today = queries.local_now().date()
    weekday = _number(request, "tag", -1, -1, 6)
    if weekday < 0:
        weekday = 5
    return today - timedelta(days=today.weekday()) + timedelta(days=weekday)


def _days(day: date) -> list[tuple[int, str]]:
    monday = day - timedelta(days=day.weekday())
    return [(n, date_format(monday + timedelta(days=n), "l")) for n in range(7)]


def _number(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    text = request.GET.get(name, "")
    return min(max(int(text), least), most) if text.isdigit() and len(text) < 6 else default


def homeward_csv(request: HttpRequest) -> HttpResponse:
    rows, asked = _home_rows(request, _needed())
    head = (
        "place",
        "people",
        "lat",
        "lon",
        "asked",
        "state",
        "minutes",
        "leave",
        "arrival",
        "last_of_night",
        "first_of_morning",
    )
    return _csv("heim.csv", head, (_home_cells(row, asked["moment"]) for row in rows))


def _home_cells(row: overview.HomeRow, moment: datetime) -> tuple[Any, ...]:
    place, trip = row.place, row.trip
    return (
        place.name, place.people or "", place.lat, place.lon, moment.isoformat(timespec="minutes"), row.state,
        "" if row.minutes is None else row.minutes,
        *((_iso(trip.leave), _iso(trip.arrival)) if trip else ("", "")),
        _iso(row.last.leave) if row.last else "",
        _iso(row.morning) if row.morning else "",
    )  # fmt: skip


def homeward_geojson(request: HttpRequest) -> HttpResponse:
    rows, asked = _home_rows(request, _needed())
    when = _iso(asked["moment"])
    return _geojson(
        (
            r.place.lat,
            r.place.lon,
            {
                "name": r.place.name,
                "people": r.place.people,
                "asked": when,
                "state": r.state,
                "minutes": r.minutes,
            },
        )
        for r in rows
    )


# --- what one reaches


def reachable(request: HttpRequest) -> HttpResponse:
    town = serving()
    context = {**_shared(request, town), "places": queries.villages(), "within_all": WITHIN}
    if town is None:
        return render(request, "mobility/reach.html", context)
    try:
        found = _reached(request, town)
    except Refused as refused:
        context |= {**_unclear(request, refused), "given": request.GET}
        return _discreet(render(request, "mobility/reach.html", context), context)
    spots = [Spot(found["origin"].lat, found["origin"].lon, found["origin"].name, "start")]
    spots += [
        Spot(r.place.lat or 0, r.place.lon or 0, r.place.name, "good", f"{r.minutes} min")
        for r in found["rows"]
    ]
    spots += [Spot(s.lat, s.lon, s.name, "stop", f"{s.minutes} min") for s in found["stops"][:200]]
    reached = sum(row.place.people or 0 for row in found["rows"])
    context |= {
        **found,
        "map": drawn(spots),
        "people": reached,
        "given": request.GET,
        "query": request.GET.urlencode(),
    }
    return _discreet(render(request, "mobility/reach.html", context), context)


def _reached(request: HttpRequest, town: Town) -> dict[str, Any]:
    centre = queries.centre()
    origin = _end("von", request.GET.get("von", "").strip()[:120] or (centre.slug if centre else ""), town)
    moment = _moment(request.GET.get("am", ""))
    within = _number(request, "minuten", 45, 5, 180)
    profile = request.GET.get("mit", "walk")
    mode = Mode(profile if profile in PROFILES else "walk", request.GET.get("anruf") != "nein")
    rows, stops = overview.reachable(town, origin, moment, mode, within)
    return {"origin": origin, "moment": moment, "within": within, "mode": mode, "rows": rows, "stops": stops}


def reachable_csv(request: HttpRequest) -> HttpResponse:
    found = _reached_or_404(request)
    rows = [
        ("place", r.place.name, r.place.lat, r.place.lon, r.minutes, r.place.people or "")
        for r in found["rows"]
    ]
    rows += [("stop", s.name, round(s.lat, 6), round(s.lon, 6), s.minutes, "") for s in found["stops"]]
    response = _csv("erreichbar.csv", ("kind", "name", "lat", "lon", "minutes", "people"), rows)
    return _discreet(response, found)


def reachable_geojson(request: HttpRequest) -> HttpResponse:
    found = _reached_or_404(request)
    rows = [
        (r.place.lat, r.place.lon, {"kind": "place", "name": r.place.name, "minutes": r.minutes})
        for r in found["rows"]
    ]
    rows += [(s.lat, s.lon, {"kind": "stop", "name": s.name, "minutes": s.minutes}) for s in found["stops"]]
    return _discreet(_geojson(rows), found)


def _reached_or_404(request: HttpRequest) -> dict[str, Any]:
    try:
        return _reached(request, _needed())
    except Refused:
        raise Http404 from None


def _needed() -> Town:
    town = serving()
    if town is None:
        raise Http404
    return town


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows(rows)
    return response


def _geojson(rows: Iterable[tuple[float | None, float | None, dict[str, Any]]]) -> HttpResponse:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": properties,
        }
        for lat, lon, properties in rows
        if lat is not None and lon is not None
    ]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features}, content_type="application/geo+json"
    )
