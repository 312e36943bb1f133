# SPDX-License-Identifier: EUPL-1.2
"""The team's desk for files of other systems: upload, check what was guessed, watch it come in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from soesmart.accounts.facade import actor_of
from soesmart.ask.engine.incoming.headings import FIELDS
from soesmart.ask.engine.incoming.mapping import BadMapping, Plan
from soesmart.ask.imports import desk
from soesmart.ask.imports.words import field_name, stage_name
from soesmart.ask.models import ImportRun
from soesmart.ask.types import NotFound, Refused
from soesmart.kernel.tables.table import Table, Unreadable

_HIDDEN = frozenset({"group", "part"})
_SAMPLES = 3
_WORDS = ("kind", "language", "base_url", "asked")


def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    runs = desk.runs(actor)
    error = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise Refused("file", _("Bitte wählen Sie eine Datei."))
            run = desk.begin(
                actor,
                upload.read(),
                upload.name or "",
                request.POST.get("source", ""),
                request.POST.get("url", ""),
                request.POST.get("layout", ""),
            )
            return redirect("ask:incoming-run", key=run.public_id)
        except (Refused, Unreadable, BadMapping) as refused:
            error = str(refused)
    context = {
        "runs": [(run, stage_name(run.stage)) for run in runs],
        "error": error,
        "sources": desk.known_sources(),
        "layouts": desk.known_layouts(),
        "given": request.POST,
    }
    return render(request, "ask/team/incoming.html", context, status=422 if error else 200)


def run(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    try:
        row = desk.run_of(actor, key)
    except NotFound:
        raise Http404 from None
    if request.method == "POST":
        try:
            _do(request, row)
        except (Refused, BadMapping) as refused:
            messages.error(request, str(refused))
        return redirect("ask:incoming-run", key=key)
    return render(request, "ask/team/incoming_run.html", _context(row))


def _do(request: HttpRequest, row: ImportRun) -> None:
    actor, what = actor_of(request), request.POST.get("do", "")
    if what == "stop":
        desk.stop(actor, row)
        return
    if what not in {"check", "start"}:
        raise Http404
    options = {name: name in request.POST for name in ("skip", "shorten")} | {"dry": what == "check"}
    plan = _plan(request, desk.plan_of(row))
    desk.ask(actor, row, plan, options, request.POST.get("save_as", ""))


def _plan(request: HttpRequest, before: Plan) -> Plan:
    """What the form says; fields it does not show stay."""
    columns = {name: headings for name, headings in before.columns.items() if name in _HIDDEN}
    for name in FIELDS:
        chosen = request.POST.get(f"column-{name}", "")
        if chosen and name not in _HIDDEN:
            several = before.columns.get(name, ())
            columns[name] = several if several[:1] == (chosen,) else (chosen,)
    grid = request.POST.get("grid", "").strip().upper().removeprefix("EPSG:")
    words = {
        name: request.POST.get(name, "").strip()[:200] for name in ("kind", "language", "base_url", "asked")
    }
    return desk.with_columns(before, columns, words | {"grid": int(grid) if grid.isdecimal() else 0})


def _context(row: ImportRun) -> dict[str, Any]:
    context: dict[str, Any] = {
        "run": row,
        "stage": stage_name(row.stage),
        "busy": desk.is_busy(row),
        "report": row.report,
        "problems": row.report.get("problems", ()),
        "percent": round(100 * row.done / row.total) if row.total else 0,
    }
    if not context["busy"] and row.stage != "done":
        context |= _mapping(row)
    return context


def _mapping(row: ImportRun) -> dict[str, Any]:
    """The guessed or corrected mapping with a few values of each column."""
    try:
        table, plan = desk.table_of(row), desk.plan_of(row)
    except (FileNotFoundError, Unreadable, BadMapping):
        return {"gone": True}
    samples = _samples(table)
    fields = [
        {
            "name": name,
            "label": field_name(name),
            "chosen": next(iter(plan.columns.get(name, ())), ""),
            "sample": samples.get(next(iter(plan.columns.get(name, ())), ""), ""),
        }
        for name in FIELDS
        if name not in _HIDDEN
    ]
    return {
        "headings": table.headings,
        "how": table.how,
        "lines": len(table.rows),
        "plan": plan,
        "used": [field for field in fields if field["chosen"]],
        "unused": [field for field in fields if not field["chosen"]],
        "checked": row.stage == "checked",
    }


def _samples(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for position, heading in enumerate(table.headings):
        values = (cells[position].strip() for _line, cells in table.rows[:50] if position < len(cells))
        some = list(dict.fromkeys(value[:60] for value in values if value))[:_SAMPLES]
        found[heading] = " · ".join(some)
    return found
