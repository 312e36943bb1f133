# SPDX-License-Identifier: EUPL-1.2
"""The public pages about money."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from soesmart.kernel.log.queries import inclusion
from soesmart.ledger import leaves
from soesmart.ledger.engine import profile
from soesmart.ledger.exports import oc4ids as standard
from soesmart.ledger.exports import open_data
from soesmart.ledger.projects import KIND as PROJECT
from soesmart.ledger.projects import named
from soesmart.ledger.queries import effects, grants, public
from soesmart.ledger.queries.nodes import KIND as GRANT
from soesmart.ledger.types import GrantView
from soesmart.ledger.views import drawing


def money(request: HttpRequest) -> HttpResponse:
    """Where the money comes from and where it goes: all grants."""
    views = [public.overview(grant) for grant in grants.grants()]
    return render(
        request,
        "ledger/money.html",
        {
            "grants": [{"view": view, "bars": drawing.bars(view)} for view in views],
            "budgets": bool(public.budgets()),
        },
    )


def grant(request: HttpRequest, slug: str) -> HttpResponse:
    found = _grant(slug)
    view = public.overview(found)
    context = {
        "grant": found,
        "view": view,
        "bars": drawing.bars(view),
        "curve": drawing.curve(view.halves),
        "deadlines": profile.deadlines(found.profile, found.committed_on),
        "kind": GRANT,
    }
    return render(request, "ledger/grant.html", context)


def entries(request: HttpRequest, slug: str) -> HttpResponse:
    found = _grant(slug)
    after = request.GET.get("nach", "0")
    rows, following = grants.listed(
        found.id, after=int(after) if after.isdecimal() and len(after) < 10 else 0
    )
    view = public.overview(found)
    context = {"grant": found, "rows": rows, "next": following, "hidden": view.hidden, "first": after == "0"}
    return render(request, "ledger/entries.html", context)


def entry(request: HttpRequest, key: UUID) -> HttpResponse:
    """One euro: what it was for, its project, and from there the goal and the question."""
    found = grants.entry(key)
    if found is None or found[1].hidden:
        raise Http404(_("Diese Buchung gibt es nicht, oder sie ist nicht öffentlich."))
    of, row = found
    known = grants.by_id(of)
    assert known is not None
    project = UUID(row.project) if row.project else None
    context = {
        "entry": row,
        "grant": known,
        "position": known.terms.title(row.position),
        "source": dict(known.terms.sources).get(row.source, ""),
        "project": named([project]).get(project) if project else None,
        "project_id": project,
        "project_kind": PROJECT,
        "grant_kind": GRANT,
        "proven": inclusion(leaves.ENTRY, str(key), 1) is not None,
        "proof_url": f"/api/v1/log/proof?kind={leaves.ENTRY}&subject={key}&version=1",
    }
    return render(request, "ledger/entry.html", context)


def places(request: HttpRequest) -> HttpResponse:
    return render(request, "ledger/places.html", {"found": public.by_place(), "grants": grants.grants()})


def council(request: HttpRequest, slug: str) -> HttpResponse:
    """One page per decision: money, effect, risk, cost of stopping now."""
    found = _grant(slug)
    view = public.overview(found)
    context: dict[str, Any] = {
        "grant": found,
        "view": view,
        "stopping": public.cost_of_stopping(found),
        "outcomes": effects.outcomes(found.id, public.today()),
        "kind": GRANT,
    }
    return render(request, "ledger/council.html", context)


def budgets(request: HttpRequest) -> HttpResponse:
    return render(request, "ledger/budgets.html", {"rows": public.budgets()})


def data_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(open_data.csv_text(), content_type="text/csv; charset=utf-8")


def data_package(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(open_data.fiscal(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="geld-fiscal-data-package.zip"'
    return response


def oc4ids(request: HttpRequest) -> HttpResponse:
    import json  # inline: this page alone writes JSON by hand

    package = standard.package(request.build_absolute_uri("/"))
    if package is None:
        raise Http404(
            _("Noch ist kein Geld eingetragen. Eine Datei nach OC4IDS braucht mindestens ein Projekt.")
        )
    return HttpResponse(json.dumps(package, ensure_ascii=False), content_type="application/json")


def _grant(slug: str) -> GrantView:
    found = grants.by_slug(slug)
    if found is None:
        raise Http404(_("Diesen Zuschuss gibt es nicht. Alle stehen unter %s") % reverse("ledger:money"))
    return found
