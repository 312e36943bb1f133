# SPDX-License-Identifier: EUPL-1.2
"""The planner of rollouts: what could be found, and the order drawn by lot."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from soesmart.accounts.facade import actor_of, may
from soesmart.places.facade import local_places
from soesmart.trials.actions import cards
from soesmart.trials.engine import planning
from soesmart.trials.forms import PlannerForm
from soesmart.trials.models import Rollout
from soesmart.trials.queries import sentences
from soesmart.trials.types import Refused

RUNS = 60
"""Simulations per size of effect on the page: a second, good to five points in a hundred."""
MOST_AREAS = 40


def planner(request: HttpRequest) -> HttpResponse:
    runs = may(actor_of(request), "trials.run")
    form = PlannerForm(request.POST or None, initial={"areas": "\n".join(_villages())})
    context: dict[str, Any] = {"form": form, "runs": runs, "drawn": Rollout.objects.order_by("-at")[:10]}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        areas = [line.strip() for line in given["areas"].splitlines() if line.strip()]
        try:
            if runs and "auslosen" in request.POST:
                made = cards.draw_lots(
                    actor_of(request), given["title"], areas, given["periods"], given["seed"]
                )
                return redirect("trials:drawn", made.id)
            context["plan"] = _plan(areas, given)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        except ValueError as error:
            form.add_error(None, str(error))
    return render(request, "trials/planner.html", context, status=422 if form.errors else 200)


def _villages() -> list[str]:
    return [place.name for place in local_places() if place.kind == "village"][:MOST_AREAS]


def _plan(areas: list[str], given: dict[str, Any]) -> dict[str, Any]:
    if len(areas) > MOST_AREAS:
        raise ValueError(f"Höchstens {MOST_AREAS} Gebiete auf dieser Seite; mehr rechnet die Befehlszeile.")
    half = given["periods"] // 2
    told = planning.plan(
        "rollout",
        half,
        given["periods"] - half,
        len(areas),
        given["noise"] or 1.0,
        0.4,
        None,
        areas,
        given["seed"],
        RUNS,
    )
    figure = sentences.figure
    told["rows"] = [(figure(one["effect"]), figure(100 * one["power"], "%")) for one in told["curve"]]
    told["smallest"] = figure(told["smallest_detectable"]) if told["smallest_detectable"] else ""
    return told


def drawn(request: HttpRequest, key: UUID) -> HttpResponse:
    row = Rollout.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    return render(request, "trials/drawn.html", {"row": row})
