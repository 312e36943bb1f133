# SPDX-License-Identifier: EUPL-1.2
"""Pages for the team: timetables, corrections; and the proposals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, may, require
from soesmart.kernel.folding import fold
from soesmart.mobility import actions, jobs, queries
from soesmart.mobility.forms import LoadForm, RuleForm
from soesmart.mobility.related import became, ways_on
from soesmart.mobility.told_plan import moved_stops, timetables
from soesmart.mobility.types import Refused
from soesmart.mobility.words import hour_table, monday_of


def desk(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), "mobility.feed")
    return _desk(request, LoadForm(), RuleForm())


def _desk(request: HttpRequest, form: LoadForm, rule_form: RuleForm) -> HttpResponse:
    context = {
        "form": form,
        "rule_form": rule_form,
        "feeds": queries.feeds(),
        "rules": [(rule, queries.gone_from(rule)) for rule in queries.rules()],
        "running": jobs.running("feed"),
    }
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
    row = jobs.start_feed(actor_of(request), given["feed"], given["streets"], given["name"])
    return redirect("mobility:job", key=row.id)


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


def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    found = queries.proposal(key)
    if found is None:
        raise Http404
    made = became(found)
    context = {
        "proposal": found,
        "figures": found.figures,
        "hours": hour_table(found.figures),
        "tables": timetables(found.text),
        "moved": moved_stops(found.text),
        "monday": monday_of(found.figures),
        "became": made,
        "may_project": may(actor_of(request), "projects.edit"),
        **ways_on(request, found, made),
    }
    return render(request, "mobility/proposal.html", context)
