# SPDX-License-Identifier: EUPL-1.2
"""The asking journey as an exercise: the same form, the same errors, and nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.ask import facade
from soesmart.ask.engine.titles import title_from
from soesmart.ask.forms import CARRIED, AskFields
from soesmart.ask.types import Kind
from soesmart.ask.views import personal
from soesmart.ask.views.asking import form_page, offers_for

_TITLE = 140


def practice(request: HttpRequest) -> HttpResponse:
    form = AskFields(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return form_page(request, form, {"mode": "practice"})
    valid = form.is_valid()
    offers = offers_for(form) if valid and "gesehen" not in request.POST else ()
    told = personal.to_ask(request, form.cleaned_data["text"]) if valid else None
    if not valid or offers or told:
        return form_page(request, form, {"mode": "practice", "offers": offers, "told": told})
    kind = Kind(form.cleaned_data["kind"])
    days = next(one.working_days for one in facade.reply_promises() if one.kind == kind)
    context = {
        "title": title_from(form.cleaned_data["text"], _TITLE),
        "days": days,
        "carried": [(name, request.POST.get(name, "")) for name in CARRIED if request.POST.get(name)],
    }
    return render(request, "ask/practice_receipt.html", context)
