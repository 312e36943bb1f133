# SPDX-License-Identifier: EUPL-1.2
"""Projects of residents: what the town looks for, the application, and the page behind its code."""

from dataclasses import replace
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix

from soesmart.accounts.facade import Receipt, actor_of
from soesmart.kernel.cents import format_euros
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.guard import token as form_token
from soesmart.kernel.guard.forms import TOKEN, GuardedForm
from soesmart.kernel.ids import grouped
from soesmart.projects import types as t
from soesmart.projects.actions import joining
from soesmart.projects.forms import GATE, ApplicationForm, ReportForm
from soesmart.projects.queries import joined


def page(request: HttpRequest) -> HttpResponse:
    """ "Kann ich selbst ein Projekt machen?" """
    calls = [(call, format_euros(call.most) if call.most is not None else "") for call in joined.calls()]
    return render(request, "projects/join.html", {"calls": calls, "view": "join"})


def apply(request: HttpRequest, slug: str) -> HttpResponse:
    call = joined.call(slug)
    if call is None or not call.open:
        raise Http404
    form = ApplicationForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            code = _sent(request, form, slug)
            return redirect(f"{get_script_prefix()}k/{code}/")
        except t.NotFound:
            raise Http404 from None
        except t.Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        except guard.Refused as refused:
            form.add_error(None, refused.text)
            status = refused.status
    return render(request, "projects/apply.html", {"form": form, "call": call}, status=status)


def _sent(request: HttpRequest, form: ApplicationForm, slug: str) -> str:
    data = form.cleaned_data
    new = t.NewApplication(
        title=data["title"],
        answers={name: data[name] for name in GATE},
        cost=data["cost"],
        place=data["place"],
        name=data["name"],
        email=data["email"],
        token=_token(request, form),
        participant=actor_of(request).participant,
    )
    try:
        with transaction.atomic():
            form.admit(request)
            return joining.apply(slug, new)
    except guard.TokenSpent:
        # A second click finds what the first one stored.
        return joining.apply(slug, replace(new, email=""))


def _token(request: HttpRequest, form: GuardedForm) -> UUID:
    return uuid5(NAMESPACE_OID, form_token.read(request.POST.get(TOKEN, ""), form.purpose).nonce)


def receipt(request: HttpRequest, receipt: Receipt, step: str = "") -> HttpResponse:
    """Behind the code: what was decided, and short reports while the project runs."""
    mine = joined.mine(receipt.participant, receipt.object_id)
    if mine is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" and step == "bericht" else None)
    if request.method == "POST" and step == "zurueck":
        try:
            joining.withdraw(receipt.participant, receipt.object_id)
        except t.NotFound:
            raise Http404 from None
        return redirect(f"{get_script_prefix()}k/{receipt.code}/")
    if form.is_bound and form.is_valid():
        try:
            _reported(request, form, receipt)
            return redirect(f"{get_script_prefix()}k/{receipt.code}/?danke=bericht")
        except t.NotFound:
            raise Http404 from None
        except (t.Refused, guard.Refused) as refused:
            form.add_error(None, refused.text)
    context = {
        "mine": mine,
        "gate": [(GATE[name][0], text) for name, text in mine.gate if text],
        "agreed": format_euros(mine.agreed) if mine.agreed is not None else "",
        "code": grouped(receipt.code),
        "receipt_code": receipt.code,
        "form": form,
        "thanks": request.GET.get("danke") == "bericht",
    }
    return render(request, "projects/receipt.html", context)


def _reported(request: HttpRequest, form: ReportForm, receipt: Receipt) -> None:
    data, token = form.cleaned_data, _token(request, form)
    told = (receipt.participant, receipt.object_id, data["done"], data["next"], data["spent"], token)
    try:
        with transaction.atomic():
            form.admit(request)
            joining.report(*told)
    except guard.TokenSpent:
        joining.report(*told)
