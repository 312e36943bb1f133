# SPDX-License-Identifier: EUPL-1.2
"""What the team does with a trial: each form carries out one action."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.trials import rules
from soesmart.trials.actions import analysing, cards, pooling
from soesmart.trials.actions import data as taking
from soesmart.trials.forms import (
    DataForm,
    DecisionForm,
    LessonForm,
    PlanForm,
    SettleForm,
    SumsForm,
    TrialForm,
)
from soesmart.trials.models import Analysis
from soesmart.trials.types import Choice, Refused, Works
from soesmart.trials.views.pages import found_or_404, trial

STAGES = (
    gettext_lazy("Daten lesen"),
    gettext_lazy("Daten prüfen"),
    gettext_lazy("Effekt schätzen"),
    gettext_lazy("Ergebnis schreiben"),
)


def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "trials.run")
    form = TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        ids = {name: UUID(given[name]) for name in ("project", "indicator") if given[name]}
        try:
            made = cards.create(actor, {"title": given["title"], "question": given["question"], **ids})
            return redirect("trials:trial", made.slug)
        except Refused as refused:
            form.add_error(None, refused.text)
    return render(request, "trials/new.html", {"form": form}, status=422 if form.errors else 200)


def _act(
    request: HttpRequest,
    slug: str,
    form: forms.Form,
    name: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    require(actor_of(request), "trials.run")
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            messages.success(request, done)
            return redirect("trials:trial", slug)
    return trial(request, slug, 422, **{name: form})


@require_POST
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(slug), actor_of(request)

    def act(given: dict[str, Any]) -> None:
        reason = given.pop("reason")
        cards.register(actor, one.id, given, reason)

    return _act(
        request,
        slug,
        PlanForm(request.POST),
        "plan_form",
        act,
        _("Der Plan ist festgelegt und steht im Protokoll."),
    )


@require_POST
def data(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(slug), actor_of(request)

    def act(given: dict[str, Any]) -> None:
        file = given["file"]
        if file is None:
            taking.from_indicator(actor, one.id)
            return
        compare = tuple(name.strip() for name in given["compare"].split(",") if name.strip())
        columns = taking.Columns(given["unit"], given["value"], compare)
        taking.upload(actor, one.id, file.read(), file.name, columns)

    form = DataForm(request.POST, request.FILES)
    return _act(request, slug, form, "data_form", act, _("Die Daten sind gelesen und aufgehoben."))


@require_POST
def sums(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(slug), actor_of(request)

    def act(given: dict[str, Any]) -> None:
        pooling.take(actor, one.id, given["file"].read())

    form = SumsForm(request.POST, request.FILES)
    return _act(request, slug, form, "sums_form", act, _("Die Summen sind gelesen und zählen mit."))


@require_POST
def settle(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(slug), actor_of(request)
    newest = one.data.order_by("at", "id").last()
    if newest is None:
        raise Http404

    def act(given: dict[str, Any]) -> None:
        taking.settle_flag(actor, newest.id, given["code"], given["reason"])

    return _act(
        request,
        slug,
        SettleForm(request.POST),
        "settle_form",
        act,
        _("Die Entscheidung steht öffentlich beim Ergebnis."),
    )


@require_POST
def analyse(request: HttpRequest, slug: str) -> HttpResponse:
    one = found_or_404(slug)
    try:
        made = analysing.start(actor_of(request), one.id)
    except Refused as refused:
        messages.error(request, refused.text)
        return redirect("trials:trial", slug)
    return redirect("trials:progress", slug, made.id)


def progress(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """How far the analysis is; a POST cancels it. It asks again by itself; without scripts a link does."""
    one, actor = found_or_404(slug), actor_of(request)
    require(actor, "trials.run")
    row = Analysis.objects.filter(pk=key, trial=one).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        analysing.cancel(actor, key)
        return redirect("trials:trial", slug)
    moving = row.state in ("waits", "runs")
    if request.headers.get("HX-Request") and not moving:
        response = HttpResponse()
        response["HX-Redirect"] = request.path
        return response
    if row.state == "done":
        return redirect("trials:result", slug, key)
    context = {
        "trial": one,
        "title": rules.as_text(one.title),
        "row": row,
        "steps": analysing.STEPS,
        "number": max(row.step, 1),
        "stage": STAGES[max(row.step, 1) - 1],
        "moving": moving,
    }
    response = render(request, "trials/progress.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(slug), actor_of(request)

    def act(given: dict[str, Any]) -> None:
        cards.decide(actor, one.id, Choice(given["choice"]), given["reason"])

    return _act(
        request,
        slug,
        DecisionForm(request.POST),
        "decision_form",
        act,
        _("Die Entscheidung ist veröffentlicht."),
    )


@require_POST
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(slug), actor_of(request)

    def act(given: dict[str, Any]) -> None:
        cards.teach(actor, one.id, Works(given["works"]), given["text"])

    return _act(
        request, slug, LessonForm(request.POST), "lesson_form", act, _("Die Lehre ist veröffentlicht.")
    )
