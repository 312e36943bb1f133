# SPDX-License-Identifier: EUPL-1.2
"""The pages of a person's own data. Those of the team are in `team_views.py`."""

from collections.abc import Callable, Sequence
from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soesmart.accounts.actions.contacts import confirm_contact, forget_contact, forget_contact_by
from soesmart.accounts.actions.leaving import delete_account
from soesmart.accounts.actions.links import account_of
from soesmart.accounts.actions.participants import claim_receipt, keep_details
from soesmart.accounts.exports import of_account
from soesmart.accounts.forms import CodeForm, DetailsForm, LeaveForm
from soesmart.accounts.queries import (
    actor_of,
    contacts_of,
    contributions_of,
    details_of,
    has_authenticator,
    participants_of,
)
from soesmart.accounts.rules import may_somewhere
from soesmart.accounts.types import Refused
from soesmart.kernel import registry
from soesmart.kernel.guard.admission import count_knock
from soesmart.kernel.guard.errors import TooMany
from soesmart.kernel.room import OwnRow, OwnSection


def signed_in(view: Callable[[HttpRequest, int], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives the view the account's number, or leads to the sign-in page and back."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        account_id = actor_of(request).account_id
        if account_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, account_id)

    return wrapped


@never_cache
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail. Only a press of the button confirms: link checkers do not."""
    done = ""
    if request.method == "POST":
        if "forget" in request.POST:
            done = "forgotten" if forget_contact_by(token) else "unknown"
        else:
            done = "confirmed" if confirm_contact(token) else "unknown"
    return render(request, "accounts/contact.html", {"done": done})


@never_cache
@signed_in
def mine(request: HttpRequest, account_id: int) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "actor": actor,
        "contributions": contributions_of(account_id),
        "contacts": contacts_of(account_id),
        "sections": _sections(account_id),
        "desks": [d for d in registry.desks() if any(may_somewhere(actor, name) for name in d.actions)],
        "has_authenticator": has_authenticator(account_id),
        "code_form": CodeForm(),
        "details_form": DetailsForm(initial=details_of(account_id)),
    }
    return render(request, "accounts/mine.html", context)


def _sections(account_id: int) -> list[tuple[OwnSection, Sequence[OwnRow]]]:
    mine = participants_of(account_id)
    return [(section, section.rows(mine)) for section in registry.own_sections()]


@require_POST
@signed_in
def claim(request: HttpRequest, account_id: int) -> HttpResponse:
    try:
        count_knock(request, "accounts.claim")
    except TooMany as error:
        messages.error(request, error.text)
        return redirect("mine")
    form = CodeForm(request.POST)
    if form.is_valid() and claim_receipt(account_id, form.cleaned_data["code"]):
        messages.success(request, _("Der Beitrag gehört jetzt zu Ihrem Zugang."))
    else:
        messages.error(request, _("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn mit Ihrem Beleg."))
    return redirect("mine")


@require_POST
@signed_in
def details(request: HttpRequest, account_id: int) -> HttpResponse:
    if "forget" in request.POST:
        for row in contacts_of(account_id):
            if str(row.participant) == request.POST["forget"]:
                forget_contact(row.participant)
                messages.success(request, _("Wir haben die Adresse gelöscht."))
        return redirect("mine")
    form = DetailsForm(request.POST)
    if form.is_valid():
        keep_details(account_id, form.cleaned_data["display_name"], form.cleaned_data["language"])
        messages.success(request, _("Gespeichert."))
    else:
        messages.error(request, _("Das hat nicht geklappt. Ein Name hat höchstens 80 Zeichen."))
    return redirect("mine")


@never_cache
@signed_in
def my_data(request: HttpRequest, account_id: int) -> HttpResponse:
    answer = JsonResponse(of_account(account_id), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return answer


@never_cache
@signed_in
def leave(request: HttpRequest, account_id: int) -> HttpResponse:
    form = LeaveForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            delete_account(account_id, keep_contributions=form.cleaned_data["contributions"] == "keep")
        except Refused as error:
            refusal = str(error)
        else:
            logout(request)
            messages.success(request, _("Ihr Zugang ist gelöscht."))
            return redirect("home")
    return render(request, "accounts/leave.html", {"form": form, "refusal": refusal})


@never_cache
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    account = account_of(token)
    if account is not None and request.method == "POST":
        from allauth.account.internal.flows.login import perform_login  # inline: needs the app registry
        from allauth.account.models import Login

        answer: HttpResponse = perform_login(request, Login(user=account))
        return answer
    status = 200 if account is not None else 404
    return render(request, "accounts/one_time_link.html", {"valid": account is not None}, status=status)
