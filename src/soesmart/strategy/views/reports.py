# SPDX-License-Identifier: EUPL-1.2
"""The yearly report, the decided versions and what changed between them, other towns' ladders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from soesmart.accounts.facade import actor_of, may, require
from soesmart.revisions.facade import differences
from soesmart.strategy import facade, ladders
from soesmart.strategy import report as reporting
from soesmart.strategy.actions.versioning import name_version
from soesmart.strategy.forms import VersionForm
from soesmart.strategy.types import Refused


def report(request: HttpRequest, year: int = 0) -> HttpResponse:
    years = reporting.years()
    year = year or years[0]
    if year not in years:
        raise Http404(_("Zu diesem Jahr gibt es keinen Bericht."))
    context = {"report": reporting.report(year), "years": years}
    return render(request, "strategy/report.html", context)


def report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    if year not in reporting.years():
        raise Http404(_("Zu diesem Jahr gibt es keinen Bericht."))
    response = HttpResponse(reporting.pdf(reporting.report(year)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="nachhaltigkeitsbericht-{year}.pdf"'
    return response


def versions(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return render(
        request,
        "strategy/versions.html",
        {
            "versions": facade.versions(),
            "may_name": actor.account_id is not None and may(actor, "strategy.approve"),
        },
    )


@never_cache
def new_version(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "strategy.approve")
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = name_version(actor, data["name"], data["decided_on"], data["decision"], data["oparl_url"])
        except Refused as refused:
            form.add_error("name", refused.text)
        else:
            messages.success(request, _("Die Fassung ist benannt."))
            return redirect("strategy:version", made.slug)
    context = {"form": form}
    return render(request, "strategy/team/version.html", context, status=422 if form.errors else 200)


def version(request: HttpRequest, slug: str, other: str = "") -> HttpResponse:
    """What a version holds, against what is published now or against another one."""
    row = facade.version(slug)
    against = facade.version(other) if other else None
    if row is None or (other and against is None):
        raise Http404(_("Diese Fassung gibt es nicht."))
    before = facade.content_of(slug)
    after = facade.content_of(other) if other else facade.content_now()
    return render(
        request,
        "strategy/version.html",
        {
            "version": row,
            "against": against,
            "differences": differences(before, after),
            "others": [one for one in facade.versions() if one.slug != slug],
        },
    )


def others(request: HttpRequest) -> HttpResponse:
    return render(request, "strategy/others.html", {"ladders": ladders.compared()})
