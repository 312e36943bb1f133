# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import Receipt, actor_of, may, require
from soesmart.ask.types import Refused
from soesmart.kernel.ids import grouped
from soesmart.places.facade import local_places
from soesmart.stall import actions, queries
from soesmart.stall.forms import BoardForm, OpeningForm


def desk(request: HttpRequest) -> HttpResponse:
    """Stalls and what waits for a person."""
    require(actor_of(request), "stall.open")
    return _desk(request, OpeningForm())


def _desk(request: HttpRequest, form: OpeningForm, **more: Any) -> HttpResponse:
    settles = may(actor_of(request), "stall.settle")
    context = {
        "form": form,
        "stalls": queries.stalls(),
        "held": queries.held() if settles else (),
        "places": local_places() if settles else (),
        **more,
    }
    response = render(request, "stall/desk.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def opening(request: HttpRequest) -> HttpResponse:
    """Asked by a script: only a browser that can seal may take a stall along."""
    actor, form = actor_of(request), OpeningForm(request.POST)
    require(actor, "stall.open")
    if "application/json" not in request.headers.get("Accept", ""):
        return _desk(request, form, scriptless=True)
    if not form.is_valid():
        return JsonResponse(
            {"errors": {name: list(texts) for name, texts in form.errors.items()}}, status=422
        )
    opened = actions.open_stall(actor, form.cleaned_data["name"], form.cleaned_data["days"])
    answer = {
        "id": str(opened.id),
        "name": opened.name,
        "token": opened.token,
        "key": opened.key,
        "endsAt": int(opened.ends_at.timestamp() * 1000),
    }
    response = JsonResponse(answer)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def closing(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.close_stall(actor_of(request), key)
    return redirect("stall:desk")


@require_POST
def settling(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    if "verwerfen" in request.POST:
        actions.discard(actor, key)
        return redirect("stall:desk")
    text, place = request.POST.get("text", ""), request.POST.get("place", "")
    try:
        actions.settle(actor, key, text, place)
    except Refused as refused:
        return _desk(request, OpeningForm(), again=str(key), refused=refused.text, typed=text)
    return redirect("stall:desk")


def board(request: HttpRequest) -> HttpResponse:
    """The tablet's page: the same for everybody, it works with what the device has."""
    return render(request, "stall/board.html", {"form": BoardForm()})


def underway(request: HttpRequest, receipt: Receipt, step: str = "") -> HttpResponse:
    """Behind a code whose entry still lies on the tablet."""
    return render(request, "stall/underway.html", {"code": grouped(receipt.code)})
