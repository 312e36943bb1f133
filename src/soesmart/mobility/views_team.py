# SPDX-License-Identifier: EUPL-1.2
"""Pages for the team: timetables, corrections, what-if."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, may, require
from soesmart.kernel.folding import fold
from soesmart.mobility import actions, queries
from soesmart.mobility.forms import LoadForm, PlanForm, RuleForm
from soesmart.mobility.planning import compute
from soesmart.mobility.sources.osm import UnreadableExtract
from soesmart.mobility.stored import UnreadableFeed
from soesmart.mobility.types import Refused
from soesmart.mobility.views import serving


def desk(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), "mobility.feed")
    return _desk(request, LoadForm(), RuleForm())


def _desk(request: HttpRequest, form: LoadForm, rule_form: RuleForm) -> HttpResponse:
    context = {"form": form, "rule_form": rule_form, "feeds": queries.feeds(), "rules": queries.rules()}
    response = render(request, "mobility/desk.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), "mobility.feed")
    form = LoadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _desk(request, form, RuleForm())
    given = form.cleaned_data
    with tempfile.TemporaryDirectory() as folder:
        feed = _put(folder, "feed.zip", given["feed"])
        streets = _put(folder, "streets.osm.pbf", given["streets"]) if given["streets"] else None
        try:
            row = actions.take_in(feed, streets, name=given["name"] or given["feed"].name)
        except (Refused, UnreadableFeed, UnreadableExtract) as refused:
            form.add_error("feed", str(refused))
            return _desk(request, form, RuleForm())
    text = (
        _("Der Fahrplan antwortet jetzt.")
        if row.state == "active"
        else _("Der Fahrplan ist gelesen und wartet auf Ihre Entscheidung.")
    )
    messages.success(request, text)
    return redirect("mobility:desk")


def _put(folder: str, name: str, upload: UploadedFile[Any]) -> Path:
    path = Path(folder) / name
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return path


@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    try:
        if "ablehnen" in request.POST:
            actions.reject(actor_of(request), key)
        else:
            actions.accept(actor_of(request), key)
    except Refused as refused:
        messages.error(request, refused.text)
    return redirect("mobility:desk")


@require_POST
def rule(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), RuleForm(request.POST)
    require(actor, "mobility.truth")
    if not form.is_valid():
        return _desk(request, LoadForm(), form)
    given = dict(form.cleaned_data)
    given["lines"] = _listed(given["lines"])
    given["trips"] = _listed(given["trips"])
    if given["kind"] == "moved":
        given["stop"] = _stop_id(given["stop"])
        if not given["stop"]:
            form.add_error("stop", _("Diese Haltestelle steht nicht im Fahrplan."))
            return _desk(request, LoadForm(), form)
    actions.add_rule(actor, given)
    messages.success(request, _("Die Berichtigung gilt."))
    return redirect("mobility:desk")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _stop_id(text: str) -> str:
    town = queries.town()
    if town is None:
        return ""
    stops = town.feed.stops
    if text in stops.ids:
        return text
    return next(
        (key for key, name in zip(stops.ids, stops.names, strict=True) if fold(name) == fold(text)), ""
    )


@require_POST
def end_rule(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.end_rule(actor_of(request), key)
    return redirect("mobility:desk")


def whatif(request: HttpRequest) -> HttpResponse:
    """The list of proposals for everybody; who plans for the town may compute."""
    actor, town = actor_of(request), serving()
    plans = may(actor, "mobility.plan")
    centre = queries.centre()
    context: dict[str, Any] = {
        "proposals": queries.proposals(),
        "may_plan": plans,
        "feed": queries.active() if town else None,
    }
    if request.method == "POST" and town is not None:
        require(actor, "mobility.plan")
        form = PlanForm(request.POST, request.FILES)
        if form.is_valid():
            given = form.cleaned_data
            text = (
                given["upload"].read(100_000).decode("utf-8-sig", "replace")
                if given["upload"]
                else given["text"]
            )
            try:
                figures = compute(town, text, given["origin"], None, phone=False, euros=given["cost"])
            except Refused as refused:
                form.add_error("text", refused.text)
            else:
                if given["title"] and "behalten" in request.POST:
                    monday = queries.reference_day(town)
                    cents = figures["cost_year_euros"] * 100
                    key = actions.keep_proposal(
                        actor, given["title"], text, figures["from"], monday, cents, figures
                    )
                    return redirect("mobility:proposal", key=key)
                context |= {"figures": figures, "hours": hour_rows(figures)}
    else:
        form = PlanForm(initial={"origin": centre.name if centre else ""})
    response = render(request, "mobility/whatif.html", {**context, "form": form if plans and town else None})
    if plans:
        response["Cache-Control"] = "private, no-store"
    return response


def hour_rows(figures: dict[str, Any]) -> list[tuple[str, str, float]]:
    """Weekday, span of hours, person-hours: neighbouring hours of a day stay single rows, days are named."""
    from datetime import date, timedelta

    monday = date.fromisoformat(figures["monday"])
    return [
        (
            date_format(monday + timedelta(days=row["day"]), "l"),
            f"{row['hour']}–{row['hour'] + 1}",
            row["person_hours"],
        )
        for row in figures["hours"]
    ]


def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    found = queries.proposal(key)
    if found is None:
        raise Http404
    context = {
        "proposal": found,
        "figures": found.figures,
        "hours": hour_rows(found.figures),
        # An idea belongs to the room "ask"; its form takes the words over.
        "idea_url": f"{get_script_prefix()}fragen/neu/?art=idee",
    }
    return render(request, "mobility/proposal.html", context)
