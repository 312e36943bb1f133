# SPDX-License-Identifier: EUPL-1.2
"""A result with picture and table, and what of it goes out as files."""

import csv
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soesmart.trials.actions import pooling
from soesmart.trials.engine import drawing
from soesmart.trials.engine.table import TableError
from soesmart.trials.queries import notes, rows, sentences
from soesmart.trials.views.pages import BADGE, found_or_404


def result(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    one = found_or_404(slug)
    found = next((r for r in rows.results(one) if r.id == key), None)
    if found is None:
        raise Http404(_("Dieses Ergebnis gibt es nicht."))
    plan = next(p for p in rows.registrations(one) if p.number == found.registration)
    told, picture = found.told, found.told["picture"]
    said = sentences.tell(told, plan.plan.unit, plan.plan.bound)
    drawn = drawing.draw(
        [sentences.brief(one) for one in picture["labels"]],
        picture["values"],
        picture["path"],
        picture["start"],
    )
    row = one.analyses.select_related("data").get(pk=key)
    context = {
        "trial": one,
        "row": rows.row_of(one),
        "found": found,
        "told": told,
        "said": said,
        "badge": BADGE.get(said.verdict, "badge--open"),
        "plan": plan,
        "drawn": drawn,
        "ticks_y": [
            (y, sentences.tick(value, [v for _y, v in drawn.frame.ticks_y]))
            for y, value in drawn.frame.ticks_y
        ],
        "begins": sentences.moment(told["series"]["start"]),
        "table": _table(picture),
        "flags": [notes.note(flag) for flag in told["flags"]],
        "rule": notes.rule(told["series"]["rule"]),
        "measure": sentences.measure(plan.plan.indicator, plan.plan.unit),
        "first": sentences.moment(told["series"]["first"]),
        "last": sentences.moment(told["series"]["last"]),
        "settled": row.data.settled.all(),
        "data": row.data,
        "weights": [(name, f"{100 * weight:.0f}") for name, weight in told["weights"].items()][:12],
        "chance": sentences.chance(max(told["p"] or 0, told["robust_p"] or 0)),
        "family": _family(told),
        "lot": plan.plan.lot,
        "taken": one.sums.filter(pk__in=row.pinned.get("sums", ())) if plan.plan.lot else (),
    }
    return render(request, "trials/result.html", context)


def _table(picture: dict[str, Any]) -> list[dict[str, Any]]:
    figure = sentences.figure
    triples = zip(picture["labels"], picture["values"], picture["path"], strict=True)
    return [
        {
            "label": sentences.brief(label),
            "value": figure(value),
            "path": figure(path),
            "gap": figure(value - path, sign=True),
            "after": at >= picture["start"],
        }
        for at, (label, value, path) in enumerate(triples)
    ]


def table(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    found = next((r for r in rows.results(found_or_404(slug)) if r.id == key), None)
    if found is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Zeit"), _("gemessen"), _("ohne das Projekt"), _("nach dem Beginn")])
    picture = found.told["picture"]
    for at, label in enumerate(picture["labels"]):
        writer.writerow([label, picture["values"][at], picture["path"][at], int(at >= picture["start"])])
    return response


def _family(told: Mapping[str, Any]) -> dict[str, str] | None:
    """Which rule was used for several indicators, and what it made of the p-value."""
    given = told.get("family")
    if given is None:
        return None
    said = {
        "holm": _("Holm, in Stufen: Alle Kennzahlen sind ausgewertet."),
        "bonferroni": _("Bonferroni, strenger: Noch sind nicht alle Kennzahlen ausgewertet."),
    }
    return {"rule": said[given["rule"]], "p": sentences.figure(given["adjusted_p"])}


def sums(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What other towns may pool."""
    one = found_or_404(slug)
    row = one.analyses.select_related("registration", "data").filter(pk=key, state="done").first()
    if row is None or not row.registration.plan.get("lot"):
        raise Http404(_("Zu diesem Ergebnis gibt es keine Summen."))
    try:
        told = pooling.give(row)
    except TableError as error:
        raise Http404(error.text) from error
    response = HttpResponse(json.dumps(told) + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{slug}.summen.json"'
    return response
