# SPDX-License-Identifier: EUPL-1.2
"""How far a count is, and stopping it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format

from soesmart.accounts.facade import actor_of, require
from soesmart.decide.actions import tallying
from soesmart.decide.models import Tally
from soesmart.decide.rules import PREPARE
from soesmart.decide.types import Refused
from soesmart.decide.views.public import about
from soesmart.decide.views.team import one
from soesmart.kernel import clock


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """It asks again by itself; without scripts a link does. A POST stops the count or begins it again."""
    actor, shown = actor_of(request), one(key)
    require(actor, PREPARE)
    if request.method == "POST":
        return _post(request, key)
    tally = Tally.objects.filter(vote=key).first()
    moving = tally is not None and tally.state in (Tally.WAITS, Tally.RUNS)
    if request.headers.get("HX-Request") and not moving:
        response = HttpResponse()
        response["HX-Redirect"] = request.path
        return response
    if tally is None:
        return redirect("decide:team", key=key)
    seconds = int((clock.now() - tally.began_at).total_seconds())
    context = {
        **about(shown),
        "tally": tally,
        "many": number_format(tally.budgets, force_grouping=True),
        "moving": moving,
        "minutes": seconds // 60,
        "seconds": seconds % 60,
    }
    response = render(request, "decide/team/count.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _post(request: HttpRequest, key: UUID) -> HttpResponse:
    try:
        if request.POST.get("step") == "stop":
            tallying.stop(actor_of(request), key)
        else:
            tallying.start(actor_of(request), key)
    except Refused as refused:
        messages.error(request, refused.text)
        return redirect("decide:team", key=key)
    return redirect("decide:count", key=key)
