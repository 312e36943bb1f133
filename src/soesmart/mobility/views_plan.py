# SPDX-License-Identifier: EUPL-1.2
"""What if: the form in which a line is drawn or typed, and the stops for its map."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from soesmart.accounts.facade import Actor, actor_of, may, require
from soesmart.mobility import drawn, jobs, queries
from soesmart.mobility.engine.town import Town
from soesmart.mobility.entering import map_of, plan_of, stops_by_name
from soesmart.mobility.forms_plan import PlanForm, clock_of, entered, fresh, speed
from soesmart.mobility.types import Refused
from soesmart.mobility.views import serving

LISTED = 1000
"""Stops offered while typing; any other may be typed too."""
_TAKEN = (
    "text",
    "origin",
    "cost",
    "title",
    "line",
    "days",
    "first",
    "last",
    "every",
    "kmh",
    "back",
    "back_first",
)


def whatif(request: HttpRequest) -> HttpResponse:
    """The list of proposals for everybody; who plans for the town may compute."""
    actor, town = actor_of(request), serving()
    if request.method == "POST" and town is not None:
        require(actor, "mobility.plan")
        return _sent(request, actor, town)
    plans = may(actor, "mobility.plan")
    given = _before(request) if plans and town else {}
    return _page(request, town, fresh(given), drawn.from_raw(given.get("drawn", {})))


def _sent(request: HttpRequest, actor: Actor, town: Town) -> HttpResponse:
    data = entered(request)
    rows, form = drawn.from_post(data), PlanForm(data)
    if "tun" in data:
        drawn.change(rows, str(data["tun"]))
        values = {name: data.getlist(name) if name == "days" else data.get(name) for name in _TAKEN}
        return _page(request, town, fresh(values), rows)
    text = _checked(form, rows, town)
    if not form.is_valid() or rows.errors:
        return _page(request, town, form, rows, 422)
    given = form.cleaned_data
    row = jobs.start_whatif(
        actor,
        {
            **{name: given[name] for name in ("origin", "cost", "title")},
            "text": text,
            "keep": "behalten" in request.POST,
            "entered": {name: given[name] for name in _TAKEN} | {"drawn": rows.raw()},
        },
    )
    return redirect("mobility:job", key=row.id)


def _checked(form: PlanForm, rows: drawn.Drawn, town: Town) -> str:
    """All rows as text, the typed ones first: their numbers stay; errors go to form and rows."""
    form.full_clean()
    drawn.check(rows, town)
    drawn.propose(rows, town, form.cleaned_data.get("kmh") or settings.SOESMART["mobility.bus_kmh"])
    if rows.stops:
        form.demand_line()
    if form.errors or rows.errors:
        return ""
    given = form.cleaned_data
    text = "\n".join(part for part in (given["text"], drawn.rows_of(rows, town, given)) if part)
    try:
        plan_of(town, text)
    except Refused as refused:
        form.add_error("text" if given["text"] else None, refused.text)
    return text


def _page(
    request: HttpRequest, town: Town | None, form: PlanForm, rows: drawn.Drawn, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    plans = may(actor, "mobility.plan")
    proposals, following = queries.proposals(_key(request.GET.get("nach", "")))
    context: dict[str, Any] = {
        "proposals": proposals,
        "next_cursor": following,
        "may_plan": plans,
        "may_load": may(actor, "mobility.feed"),
        "feed": queries.active() if town else None,
        "running": jobs.running("whatif") if plans else (),
    }
    if plans and town:
        context |= _drawing(form, rows, town)
    response = render(request, "mobility/whatif.html", context, status=status)
    if plans:
        response["Cache-Control"] = "private, no-store"
    return response


def _drawing(form: PlanForm, rows: drawn.Drawn, town: Town) -> dict[str, Any]:
    if not form.is_bound:
        drawn.propose(rows, town, speed(form["kmh"].value()))
    stops = town.feed.stops
    return {
        "form": form,
        "rows": drawn.filled(rows),
        "row_errors": rows.errors,
        "back_from": drawn.back_from(rows, clock_of(form)),
        "stops": sorted(stops.names[at] for at in list(stops_by_name(town).values())[:LISTED]),
        "detour": drawn.detour(),
        "detour_more": round(drawn.detour() * 100) - 100,
        "typed": bool(form["text"].value() or form["text"].errors),
    }


def stops(request: HttpRequest) -> HttpResponse:
    """What the map of the form draws: stops, the ways of the lines, places."""
    require(actor_of(request), "mobility.plan")
    town = serving()
    if town is None:
        raise Http404
    places = [[place.name, place.lat, place.lon] for place in queries.villages()]
    response = JsonResponse({**map_of(town), "places": places})
    response["Cache-Control"] = "private, max-age=300"
    return response


def _before(request: HttpRequest) -> dict[str, Any]:
    """What was entered in an earlier what-if, to change it."""
    key = _key(request.GET.get("rechnung", ""))
    given = jobs.entered(key) if key else None
    centre = queries.centre()
    # A line kept before there were ways back ran one way.
    return {"back": False, **given} if given else {"origin": centre.name if centre else ""}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
