# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.ask import facade
from soesmart.ask.types import NotFound, Refused


@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Appeals, each to be decided by somebody who did not decide before."""
    actor = actor_of(request)
    require(actor, "ask.moderate")
    return render(request, "ask/team/appeals.html", {"rows": facade.appeals(actor)})


@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "ask.moderate")
    try:
        facade.decide_appeal(actor, key, request.POST.get("answer", ""), uphold="uphold" in request.POST)
        messages.success(request, _("Entschieden. Wer widersprochen hat, liest Ihre Antwort."))
    except Refused as refused:
        messages.error(request, refused.text)
    except NotFound:
        messages.info(request, _("Das ist schon entschieden."))
    return redirect("ask:appeals")
