# SPDX-License-Identifier: EUPL-1.2
"""Proposing goals and Kennzahlen, entering numbers: through revisions, never past them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from soesmart.accounts.facade import actor_of, require
from soesmart.kernel.ids import uuid7
from soesmart.revisions import facade as revisions
from soesmart.strategy import facade
from soesmart.strategy.actions.entering import enter_value
from soesmart.strategy.forms import GoalForm, IndicatorForm, MeasureForm
from soesmart.strategy.types import Refused


@never_cache
def goal(request: HttpRequest, slug: str = "") -> HttpResponse:
    row = facade.goal_by_slug(slug) if slug else None
    if slug and row is None:
        raise Http404
    return _editing(request, GoalForm, "strategy.goal", row.id if row else None)


@never_cache
def indicator(request: HttpRequest, slug: str = "") -> HttpResponse:
    row = facade.indicator_by_slug(slug) if slug else None
    if slug and row is None:
        raise Http404
    return _editing(request, IndicatorForm, "strategy.indicator", row.id if row else None)


def _editing(request: HttpRequest, form_class: Any, kind: str, key: UUID | None) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "strategy.edit")
    base = _base(request, kind, key)
    published = revisions.numbered(kind, key, base) if key else None
    before = dict(published.snapshot) if published else None
    form = form_class(request.POST or None, snapshot=before)
    if request.method == "POST" and form.is_valid():
        new = key or uuid7()
        wanted = (actor, kind, new, form.snapshot(before), base, form.cleaned_data["reason"])
        try:
            made = revisions.propose(*wanted)
            messages.success(
                request, _("Vorgeschlagen. Es gilt, sobald es freigegeben und veröffentlicht ist.")
            )
            return redirect("revisions:detail", made.id)
        except revisions.StaleBase:
            return redirect("revisions:detail", revisions.park(*wanted).id)
        except revisions.Invalid as invalid:
            for field, text in invalid.complaints:
                form.add_error(
                    _FIELDS.get(field, field) if _FIELDS.get(field, field) in form.fields else None, text
                )
    context = {"form": form, "base": base, "is_goal": kind == "strategy.goal", "is_new": key is None}
    return render(request, "strategy/team/edit.html", context, status=422 if form.errors else 200)


_FIELDS = {"title": "title_de", "text": "text_de", "source": "sources", "slug": "title_de"}


def _base(request: HttpRequest, kind: str, key: UUID | None) -> int:
    """The version the form was opened with: it travels with the form."""
    if key is None:
        return 0
    given = request.POST.get("base", "")
    return int(given) if given.isdigit() else revisions.published(kind, key)


@never_cache
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "strategy.edit")
    row = facade.indicator_by_slug(slug)
    if row is None:
        raise Http404
    form = MeasureForm(request.POST or None, initial={"source": row.source.label})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            enter_value(
                actor,
                row.id,
                data["period"],
                data["value"],
                data["lower"],
                data["upper"],
                source=data["source"],
                reason=data["reason"],
            )
        except Refused as refused:
            form.add_error("reason", refused.text)
        else:
            messages.success(request, _("Die Zahl ist eingetragen."))
            return redirect("strategy:indicator", slug)
    context = {"form": form, "indicator": row}
    return render(request, "strategy/team/measure.html", context, status=422 if form.errors else 200)
