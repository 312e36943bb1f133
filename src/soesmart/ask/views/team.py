# SPDX-License-Identifier: EUPL-1.2
"""The team's desk: what waits, what is overdue, and everything to do with one question."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import Actor, actor_of, may, require
from soesmart.ask import facade, rules
from soesmart.ask.forms_team import (
    AnswerForm,
    AssignForm,
    HideForm,
    MergeForm,
    MoveForm,
    RestoreForm,
    SeparateForm,
)
from soesmart.ask.types import Filters, NotFound, Refused, State
from soesmart.ask.views import shown
from soesmart.ask.views.detail import facts, found_or_404, may_work


def _worker(request: HttpRequest) -> Actor:
    """Whoever may moderate or answer anywhere; departments come with their own scope."""
    actor = actor_of(request)
    if not may_work(request) and not _scopes(actor):
        require(actor, "ask.answer")
    return actor


def _scopes(actor: Actor) -> list[str]:
    return [d.slug for d in facade.departments() if may(actor, "ask.answer", d.slug)]


def queue(request: HttpRequest) -> HttpResponse:
    actor = _worker(request)
    moderates = may(actor, "ask.moderate")
    everywhere = may(actor, "ask.answer") or moderates
    department = request.GET.get("amt", "")
    scopes = [] if everywhere else _scopes(actor)
    if scopes and department not in scopes:
        department = scopes[0]
    overdue = facade.questions(Filters(department=department, overdue=True), limit=50)
    fresh = facade.questions(Filters(department=department, state=State.NEW), request.GET.get("nach", ""))
    begun = facade.questions(Filters(department=department, state=State.IN_PROGRESS), limit=50)
    late = {row.id for row in overdue.rows}
    return render(
        request,
        "ask/team/queue.html",
        {
            "moderates": moderates,
            "waiting": len(facade.waiting(actor)) if moderates else 0,
            "appeals": facade.open_appeals(actor) if moderates else 0,
            "notices": facade.notices(actor) if moderates else (),
            "overdue": shown.rows(overdue.rows),
            "fresh": shown.rows(row for row in fresh.rows if row.id not in late),
            "begun": shown.rows(row for row in begun.rows if row.id not in late),
            "next_cursor": fresh.next_cursor,
            "departments": [d for d in facade.departments() if everywhere or d.slug in scopes],
            "department": department,
            "everywhere": everywhere,
            "may_import": may(actor, "ask.import"),
        },
    )


@require_POST
def decide_notice(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = _worker(request)
    try:
        facade.decide(actor, key, request.POST.get("decision", ""), hide="hide" in request.POST)
        messages.success(request, _("Entschieden. Wer gemeldet hat, bekommt die Begründung."))
    except Refused as refused:
        messages.error(request, refused.text)
    except NotFound:
        raise Http404 from None
    return redirect("ask:team")


def photo(request: HttpRequest, key: UUID) -> FileResponse:
    """A photo that waits, for those who decide."""
    require(actor_of(request), "ask.moderate")
    try:
        path = facade.photo_file(key, waiting=True)
        response = FileResponse(path.open("rb"), content_type="image/jpeg")
    except (NotFound, FileNotFoundError):
        raise Http404 from None
    response["Cache-Control"] = "private, no-store"
    return response


def question(request: HttpRequest, slug: str) -> HttpResponse:
    actor = _worker(request)
    detail = found_or_404(slug)
    scope = next((d.slug for d in facade.departments() if d.name == detail.row.department), "")
    forms = _forms(detail.row.state, scope)
    if request.method == "POST":
        name = request.POST.get("do", "")
        if name not in forms:
            raise Http404
        form = forms[name] = _FORMS[name](request.POST, **_arguments(name, detail.row.state))
        if form.is_valid():
            try:
                messages.success(request, form.carry_out(actor, detail.row.id))
                return redirect(reverse("ask:team-question", args=[facade.by_id(detail.row.id).row.slug]))
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.text)
            except NotFound:
                raise Http404 from None
    context: dict[str, Any] = {
        **facts(detail),
        "forms": forms,
        "may_answer": may(actor, "ask.answer", scope),
        "may_moderate": may(actor, "ask.moderate"),
        "candidates": _candidates(detail.row.title, detail.row.place, detail.row.id),
        "is_open": detail.row.state in rules.OPEN,
        "suggestion": facade.route_suggestion(detail.row.id) if "assign" in forms else None,
        "route_weeks": facade.route_weeks() if "assign" in forms else (),
    }
    return render(request, "ask/team/question.html", context)


_FORMS: dict[str, Any] = {
    "answer": AnswerForm,
    "move": MoveForm,
    "assign": AssignForm,
    "merge": MergeForm,
    "hide": HideForm,
    "restore": RestoreForm,
    "separate": SeparateForm,
}


def _arguments(name: str, state: State) -> dict[str, Any]:
    return {"state": state} if name == "move" else {}


def _forms(state: State, scope: str) -> dict[str, Any]:
    """The forms that make sense now, empty."""
    if state == State.HIDDEN:
        return {"restore": RestoreForm()}
    if state == State.MERGED:
        return {"separate": SeparateForm(), "hide": HideForm()}
    if state == State.DELETED:
        return {}
    return {
        "answer": AnswerForm(initial={"token": uuid4(), "state": State.ANSWERED.value}),
        "move": MoveForm(state=state),
        "assign": AssignForm(initial={"department": scope}),
        "merge": MergeForm(),
        "hide": HideForm(),
    }


def _candidates(title: str, place: str, key: UUID) -> list[Any]:
    return [row for row in facade.similar(title, place, limit=6) if row.id != key] if title else []
