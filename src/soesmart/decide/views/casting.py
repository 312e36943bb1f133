# SPDX-License-Identifier: EUPL-1.2
"""Casting a ballot, and looking up its receipt. The code never stands in an address: letters carry it behind
the #, which browsers do not send."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from soesmart.decide import rules
from soesmart.decide.actions.mailing import MAIL, offers, wish_code
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.facade import by_slug
from soesmart.decide.forms import PREFIX, MailForm, NumberForm, choices_from
from soesmart.decide.knocking import cast_for
from soesmart.decide.models import Vote
from soesmart.decide.queries.achieving import ballot_achieved
from soesmart.decide.queries.receipts import look_up
from soesmart.decide.types import NewBallot, Refused, VoteView
from soesmart.kernel import clock
from soesmart.kernel.guard.admission import count_knock
from soesmart.kernel.guard.errors import TooMany
from soesmart.kernel.ids import grouped
from soesmart.kernel.personal import keep_out
from soesmart.places.facade import local_places

_NOTES = 5


def found(slug: str) -> VoteView:
    vote = by_slug(slug)
    if vote is None:
        raise Http404
    return vote


@sensitive_post_parameters()
def cast(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot on one page; every error keeps what was filled in."""
    vote = found(slug)
    keep_out(request)
    if request.method != "POST":
        return _page(request, vote, {}, None)
    choices = choices_from(request.POST, vote)
    new = NewBallot(
        code=request.POST.get("code", ""),
        choices=choices,
        attempt=request.POST.get("attempt", "")[:64],
        village=_village(request.POST.get("village", "")) if vote.by_village else "",
    )
    try:
        receipt = cast_for(request, vote.id, new)
    except Refused as refused:
        return _page(request, vote, request.POST, refused)
    except TooMany as refused:
        told = Refused(refused.code, refused.text, "code", refused.wait)
        return _page(request, vote, request.POST, told, 429)
    context = {
        "vote": vote,
        "receipt": receipt,
        "number": grouped(receipt.receipt, 4),
        "chosen": [
            (option, receipt.choices[option.number])
            for option in vote.options
            if option.number in receipt.choices
        ],
    }
    return _private(render(request, "decide/cast_done.html", context))


def _village(slug: str) -> str:
    return slug if any(place.slug == slug for place in local_places()) else ""


def _page(
    request: HttpRequest, vote: VoteView, given: Any, refused: Refused | None, status: int = 422
) -> HttpResponse:
    rows = [
        {
            "option": option,
            "value": given.get(f"{PREFIX}{option.number}", ""),
            "error": refused.text if refused and refused.field == option.number else "",
        }
        for option in vote.options
    ]
    row = Vote(phase=vote.phase, opens_at=vote.opens_at, closes_at=vote.closes_at)
    context = {
        "vote": vote,
        "rows": rows,
        "is_open": rules.is_open(row, clock.now()),
        "refused": refused,
        "code": given.get("code", ""),
        "village": given.get("village", ""),
        "attempt": given.get("attempt", "") or uuid.uuid4().hex,
        "places": local_places() if vote.by_village else (),
        "notes": notes(vote),
        "unit": "" if vote.form == Form.APPROVAL else ("€" if vote.form == Form.MONEY else _("Punkte")),
    }
    if refused and refused.code in ("replayed",):
        context["attempt"] = uuid.uuid4().hex
    return _private(render(request, "decide/cast.html", context, status=status if refused else 200))


def notes(vote: VoteView) -> tuple[int, ...]:
    """Notes and coins that fit the purse: 1, 2 or 5 and zeros, from half of it down, in whole units."""
    whole = vote.purse // 100 if vote.form == Form.MONEY else vote.purse
    values = [digit * 10**zeros for zeros in range(len(str(whole))) for digit in (1, 2, 5)]
    fitting = sorted((value for value in values if value <= max(1, whole // 2)), reverse=True)
    return tuple(fitting[:_NOTES])


def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Is my ballot there? By check value while the vote runs, by number once the box is open."""
    vote = found(slug)
    keep_out(request)
    text = request.POST.get("number", "")
    seen = look_up(vote, text) if text else None
    context = {
        "vote": vote,
        "text": text,
        "found": seen,
        "asked": bool(text),
        "achieved": ballot_achieved(vote, seen.receipt) if seen and seen.choices else (),
        "has_result": "winners" in vote.result,
    }
    return _private(render(request, "decide/receipt.html", context))


def wish(request: HttpRequest, slug: str, way: str) -> HttpResponse:
    """A voting code by mail or SMS: offered as less secret."""
    vote = found(slug)
    row = Vote.objects.get(pk=vote.id)
    if way not in offers(row):
        raise Http404
    form = (MailForm if way == MAIL else NumberForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count_knock(request, "decide.wish")
            wish_code(row, way, form.cleaned_data["address"])
        except (TooMany, Refused) as refused:
            form.add_error("address", refused.text)
        else:
            messages.success(request, _("Wir schicken den Code zum Beginn der Abstimmung."))
            return redirect("decide:vote", slug=slug)
    keep_out(request)
    return _private(render(request, "decide/wish.html", {"vote": vote, "form": form, "way": way}))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
