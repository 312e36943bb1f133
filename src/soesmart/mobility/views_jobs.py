# SPDX-License-Identifier: EUPL-1.2
"""What the worker is computing, how far it is, and what came out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.mobility import jobs
from soesmart.mobility.forms import KeepForm
from soesmart.mobility.models import Job
from soesmart.mobility.types import Refused
from soesmart.mobility.words import hour_table, monday_of

STAGES = {
    "feed": (
        gettext_lazy("Fahrplan lesen"),
        gettext_lazy("Straßen lesen"),
        gettext_lazy("Speichern"),
        gettext_lazy("Eintragen"),
    ),
    "whatif": (
        gettext_lazy("Eingaben lesen"),
        gettext_lazy("Fahrplan ohne die Änderung"),
        gettext_lazy("Fahrplan mit der Änderung"),
        gettext_lazy("Minuten für alle Menschen vergleichen"),
    ),
}


def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far it is, then the figures, or on to what it became. The page asks again by itself while it runs;
    without JavaScript a link does. What has ended is a page of its own: the whole of it is loaded."""
    row = _found(request, key)
    if request.headers.get("HX-Request") and row.state not in jobs.OPEN:
        response = HttpResponse()
        response["HX-Redirect"] = request.path
        return response
    if row.state == "done" and row.kind == "feed":
        messages.success(
            request,
            _("Der Fahrplan antwortet jetzt.")
            if row.told["state"] == "active"
            else _("Der Fahrplan ist gelesen und wartet auf Ihre Entscheidung."),
        )
        return redirect("mobility:desk")
    if row.result is not None:
        return redirect("mobility:proposal", key=row.result)
    return _page(request, row, KeepForm(initial={"title": row.given.get("title", "")}))


def _page(request: HttpRequest, row: Job, form: KeepForm, status: int = 200) -> HttpResponse:
    stages = STAGES[row.kind]
    context = {
        "row": row,
        "moving": row.state in jobs.OPEN,
        "number": min(row.step, jobs.STEPS - 1) + 1,
        "steps": jobs.STEPS,
        "stage": stages[min(row.step, len(stages) - 1)],
        "form": form,
    }
    if row.state == "done":
        context |= {"figures": row.told, "hours": hour_table(row.told), "monday": monday_of(row.told)}
    response = render(request, "mobility/job.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _found(request, key)
    jobs.cancel(actor_of(request), key)
    return redirect("mobility:job", key=row.id)


@require_POST
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _found(request, key)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        proposal = jobs.keep(actor_of(request), key, form.cleaned_data["title"])
    except Refused as refused:
        messages.error(request, refused.text)
        return redirect("mobility:job", key=key)
    return redirect("mobility:proposal", key=proposal)


def _found(request: HttpRequest, key: UUID) -> Job:
    row = Job.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    require(actor_of(request), jobs.NEEDED[row.kind])
    return row
