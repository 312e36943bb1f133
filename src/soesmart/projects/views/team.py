# SPDX-License-Identifier: EUPL-1.2
"""The desk of the team: drafts, applications, calls, and every project to edit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.kernel import registry
from soesmart.projects import types as t
from soesmart.projects.actions import editing, joining
from soesmart.projects.forms import GATE, CallForm, DecisionForm, ProjectForm, StatusForm, initial_of
from soesmart.projects.models import Project
from soesmart.projects.queries import joined, lists, reading
from soesmart.projects.views import shown
from soesmart.revisions import facade as revisions

_ACTION = "projects.edit"


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def desk(request: HttpRequest, **more: Any) -> HttpResponse:
    require(actor_of(request), _ACTION)
    names = shown.place_names()
    waiting = joined.applications(t.ApplicationState.NEW)
    context = {
        "drafts": lists.drafts(),
        "rows": [shown.show(row, names) for row in lists.projects(limit=300).rows],
        "applications": [(one, [(GATE[name][0], text) for name, text in one.gate]) for one in waiting],
        "calls": joined.calls(only_open=False),
        "call_form": CallForm(),
        **more,
    }
    return _private(render(request, "projects/team/desk.html", context))


def new(request: HttpRequest) -> HttpResponse:
    """The guided form; `?frage=` names the idea it comes from, `?titel=` and `?kurz=` bring words along."""
    actor = actor_of(request)
    require(actor, _ACTION)
    question = _question(request.GET.get("frage", ""))
    brought = {"title": request.GET.get("titel", "")[:140], "summary": request.GET.get("kurz", "")[:600]}
    initial = {"as_of": f"{reading.today():%Y-%m}", "sponsor_kind": "town", **brought}
    form = ProjectForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = editing.create_draft(actor, {"status": "idea", **form.made()}, question)
            messages.success(request, _("Der Entwurf ist gespeichert. Öffentlich ist er noch nicht."))
            return redirect("projects:team-edit", row.slug)
        except t.Refused as refused:
            _add(form, refused)
    return _private(render(request, "projects/team/edit.html", {"form": form, "gate": list(GATE)}))


def _question(name: str) -> UUID | None:
    kind = registry.node_kinds().get("ask.question")
    return kind.find(name) if name and kind and kind.find else None


def _add(form: ProjectForm, refused: t.Refused) -> None:
    """Complaints name the field of the document."""
    first = refused.field.split("[")[0].split(".")
    names = (refused.field, f"list_{first[0]}", "_".join(first), first[0])
    form.add_error(next((name for name in names if name in form.fields), None), refused.text)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, _ACTION)
    row = _row(slug)
    names = shown.place_names()
    bound = request.POST if request.method == "POST" else None
    form = ProjectForm(bound, document=row.document, initial=initial_of(row.document, names))
    if form.is_bound and form.is_valid():
        try:
            return _saved(request, row, form)
        except (editing.Stale, revisions.StaleBase):
            form.add_error(
                None,
                _(
                    "Jemand anderes hat inzwischen gespeichert. Bitte öffnen Sie die Seite noch einmal und "
                    "übertragen Sie Ihre Änderung."
                ),
            )
        except t.Refused as refused:
            _add(form, refused)
    return _edit_page(request, row, form)


def _saved(request: HttpRequest, row: Project, form: ProjectForm) -> HttpResponse:
    """A draft is changed at once; of a public project a new version is proposed."""
    actor, base = actor_of(request), _number(request.POST.get("version", ""))
    if not row.published:
        editing.change(actor, row.slug, base, form.made())
        messages.success(request, _("Gespeichert."))
        return redirect("projects:team-edit", row.slug)
    key = editing.propose(actor, row.slug, base, form.made(), request.POST.get("why", "")[:500])
    messages.success(request, _("Die neue Fassung wartet auf Freigabe."))
    return redirect("revisions:detail", key)


def _edit_page(request: HttpRequest, row: Project, form: ProjectForm, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "gate": list(GATE),
        "base": revisions.published(editing.KIND, row.public_id) if row.published else row.version,
        "status_form": StatusForm(initial={"status": row.status, "phase": row.phase}),
        **more,
    }
    return _private(render(request, "projects/team/edit.html", context))


@require_POST
def status(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, _ACTION)
    row, form = _row(slug), StatusForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            editing.move(
                actor, slug, t.Status(data["status"]), t.Phase(data["phase"]), data["reason"], data["into"]
            )
            messages.success(request, _("Der neue Stand ist gespeichert, mit Begründung."))
            return redirect("projects:team-edit", slug)
        except t.Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
    whole = ProjectForm(document=row.document, initial=initial_of(row.document, shown.place_names()))
    return _edit_page(request, row, whole, status_form=form)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, _ACTION)
    try:
        editing.publish(actor, slug)
        messages.success(request, _("Das Projekt ist jetzt öffentlich."))
        return redirect("projects:project", slug)
    except t.Refused as refused:
        messages.error(request, refused.text)
        return redirect("projects:team-edit", slug)


@require_POST
def application(request: HttpRequest, key: UUID) -> HttpResponse:
    actor, form = actor_of(request), DecisionForm(request.POST)
    require(actor, _ACTION)
    if not form.is_valid():
        messages.error(request, _("Bitte sagen Sie der Person, warum."))
        return redirect("projects:team")
    accept, data = "ja" in request.POST, form.cleaned_data
    try:
        slug = joining.decide(actor, key, accept, data["reason"], data["agreed"])
    except t.NotFound:
        raise Http404 from None
    except t.Refused as refused:
        messages.error(request, refused.text)
        return redirect("projects:team")
    return redirect("projects:team-edit", slug) if slug else redirect("projects:team")


@require_POST
def call(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), CallForm(request.POST)
    require(actor, _ACTION)
    if not form.is_valid():
        return desk(request, call_form=form)
    data = form.cleaned_data
    joining.open_call(actor, data["title"], data["text"], data["most"], data["until"])
    messages.success(request, _("Der Aufruf ist öffentlich."))
    return redirect("projects:team")


@require_POST
def close_call(request: HttpRequest, slug: str) -> HttpResponse:
    joining.close_call(actor_of(request), slug)
    return redirect("projects:team")


def _row(slug: str) -> Project:
    row = Project.objects.filter(slug=slug).first()
    if row is None:
        raise Http404
    return row


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
