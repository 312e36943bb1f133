# SPDX-License-Identifier: EUPL-1.2
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soesmart.accounts.actions import grants
from soesmart.accounts.forms import InviteForm, ReasonForm
from soesmart.accounts.queries import actor_of, staff
from soesmart.accounts.rules import may, require
from soesmart.accounts.types import Refused


@never_cache
def people(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "accounts.list")
    return _page(request, InviteForm())


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = InviteForm(request.POST)
    if not form.is_valid():
        require(actor, "accounts.grant")
        return _page(request, form, status=400)
    words = form.cleaned_data
    try:
        grants.invite(actor, words["email"], words["role"], words["scope"], words["reason"])
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Einladung ist unterwegs an %(email)s.") % {"email": words["email"]})
    return redirect("people")


@require_POST
def revoke(request: HttpRequest, grant_id: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bitte nennen Sie einen Grund."))
        return redirect("people")
    try:
        grants.revoke(actor_of(request), grant_id, form.cleaned_data["reason"])
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Rolle ist entzogen. Das Protokoll hält es fest, ohne Namen."))
    return redirect("people")


def _page(request: HttpRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "actor": actor,
        "people": staff(),
        "may_grant": may(actor, "accounts.grant"),
        "invite_form": form,
    }
    return render(request, "accounts/people.html", context, status=status)
