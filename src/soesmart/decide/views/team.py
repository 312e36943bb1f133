# SPDX-License-Identifier: EUPL-1.2
"""Preparing a vote, printing its codes, moving it on."""

import csv
import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, may, require
from soesmart.decide import words
from soesmart.decide.actions import opening, phases, preparing, printing, tallying
from soesmart.decide.actions.preparing import NewOption
from soesmart.decide.facade import vote as vote_of
from soesmart.decide.facade import votes
from soesmart.decide.forms import CouncilForm, VoteForm, decided, initial_of
from soesmart.decide.models import Message, Tally
from soesmart.decide.posters import ballot_sheets, code_cards, notes_sheet
from soesmart.decide.queries.results import euros
from soesmart.decide.queries.trying import RULES, tried
from soesmart.decide.rules import ENTER, PREPARE
from soesmart.decide.types import Phase, Refused, VoteView
from soesmart.decide.views.casting import notes
from soesmart.decide.views.public import about
from soesmart.kernel.cents import BadAmount, parse_euros


def desk(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not may(actor, PREPARE):
        require(actor, ENTER)
    context = {
        "votes": [(vote, words.phase_word(vote.phase)) for vote in votes()],
        "prepares": may(actor, PREPARE),
    }
    return _private(render(request, "decide/team/desk.html", context))


def new(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), PREPARE)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = preparing.prepare(actor_of(request), form.new_vote())
        except Refused as refused:
            form.add_error(refused.field or None, refused.text)
        else:
            return redirect("decide:team", key=made.pk)
    return _private(render(request, "decide/team/form.html", {"form": form}))


def one(key: UUID) -> VoteView:
    found = vote_of(key)
    if found is None:
        raise Http404
    return found


def vote(request: HttpRequest, key: UUID) -> HttpResponse:
    require(actor_of(request), PREPARE)
    return _page(request, key)


def _page(request: HttpRequest, key: UUID, **more: Any) -> HttpResponse:
    shown = one(key)
    context = {
        **about(shown),
        "lines": lines_of(shown),
        "council_form": CouncilForm(initial=decided(shown)),
        "most_codes": printing.MOST,
        "waiting": Message.objects.filter(vote=key).aggregate(number=Count("pk"), trouble=Max("trouble"))
        if shown.message_codes
        else {},
        "counting": Tally.objects.filter(vote=key).first() if shown.phase == Phase.COUNT else None,
        **more,
    }
    return _private(render(request, "decide/team/vote.html", context, status=422 if more else 200))


def change(request: HttpRequest, key: UUID) -> HttpResponse:
    require(actor_of(request), PREPARE)
    form = VoteForm(request.POST or None, initial=initial_of(one(key)))
    if request.method == "POST" and form.is_valid():
        try:
            preparing.change(actor_of(request), key, form.new_vote())
        except Refused as refused:
            form.add_error(refused.field or None, refused.text)
        else:
            return redirect("decide:team", key=key)
    return _private(render(request, "decide/team/form.html", {"form": form, "vote": one(key)}))


@require_POST
def options(request: HttpRequest, key: UUID) -> HttpResponse:
    """All projects from a small table: number; title; cost in euros; place; category; text."""
    require(actor_of(request), PREPARE)
    text = request.POST.get("projects", "")
    try:
        preparing.set_options(actor_of(request), key, options_from(text, one(key)))
    except Refused as refused:
        return _page(request, key, options_refused=refused.text, lines=text)
    messages.success(request, _("Die Projekte stehen auf dem Stimmzettel."))
    return redirect("decide:team", key=key)


def options_from(text: str, shown: VoteView) -> Sequence[NewOption]:
    """Keeps where a project came from, by its number."""
    origins = {option.number: (option.origin_kind, option.origin_id) for option in shown.options}
    found = []
    for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=";"), 1):
        if not any(cells):
            continue
        number, title, cost, place, category, told = [*(cell.strip() for cell in cells[:6]), *[""] * 6][:6]
        try:
            cents = int(parse_euros(cost))
        except BadAmount:
            cents = 0
        if not number or not title or cents <= 0:
            raise Refused(
                "line",
                _(
                    "Zeile %(line)s: Es braucht Nummer; Titel; Kosten in Euro. "
                    "Zum Beispiel: 3; Trinkbrunnen; 25.000"
                )
                % {"line": line},
            )
        kind, origin = origins.get(number, ("", None))
        found.append(
            NewOption(
                number[:12],
                {"de": title},
                cents,
                {"de": told} if told else None,
                place,
                category,
                kind,
                origin,
            )
        )
    return found


def lines_of(shown: VoteView) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for option in shown.options:
        cost = euros(option.cost).replace("\N{NO-BREAK SPACE}€", "")
        writer.writerow(
            [
                option.number,
                option.title.texts["de"],
                cost,
                option.place,
                option.category,
                option.text.texts["de"],
            ]
        )
    return out.getvalue()


@require_POST
def codes(request: HttpRequest, key: UUID) -> HttpResponse:
    """A PDF of cards or letters, or a list: each time new codes, and never the same again."""
    actor, shown = actor_of(request), one(key)
    require(actor, PREPARE)
    kind = request.POST.get("kind", "cards")
    if kind == "money":
        return _pdf(notes_sheet(shown, notes(shown)), f"{shown.slug}-geld.pdf")
    number = request.POST.get("number", "")
    try:
        made = printing.new_codes(actor, key, int(number) if number.isdecimal() else 0)
    except Refused as refused:
        return _page(request, key, codes_refused=refused.text)
    if kind == "list":
        response = HttpResponse("code\r\n" + "\r\n".join(made) + "\r\n", content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="{shown.slug}-codes.csv"'
        return _private(response)
    home = request.build_absolute_uri("/").rstrip("/")
    if kind == "sheets":
        return _pdf(ballot_sheets(shown, made, notes(shown)), f"{shown.slug}-stimmzettel.pdf")
    return _pdf(code_cards(shown, made, home, letters=kind == "letters"), f"{shown.slug}-codes.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)


@require_POST
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """One step on: check the projects, open the vote, let the worker open the box and count."""
    actor = actor_of(request)
    require(actor, PREPARE)
    step = request.POST.get("step", "")
    try:
        if step == "check":
            phases.check_projects(actor, key)
        elif step == "open":
            phases.begin(actor, key)
        elif step == "count":
            opening.end_late(actor, key)
            tallying.start(actor, key)
            return redirect("decide:count", key=key)
    except Refused as refused:
        return _page(request, key, move_refused=refused.text)
    return redirect("decide:team", key=key)


def what_if(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the rules would do with made-up ballots, while there are no real ones."""
    require(actor_of(request), PREPARE)
    shown = one(key)
    if shown.phase not in (Phase.COLLECT, Phase.CHECK):
        raise Http404  # no interim results, not even made-up ones beside a running vote
    try:
        budget = int(parse_euros(request.GET.get("budget", "")))
    except BadAmount:
        budget = shown.budget
    people = request.GET.get("people", "")
    number = min(max(int(people), 10), 2000) if people.isdecimal() else 300
    context = {
        **about(shown),
        "budget": euros(budget).replace("\N{NO-BREAK SPACE}€", ""),
        "people": number,
        "rules": {rule: words.rule_word(rule) for rule in RULES},
        **tried(shown, budget, number),
    }
    return _private(render(request, "decide/team/what_if.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
