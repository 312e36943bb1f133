# SPDX-License-Identifier: EUPL-1.2
"""Awards and inventory of a grant: the list, and one form that adds a row or changes one."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from soesmart.accounts.facade import actor_of, require
from soesmart.kernel.cents import Cents, format_euros
from soesmart.ledger.actions import recording
from soesmart.ledger.forms import ContractForm, ItemForm
from soesmart.ledger.queries import grants
from soesmart.ledger.rules import PROPOSE
from soesmart.ledger.types import ContractView, ItemView, Refused
from soesmart.ledger.views.team import grant_or_404, private


def contracts(request: HttpRequest, slug: str) -> HttpResponse:
    grant = grant_or_404(slug)

    def keep(given: dict[str, Any]) -> bool:
        return recording.record_contract(actor_of(request), grant.id, ContractView(**given))

    rows = grants.contracts(grant.id)
    return _page(request, slug, ContractForm, rows, keep, "ledger:contracts", _("Aufträge und Vergabe"))


def items(request: HttpRequest, slug: str) -> HttpResponse:
    grant = grant_or_404(slug)

    def keep(given: dict[str, Any]) -> bool:
        return recording.record_item(actor_of(request), grant.id, ItemView(**given))

    return _page(request, slug, ItemForm, grants.items(grant.id), keep, "ledger:items", _("Inventar"))


def _page(
    request: HttpRequest,
    slug: str,
    form_type: type[forms.Form],
    rows: Sequence[ContractView | ItemView],
    keep: Callable[[dict[str, Any]], bool],
    here: str,
    title: str,
) -> HttpResponse:
    require(actor_of(request), PROPOSE)
    form = form_type(request.POST or None, initial=_initial(rows, request.GET.get("nummer", "")))
    if request.method == "POST" and form.is_valid():
        try:
            changed = keep(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Gespeichert.") if changed else _("Das stand schon so da."))
            return redirect(here, slug)
    context = {"form": form, "rows": rows, "grant": grant_or_404(slug), "title": title}
    status = 422 if form.errors else 200
    return private(render(request, "ledger/team/recorded.html", context, status=status))


def _initial(rows: Sequence[ContractView | ItemView], number: str) -> dict[str, Any]:
    """What stands in the row that somebody wants to change."""
    for row in rows:
        if number and row.number == number:
            values = {name: getattr(row, name) for name in type(row).__slots__}
            return values | {
                "cents": format_euros(Cents(row.cents)).removesuffix(" €").replace("\u00a0€", "")
            }
    return {}
