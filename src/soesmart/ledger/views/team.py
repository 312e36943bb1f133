# SPDX-License-Identifier: EUPL-1.2
"""The desk: payments in, four eyes, reports out."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, may, require
from soesmart.ledger import projects
from soesmart.ledger.actions import proposing
from soesmart.ledger.actions.applying import apply
from soesmart.ledger.engine import profile
from soesmart.ledger.engine.application import BadPlan, Draft, by_year, draft
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.forms import ApplicationForm, BeginForm, EntryForm, PaymentsForm
from soesmart.ledger.imports.payments import Order, take_in
from soesmart.ledger.imports.town_file import PROFILES, rules_named
from soesmart.ledger.queries import beginning, desk, grants, public
from soesmart.ledger.rules import APPROVE, AUDIT, MANAGE, PROPOSE
from soesmart.ledger.types import GrantView, NewEntry, Refused


def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not any(may(actor, action) for action in (PROPOSE, APPROVE, MANAGE)):
        require(actor, AUDIT)
    return private(render(request, "ledger/team/home.html", _context(request)))


def _context(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    start, end = profile.half_year(public.today())
    return {
        "waiting": desk.waiting(actor),
        "grants": grants.grants(),
        "since": start,
        "until": end,
        "today": public.today(),
        "may_propose": may(actor, PROPOSE),
        "may_approve": may(actor, APPROVE),
        "may_manage": may(actor, MANAGE),
        "may_audit": may(actor, AUDIT),
    }


def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, APPROVE)
    found = desk.one(actor, key)
    if found is None:
        raise Http404(_("Über diesen Vorschlag ist schon entschieden."))
    return private(render(request, "ledger/team/proposal.html", {"one": found}))


@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    try:
        if "ablehnen" in request.POST:
            proposing.reject(actor, key, request.POST.get("reason", ""))
            messages.success(request, _("Der Vorschlag ist abgelehnt."))
        else:
            written = proposing.agree(actor, key)
            text = _("%d Buchungen zählen jetzt.") % written if written else _("Es fehlt noch ein Mensch.")
            messages.success(request, text)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("ledger:team")


def payments(request: HttpRequest, slug: str) -> HttpResponse:
    actor, grant = actor_of(request), grant_or_404(slug)
    require(actor, PROPOSE)
    form = PaymentsForm(grant, request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        order = Order(slug, given["mapping"], given["position"], dry_run=given["dry_run"])
        report = take_in(given["file"].read(), given["file"].name, order, actor)
    context = {"form": form, "grant": grant, "report": report, "mappings": desk.mappings()}
    return private(render(request, "ledger/team/payments.html", context))


def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry by hand, or instead of another one (`?berichtigt=`)."""
    actor, grant = actor_of(request), grant_or_404(slug)
    require(actor, PROPOSE)
    wrong = _wrong(request.GET.get("berichtigt", ""))
    form = EntryForm(grant, request.POST or None, request.FILES or None, initial=_initial(wrong))
    if request.method == "POST" and "zurueck" in request.POST and wrong:
        return _corrected(request, wrong, None)
    if request.method == "POST" and form.is_valid():
        new = _new(form.cleaned_data)
        if wrong:
            return _corrected(request, wrong, new)
        try:
            proposing.propose(actor, grant.id, new.entry.text, [new])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Vorgeschlagen. Jetzt muss ein anderer Mensch zustimmen."))
            return redirect("ledger:team")
    return private(render(request, "ledger/team/entry.html", {"form": form, "grant": grant, "wrong": wrong}))


def _corrected(request: HttpRequest, wrong: Entry, new: NewEntry | None) -> HttpResponse:
    try:
        proposing.correct(actor_of(request), UUID(wrong.id), request.POST.get("why", ""), new)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
    messages.success(request, _("Vorgeschlagen. Jetzt muss ein anderer Mensch zustimmen."))
    return redirect("ledger:team")


def _wrong(text: str) -> Entry | None:
    try:
        found = grants.entry(UUID(text)) if text else None
    except ValueError:
        return None
    return found[1] if found else None


def _initial(wrong: Entry | None) -> dict[str, Any]:
    if wrong is None:
        return {}
    names = (
        "effect",
        "on",
        "position",
        "source",
        "phase",
        "project_name",
        "village",
        "voucher",
        "text",
        "reason",
    )
    return {name: getattr(wrong, name) for name in names} | {
        "year": wrong.year or None,
        "hidden": wrong.hidden,
    }


def _new(given: dict[str, Any]) -> NewEntry:
    file = given["file"]
    project = projects.find(given["project_name"])
    made = Entry(
        effect=Effect(given["effect"]),
        on=given["on"],
        cents=given["cents"] or 0,
        position=given["position"],
        source=given["source"],
        phase=given["phase"],
        project=str(project) if project else "",
        project_name=given["project_name"],
        village=given["village"],
        year=given["year"] or 0,
        eligible=not given["reason"],
        reason=given["reason"],
        voucher=given["voucher"],
        voucher_hash=hashlib.sha256(file.read()).hexdigest() if file else "",
        text=given["text"],
        hidden=given["hidden"],
    )
    return NewEntry(made, given["payee"], str(given["hours"]) if given["hours"] else "")


def application(request: HttpRequest) -> HttpResponse:
    """The next grant: begun from a project or from nothing, shown as a plan, then made."""
    actor = actor_of(request)
    require(actor, MANAGE)
    begin = BeginForm(beginning.choices(), request.GET or None)
    chosen = begin.cleaned_data["projekt"] if begin.is_valid() else ""
    known = beginning.of_project(chosen, public.today()) if chosen and request.method == "GET" else {}
    form = ApplicationForm(request.POST or None, initial=known)
    form.fields["profile"].choices = [(path.stem, path.stem) for path in sorted(PROFILES.glob("*.toml"))]  # type: ignore[attr-defined]
    made: Draft | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rules = rules_named(given["profile"])
        try:
            made = draft(given["plan"], profile.read(rules), given["cofunding"] or 0)
        except BadPlan as error:
            form.add_error("plan", str(error))
        if made and "anlegen" in request.POST:
            narrative = {
                name: given[name] for name in ("question", "goal", "indicator", "baseline", "target")
            }
            apply(actor, given["title"], rules, made, narrative)
            messages.success(
                request, _("Der Antrag ist angelegt. Der Plan wartet auf einen zweiten Menschen.")
            )
            return redirect("ledger:team")
    context = {
        "form": form,
        "draft": made,
        "years": by_year(made.planned) if made else {},
        "begin": begin,
    }
    return private(render(request, "ledger/team/application.html", context))


def grant_or_404(slug: str) -> GrantView:
    found = grants.by_slug(slug)
    if found is None:
        raise Http404(_("Diesen Zuschuss gibt es nicht."))
    return found


def day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
