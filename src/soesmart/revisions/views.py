# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import Actor, actor_of, may, require
from soesmart.kernel import registry
from soesmart.kernel.room import Revisable
from soesmart.revisions import facade
from soesmart.revisions.engine.merge import Merge, changes, merge, put
from soesmart.revisions.shown import change_row, conflict_row
from soesmart.revisions.types import OPEN, Refused, Revision, StaleBase


def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, of all rooms."""
    actor = actor_of(request)
    require(actor, "revisions.see")
    revisables = registry.revisables()
    rows = [_row(row, revisables[row.kind]) for row in facade.waiting() if row.kind in revisables]
    return _private(render(request, "revisions/desk.html", {"rows": rows}))


def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "revisions.see")
    revision, revisable = _found(key)
    return _private(_detail(request, actor, revision, revisable))


def _detail(request: HttpRequest, actor: Actor, revision: Revision, revisable: Revisable) -> HttpResponse:
    current = facade.published(revision.kind, revision.object_id)
    undecided = revision.state in OPEN
    stale = undecided and current != revision.base
    base = facade.numbered(revision.kind, revision.object_id, revision.base)
    found = changes(base.snapshot if base else {}, revision.snapshot)
    context: dict[str, Any] = {
        "revision": revision,
        "row": _row(revision, revisable),
        "changes": [row for change in found if (row := change_row(change, revisable))],
        "is_open": undecided,
        "stale": stale,
        "may_approve": may(actor, revisable.approve),
        "own": revision.author_id is not None and revision.author_id == actor.account_id,
        "history": facade.history(revision.kind, revision.object_id),
    }
    if stale:
        merged = _merge(revision, current)
        context |= {
            "current": current,
            "conflicts": [conflict_row(conflict, revisable) for conflict in merged.conflicts],
        }
    return render(request, "revisions/detail.html", context, status=409 if stale else 200)


def _merge(revision: Revision, current: int) -> Merge:
    base = facade.numbered(revision.kind, revision.object_id, revision.base)
    now = facade.numbered(revision.kind, revision.object_id, current)
    return merge(base.snapshot if base else {}, now.snapshot if now else {}, revision.snapshot)


@require_POST
def deciding(request: HttpRequest, key: UUID) -> HttpResponse:
    """Approve, publish, both at once, reject, or withdraw."""
    actor = actor_of(request)
    _found(key)
    wanted = request.POST.get("was", "")
    try:
        if wanted in {"approve", "both"}:
            facade.approve(actor, key)
        if wanted in {"publish", "both"}:
            done = facade.publish(actor, key)
            messages.success(request, _("Veröffentlicht."))
            return redirect(registry.revisables()[done.kind].url(done.object_id) or "revisions:desk")
        if wanted == "reject":
            facade.reject(actor, key, request.POST.get("note", ""))
        if wanted == "withdraw":
            facade.withdraw(actor, key)
    except StaleBase:
        return redirect("revisions:detail", key)
    except Refused as refused:
        messages.error(request, refused.text)
    return redirect("revisions:detail", key)


@require_POST
def resolving(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody looked at both versions and chose, place by place."""
    actor = actor_of(request)
    revision, _revisable = _found(key)
    current = int(request.POST.get("current", "0")) if request.POST.get("current", "").isdigit() else 0
    merged = _merge(revision, current)
    chosen = {c: request.POST.get("/".join(c.path), "") for c in merged.conflicts}
    if any(choice not in {"mine", "current"} for choice in chosen.values()):
        messages.error(request, _("Bitte entscheiden Sie an jeder Stelle, was gelten soll."))
        return redirect("revisions:detail", key)
    snapshot = merged.merged
    for conflict, choice in chosen.items():
        if choice == "mine":
            put(snapshot, conflict.path, conflict.mine)
    try:
        new = facade.rebase(actor, key, snapshot, current)
    except Refused as refused:  # StaleBase among them: the page shows the newest state
        messages.error(request, refused.text)
        return redirect("revisions:detail", key)
    return redirect("revisions:detail", new.id)


def history(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """What was published, for everybody: when, why, and what changed."""
    revisable = registry.revisables().get(kind)
    rows = facade.history(kind, key, published_only=True)
    if revisable is None or not rows:
        raise Http404
    shown = []
    for position, row in enumerate(rows):
        before = rows[position + 1].snapshot if position + 1 < len(rows) else {}
        found = changes(before, row.snapshot) if before else ()
        shown.append((row, [line for change in found if (line := change_row(change, revisable))]))
    context = {"rows": shown, "title": revisable.title(rows[0].snapshot), "url": revisable.url(key)}
    return render(request, "revisions/history.html", context)


def _found(key: UUID) -> tuple[Revision, Revisable]:
    revision = facade.revision(key)
    revisable = registry.revisables().get(revision.kind) if revision else None
    if revision is None or revisable is None:
        raise Http404
    return revision, revisable


def _row(revision: Revision, revisable: Revisable) -> dict[str, Any]:
    return {
        "revision": revision,
        "label": _(revisable.label),
        "title": revisable.title(revision.snapshot),
        "url": revisable.url(revision.object_id),
    }


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
