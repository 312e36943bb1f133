# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from soesmart.decide import words
from soesmart.decide.actions.mailing import offers
from soesmart.decide.facade import votes
from soesmart.decide.models import Vote
from soesmart.decide.queries.results import Result, result_of
from soesmart.decide.types import PHASES, Phase, VoteView
from soesmart.decide.views.casting import found
from soesmart.decide.views.chart import bars


def index(request: HttpRequest) -> HttpResponse:
    every = votes()
    running = [vote for vote in every if vote.phase not in (Phase.RESULT, Phase.FOLLOW_UP)]
    context = {
        "running": [(vote, words.phase_word(vote.phase)) for vote in running],
        "over": [(vote, words.phase_word(vote.phase)) for vote in every if vote not in running],
    }
    return render(request, "decide/list.html", context)


def trust(request: HttpRequest) -> HttpResponse:
    return render(request, "decide/trust.html", {})


def parcours(request: HttpRequest) -> HttpResponse:
    """The tablet's page: the same for everybody, it works with what the device has."""
    running = [vote for vote in votes() if vote.phase in (Phase.VOTE, Phase.COUNT)]
    return render(request, "decide/parcours.html", {"votes": running})


def vote(request: HttpRequest, slug: str) -> HttpResponse:
    one = found(slug)
    ways = () if one.frozen else offers(Vote.objects.get(pk=one.id))
    context = {**about(one), "stops": stops(one), "ways": ways}
    return render(request, "decide/vote.html", context)


def result(request: HttpRequest, slug: str) -> HttpResponse:
    one = found(slug)
    shown = result_of(one)
    if shown is None:
        return redirect("decide:vote", slug=slug)
    context = {
        **about(one),
        "stops": stops(one),
        "result": shown,
        "chart": bars(shown),
        "council": words.council_word(one.council),
        "villages": villages(shown),
    }
    return render(request, "decide/result.html", context)


def about(one: VoteView) -> dict[str, Any]:
    at = PHASES.index(one.phase)
    return {
        "vote": one,
        "phase": words.phase_word(one.phase),
        "rule": words.rule_word(one.rule.get("method", "")),
        "steps": [
            {"word": word, "state": "now" if place == at else "past" if place < at else "ahead"}
            for place, (_phase, word) in enumerate(words.steps())
        ],
        "is_vote": one.phase == Phase.VOTE,
        "has_result": one.phase in (Phase.RESULT, Phase.FOLLOW_UP),
        "pounds": one.form != "approval",
    }


def stops(one: VoteView) -> list[tuple[str, str]]:
    """What the thread has of this vote: ideas it came from, projects it is about."""
    kinds = {option.origin_kind for option in one.options}
    found_ = [("project", words.phase_word(one.phase))]
    if "ask.question" in kinds:
        found_.insert(0, ("question", ""))
    return found_


def villages(shown: Result) -> list[dict[str, Any]]:
    from soesmart.places.facade import by_slug, results_allowed

    rows = []
    for row in shown.villages:
        place = by_slug(row["village"])
        if place and results_allowed(place.slug):
            first = sorted(row["sums"].items(), key=lambda pair: -pair[1])[:3]
            rows.append(
                {"name": place.name, "ballots": row["ballots"], "first": [shown.titles[n] for n, _ in first]}
            )
    return rows
