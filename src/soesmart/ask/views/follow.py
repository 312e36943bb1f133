# SPDX-License-Identifier: EUPL-1.2
"""Bescheid bekommen: by mail without an account, with an account, or by a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from soesmart.accounts.facade import actor_of
from soesmart.ask import facade
from soesmart.ask.addresses import question_url
from soesmart.ask.forms_follow import FollowForm
from soesmart.ask.types import NotFound, Refused, State
from soesmart.ask.types_following import NewFollow
from soesmart.ask.views.detail import found_or_404
from soesmart.ask.views.list_words import address_of, query_of, title_of
from soesmart.ask.views.lists import filters_of
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.room import OwnRow


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be followed. `back` is its page; the feeds are `feed` + "atom" or "rss" + `query`."""

    new: NewFollow
    back: str
    feed: str
    query: str


def questions(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request.GET)
    new = NewFollow(address_of(filters), title_of(filters), filters=filters, language=_language())
    query = f"?{query_of(filters)}" if query_of(filters) else ""
    prefix = f"{get_script_prefix()}fragen/"
    return _page(request, Thing(new, f"{prefix}{query}", f"{prefix}feed.", query))


def question(request: HttpRequest, slug: str) -> HttpResponse:
    detail = found_or_404(slug)
    row = detail.row
    if row.state in {State.HIDDEN, State.DELETED}:
        raise Http404
    new = NewFollow(f"/fragen/{row.slug}/", row.title, question=row.id, language=_language())
    url = question_url(row.slug)
    return _page(request, Thing(new, url, f"{url}feed.", ""))


def _language() -> str:
    return get_language() or "de"


def _page(request: HttpRequest, thing: Thing) -> HttpResponse:
    signed_in = actor_of(request).account_id is not None
    form = FollowForm(request.POST or None, signed_in=signed_in)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _followed(request, thing, form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        except NotFound:
            raise Http404 from None
        except guard.TokenSpent:
            return render(request, "ask/follow_sent.html", {"thing": thing, "proven": True})
        except guard.Refused as refused:
            form.add_error(None, refused.text)
            status = refused.status
    context = {"thing": thing, "form": form, "account": signed_in}
    return render(request, "ask/follow.html", context, status=status)


def _followed(request: HttpRequest, thing: Thing, form: FollowForm) -> HttpResponse:
    actor = actor_of(request)
    with transaction.atomic():
        proven = form.admit(request).proven
        if actor.account_id is not None:
            facade.follow_by_account(thing.new, actor)
        else:
            facade.follow_by_mail(thing.new, form.cleaned_data["email"], proven=proven)
    if actor.account_id is not None:
        messages.success(request, _("Sie bekommen jetzt Bescheid: %(title)s") % {"title": thing.new.title})
        return redirect("mine")
    return render(request, "ask/follow_sent.html", {"thing": thing, "proven": proven})


@never_cache
def ended(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in every mail. Mail programs POST here by themselves (RFC 8058)."""
    try:
        row = facade.followed(token)
    except NotFound:
        return render(request, "ask/unfollow.html", {"done": True})
    if request.method != "POST":
        back = get_script_prefix() + row.address.lstrip("/")
        response = render(request, "ask/unfollow.html", {"row": row, "back": back})
        response["Referrer-Policy"] = "no-referrer"
        return response
    facade.unfollow(token)
    if actor_of(request).account_id is not None:
        messages.success(request, _("Sie bekommen keine Mails mehr zu: %(title)s") % {"title": row.title})
        return redirect("mine")
    return render(request, "ask/unfollow.html", {"done": True, "forgotten": not row.by_account})


def own_rows(participants: Sequence[UUID]) -> tuple[OwnRow, ...]:
    """For the person's own page."""
    prefix = get_script_prefix()
    return tuple(
        OwnRow(
            label=row.title,
            url=prefix + row.address.lstrip("/"),
            note=_("seit %(day)s") % {"day": date_format(timezone.localtime(row.since), "j. F Y")},
            end_url=reverse("ask:unfollow", args=[row.token]),
        )
        for row in facade.follows_of(participants)
    )
