# SPDX-License-Identifier: EUPL-1.2
"""Telling the town about a barrier: no account, no JavaScript; a receipt and the town's reply promise."""

from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as lazy

from soesmart.accounts.facade import actor_of
from soesmart.ask.facade import reply_promises, submit
from soesmart.ask.types import Kind, NewContribution, Refused, Submitted
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.guard import token as form_token
from soesmart.kernel.guard.forms import TOKEN, GuardedForm


class BarrierForm(GuardedForm):
    purpose = "portal.barrier"

    text = forms.CharField(
        label=lazy("Was geht nicht?"),
        help_text=lazy(
            "Schreiben Sie auch, womit Sie arbeiten: zum Beispiel Vorleseprogramm, Lupe, Tastatur."
        ),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": lazy("Hier fehlt noch Ihr Text.")},
    )
    page = forms.CharField(
        label=lazy("Auf welcher Seite?"),
        help_text=lazy("Die Adresse oder ein paar Worte."),
        required=False,
        max_length=300,
    )
    email = forms.CharField(
        label=lazy("Ihre E-Mail-Adresse"),
        help_text=lazy(
            "Nur, wenn wir Ihnen schreiben sollen. Ohne Adresse lesen Sie die Antwort mit Ihrem Code."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


def report(request: HttpRequest) -> HttpResponse:
    form = BarrierForm(request.POST or None, initial={"page": request.GET.get("seite", "")[:300]})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("receipt", code=_submit(request, form).code)
        except Refused as refused:
            form.add_error("email" if refused.field == "email" else "text", refused.text)
        except guard.Refused as refused:
            form.add_error(None, refused.text)
            status = refused.status
    days = next(p.working_days for p in reply_promises() if p.kind == Kind.PROBLEM)
    return render(request, "portal/barrier.html", {"form": form, "days": days}, status=status)


def _submit(request: HttpRequest, form: BarrierForm) -> Submitted:
    written = form.cleaned_data
    text = gettext("Barriere auf diesen Seiten: %(text)s") % {"text": written["text"]}
    if written["page"]:
        text += "\n\n" + gettext("Seite: %(page)s") % {"page": written["page"]}
    nonce = form_token.read(request.POST.get(TOKEN, ""), form.purpose).nonce
    new = NewContribution(
        text=text,
        kind=Kind.PROBLEM,
        email=written["email"],
        language=(get_language() or "de").removesuffix("-simple"),
        token=uuid5(NAMESPACE_OID, nonce),
        participant=actor_of(request).participant,
    )
    try:
        with transaction.atomic():
            # Never published unseen, proven or not: people tell here what only the team needs to know.
            form.admit(request)
            return submit(replace(new, proven=False))
    except guard.TokenSpent:
        return submit(new)  # a second click finds what the first one stored
