# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.decide.actions.following import council_decided, tell_outcome
from soesmart.decide.forms import CouncilForm
from soesmart.decide.rules import DECIDE
from soesmart.decide.types import Council, Refused
from soesmart.decide.views.public import about
from soesmart.decide.views.team import lines_of, one


def council(request: HttpRequest, key: UUID) -> HttpResponse:
    require(actor_of(request), DECIDE)
    form = CouncilForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            council_decided(
                actor_of(request),
                key,
                Council(data["decision"]),
                data["at"],
                {"de": data["text"]},
                data["url"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, refused.text)
        else:
            return redirect("decide:team", key=key)
    shown = one(key)
    context = {**about(shown), "lines": lines_of(shown), "council_form": form}
    return render(request, "decide/team/vote.html", context)


@require_POST
def outcome(request: HttpRequest, key: UUID, number: str) -> HttpResponse:
    told = {"de": request.POST.get("text", "").strip()[:1000]}
    try:
        tell_outcome(actor_of(request), key, number, request.POST.get("outcome", ""), told)
    except Refused as refused:
        messages.error(request, refused.text)
    return redirect("decide:team", key=key)
