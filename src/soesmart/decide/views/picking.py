# SPDX-License-Identifier: EUPL-1.2
"""Choosing what stands on the ballot from the town's projects and people's ideas; nobody types a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soesmart.accounts.facade import actor_of, require
from soesmart.ask import facade as ask
from soesmart.ask.types import Filters as AskFilters
from soesmart.ask.types import Kind, QuestionRow
from soesmart.decide.actions import preparing
from soesmart.decide.actions.preparing import NewOption
from soesmart.decide.queries.results import euros
from soesmart.decide.rules import PREPARE
from soesmart.decide.types import Refused, VoteView
from soesmart.decide.views.team import one
from soesmart.kernel.cents import BadAmount, parse_euros
from soesmart.places.facade import local_places
from soesmart.projects import facade as projects

PROJECTS, IDEAS = "projekte", "ideen"
_KINDS = {PROJECTS: "projects.project", IDEAS: "ask.question"}
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may come onto the ballot."""

    id: UUID
    title: str
    told: str
    place: str
    cost: str
    """In euros, where it is known already."""
    url: str


def pick(request: HttpRequest, key: UUID) -> HttpResponse:
    """A list to tick, with the costs; what is on the ballot already is said to be."""
    actor = actor_of(request)
    require(actor, PREPARE)
    shown = one(key)
    if shown.frozen:
        raise Http404
    source = request.GET.get("aus", PROJECTS)
    if source not in _KINDS:
        raise Http404
    if request.method != "POST":
        return _page(request, shown, source)
    wanted = _ids(request.POST.getlist("pick"))
    try:
        new = _new_options(source, wanted, request.POST)
        preparing.add_options(actor, key, new)
    except Refused as refused:
        return _page(request, shown, source, refused)
    messages.success(
        request,
        ngettext(
            "%(number)s Projekt steht jetzt auf dem Stimmzettel.",
            "%(number)s Projekte stehen jetzt auf dem Stimmzettel.",
            len(new),
        )
        % {"number": len(new)},
    )
    return redirect("decide:team", key=key)


def _ids(texts: Sequence[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise Http404 from None


def _new_options(source: str, wanted: Sequence[UUID], given: Any) -> list[NewOption]:
    if not wanted:
        raise Refused("none", _("Kreuzen Sie mindestens ein Projekt an."))
    found = []
    for row in _by_ids(source, wanted):
        try:
            cost = int(parse_euros(given.get(f"cost-{row.id}", "")))
        except BadAmount:
            cost = 0
        if cost <= 0:
            raise Refused("cost", _("Hier fehlen die Kosten in Euro, zum Beispiel 25.000."), str(row.id))
        found.append(
            NewOption(
                "",
                {"de": row.title},
                cost,
                {"de": row.told} if row.told else None,
                row.place,
                "",
                _KINDS[source],
                row.id,
            )
        )
    return found


def _page(request: HttpRequest, shown: VoteView, source: str, refused: Refused | None = None) -> HttpResponse:
    text, cursor = request.GET.get("q", "")[:80], request.GET.get("nach", "")
    rows, more = _listed(source, text, cursor)
    there = {option.origin_id for option in shown.options}
    ticked = set(request.POST.getlist("pick"))
    context = {
        "vote": shown,
        "source": source,
        "text": text,
        "next_cursor": more,
        "refused": refused,
        "rows": [
            {
                "row": row,
                "there": row.id in there,
                "ticked": str(row.id) in ticked,
                "cost": request.POST.get(f"cost-{row.id}", row.cost),
                "error": refused.text if refused and refused.field == str(row.id) else "",
            }
            for row in rows
        ],
    }
    response = render(request, "decide/team/pick.html", context, status=422 if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _listed(source: str, text: str, cursor: str) -> tuple[list[Candidate], str]:
    if source == PROJECTS:
        found = projects.projects(projects.Filters(text=text), cursor, _SHOWN)
        return _projects(found.rows), found.next_cursor
    ideas = ask.questions(AskFilters(kind=Kind.IDEA, text=text), cursor, _SHOWN)
    return [_idea(row) for row in ideas.rows], ideas.next_cursor


def _by_ids(source: str, wanted: Sequence[UUID]) -> list[Candidate]:
    if source == PROJECTS:
        found = projects.rows_by_id(wanted)
        return _projects([found[key] for key in wanted if key in found])
    return [_idea(row) for row in ask.rows_by_id(wanted)]


def _projects(rows: Sequence[projects.ProjectRow]) -> list[Candidate]:
    names = {place.slug: place.name for place in local_places()}
    return [_project(row, names) for row in rows]


def _project(row: projects.ProjectRow, names: Mapping[str, str]) -> Candidate:
    cost = euros(int(row.planned)).replace("\N{NO-BREAK SPACE}€", "") if row.planned else ""
    told = row.summary.texts.get("de", "")
    return Candidate(
        row.id,
        row.title.texts["de"],
        told,
        ", ".join(names.get(slug, slug) for slug in row.villages),
        cost,
        row.url,
    )


def _idea(row: QuestionRow) -> Candidate:
    return Candidate(row.id, row.title, "", row.place_name, "", f"/fragen/{row.slug}/")
