# SPDX-License-Identifier: EUPL-1.2
"""Big questions taken apart: on the wall, on a phone, entered once."""

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import segno
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.ids import BadCode, grouped, read_code
from soesmart.strategy.actions import breaking
from soesmart.strategy.forms_breaking import BecomesForm, EntryForm, OpenForm
from soesmart.strategy.models import Breakdown
from soesmart.strategy.queries import breaking as queries
from soesmart.strategy.topics import BY_SLUG, TOPICS
from soesmart.strategy.types import Refused
from soesmart.strategy.views.public import may_edit


def big(request: HttpRequest) -> HttpResponse:
    rows = queries.breakdowns()
    topics = [(topic, [row for row in rows if row.topic == topic.slug]) for topic in TOPICS]
    typed = request.GET.get("code", "")
    context: dict[str, Any] = {"topics": topics, "may_edit": may_edit(request), "typed": typed}
    if typed:
        try:
            return redirect("strategy:breakdown", read_code(typed))
        except BadCode:
            context["wrong"] = True
    return render(request, "strategy/breaking/big.html", context)


def breakdown(request: HttpRequest, code: str) -> HttpResponse:
    row = _found(code)
    edits = may_edit(request)
    entries = queries.entries(row, all_of_them=edits)
    context = {
        "breakdown": row,
        "topic": BY_SLUG[row.topic],
        "code": grouped(row.code),
        "entries": entries,
        "numbers": sum(entry.answer_by == "number" for entry in entries),
        "may_edit": edits,
        "becomes": BecomesForm() if edits else None,
    }
    return render(request, "strategy/breaking/breakdown.html", context)


def wall(request: HttpRequest, code: str) -> HttpResponse:
    """To be printed and hung up: empty cards, and the way to the form."""
    row = _found(code)
    home = settings.SOESMART["public_url"].rstrip("/")
    path = reverse("strategy:enter", args=[row.code])
    address = f"{home}{path}" if home else request.build_absolute_uri(path)
    picture = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True, title=address)
    context = {
        "breakdown": row,
        "topic": BY_SLUG[row.topic],
        "code": grouped(row.code),
        "address": address.partition("://")[2],
        "picture": mark_safe(picture),  # noqa: S308
        "cards": range(8),
    }
    return render(request, "strategy/breaking/wall.html", context)


def enter(request: HttpRequest, code: str) -> HttpResponse:
    row = _found(code)
    form = EntryForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    admission = form.admit(request)
                    new = breaking.NewEntry(
                        uuid5(NAMESPACE_OID, admission.nonce), **_words(form.cleaned_data)
                    )
                    entry = breaking.enter(row.code, new, proven=admission.proven or may_edit(request))
                messages.success(
                    request, _waiting() if entry.waits else _("Die Karte hängt an der Wand. Danke!")
                )
                return redirect("strategy:breakdown", row.code)
            except guard.TokenSpent:
                return redirect("strategy:breakdown", row.code)
            except (Refused, guard.Refused) as refused:
                form.add_error(None, refused.text)
    context = {"form": form, "breakdown": row, "topic": BY_SLUG[row.topic]}
    return render(request, "strategy/breaking/enter.html", context, status=status)


def _waiting() -> str:
    return _("Danke! Jemand vom Team sieht die Karte kurz an, dann hängt sie an der Wand.")


def _words(data: dict[str, Any]) -> dict[str, str]:
    names = ("text", "answer_by", "known", "known_source", "known_as_of", "touches", "becomes")
    return {name: data[name] for name in names}


@never_cache
def opening(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "strategy.edit")
    form = OpenForm(request.POST or None, initial={"topic": request.GET.get("thema", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = breaking.open_breakdown(actor, data["topic"], data["title"], data["occasion"])
        return redirect("strategy:breakdown", row.code)
    context = {"form": form}
    return render(request, "strategy/breaking/open.html", context, status=422 if form.errors else 200)


@require_POST
def deciding(request: HttpRequest, code: str) -> HttpResponse:
    """The team: close it, show or remove a card, make a goal of one."""
    actor, row = actor_of(request), _found(code)
    require(actor, "strategy.edit")
    wanted = request.POST.get("was", "")
    try:
        if wanted == "close":
            breaking.close_breakdown(actor, row.code)
        elif wanted in {"show", "remove"}:
            (breaking.show if wanted == "show" else breaking.remove)(actor, _key(request))
        elif wanted == "becomes":
            level, parent = request.POST.get("level", ""), request.POST.get("parent", "")
            return redirect("revisions:detail", breaking.propose_goal(actor, _key(request), level, parent).id)
    except Refused as refused:
        messages.error(request, refused.text)
    return redirect("strategy:breakdown", row.code)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("entry", ""))
    except ValueError as error:
        raise Http404 from error


def _found(code: str) -> Breakdown:
    try:
        row = queries.by_code(read_code(code))
    except BadCode as error:
        raise Http404(_("Diesen Code gibt es nicht.")) from error
    if row is None:
        raise Http404(_("Diesen Code gibt es nicht."))
    return row
