# SPDX-License-Identifier: EUPL-1.2
"""Reads `votes.toml`: votes with their projects. A finished example brings its ballots and goes through the
same box, count and log as any other."""

import random
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from soesmart.accounts.facade import Actor, Held
from soesmart.decide.actions import counting, opening, phases, preparing, printing
from soesmart.decide.actions.casting import cast
from soesmart.decide.actions.following import council_decided, tell_outcome
from soesmart.decide.actions.preparing import NewOption, NewVote
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Vote
from soesmart.decide.queries.trying import ballots
from soesmart.decide.queries.votes import view
from soesmart.decide.types import Council, NewBallot, Refused, Way
from soesmart.kernel import clock
from soesmart.kernel.room import ImportReport, Problem

_TEAM = Actor(grants=(Held("team"),))
_KNOWN = frozenset(
    [
        *("slug", "title", "lede", "eligible", "form", "budget_euros", "purse", "most", "opens_days"),
        *("closes_days", "rule", "by_village", "example", "codes", "ballots", "project", "council"),
    ]
)


def run(path: Path) -> ImportReport:
    """Votes that are there already stay as they are."""
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("vote", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ImportReport(0, 0, (Problem(1, "", f"Die Datei ist kein TOML: {error}"),))
    problems = [
        Problem(1, name, f"{entry.get('slug', '?')}: Dieses Feld kennen wir nicht.")
        for entry in entries
        for name in sorted(set(entry) - _KNOWN)
    ]
    if problems:
        return ImportReport(0, 0, tuple(problems))
    created, there = 0, 0
    for entry in entries:
        if Vote.objects.filter(slug=entry["slug"]).exists():
            there += 1
            continue
        try:
            _make(entry)
        except (Refused, KeyError, ValueError) as error:
            text = error.text if isinstance(error, Refused) else f"Es fehlt oder stimmt nicht: {error}"
            return ImportReport(created, 0, (Problem(1, "", f"{entry['slug']}: {text}"),))
        created += 1
    return ImportReport(created, 0, unchanged=there)


def _make(entry: Mapping[str, Any]) -> None:
    now = clock.now()
    scale = 100 if entry["form"] == Form.MONEY else 1
    start = (now + timedelta(days=entry["opens_days"])).replace(minute=0, second=0, microsecond=0)
    end = (now + timedelta(days=entry["closes_days"])).replace(minute=0, second=0, microsecond=0)
    new = NewVote(
        slug=entry["slug"],
        title=entry["title"],
        lede=entry.get("lede"),
        eligible=entry.get("eligible"),
        budget=entry["budget_euros"] * 100,
        form=Form(entry["form"]),
        purse=entry.get("purse", 0) * scale,
        most=entry.get("most", 0) * (scale if entry["form"] != Form.APPROVAL else 1),
        rule=entry.get("rule"),
        opens_at=start,
        closes_at=end,
        by_village=entry.get("by_village", False),
        example=entry.get("example", False),
    )
    vote = preparing.prepare(_TEAM, new)
    preparing.set_options(_TEAM, vote.pk, [_option(one) for one in entry["project"]])
    if number := entry.get("codes", 0):
        _through(vote, entry, printing.new_codes(_TEAM, vote.pk, number), start, end)


def _through(
    vote: Vote, entry: Mapping[str, Any], codes: tuple[str, ...], start: datetime, end: datetime
) -> None:
    """An example goes its whole way; only its calendar is moved so that it can be seen to its end today."""
    now = clock.now()
    if start > now:
        return
    over = end <= now
    if over:
        Vote.objects.filter(pk=vote.pk).update(
            closes_at=now + timedelta(minutes=10), late_until=now + timedelta(minutes=10)
        )
    phases.begin(_TEAM, vote.pk)
    chance = random.Random(entry["slug"])  # noqa: S311  examples, the same every time
    row = Vote.objects.get(pk=vote.pk)
    made = ballots(view(row), entry.get("ballots", 0))
    chance.shuffle(made)
    with transaction.atomic():
        for code, (number, choices) in zip(codes, made, strict=False):
            way, batch = (Way.PAPER, "Wochenmarkt (Beispiel)") if int(number) % 5 == 0 else (Way.ONLINE, "")
            cast(vote.pk, NewBallot(code, choices, number, way=way, batch=batch))
    if over:
        with transaction.atomic():
            Vote.objects.filter(pk=vote.pk).update(closes_at=end, late_until=end)
        phases.note_end(vote.pk)
        opening.open_box(vote.pk)
        counting.count_vote(vote.pk)
        _afterwards(vote, entry)


def _afterwards(vote: Vote, entry: Mapping[str, Any]) -> None:
    council = entry.get("council")
    if council:
        at = clock.now().date() - timedelta(days=council.get("days_ago", 0))
        council_decided(_TEAM, vote.pk, Council(council["decision"]), at, council.get("text", {}))
    for project in entry["project"]:
        if "outcome" in project:
            tell_outcome(
                _TEAM, vote.pk, str(project["number"]), project["outcome"], project.get("outcome_text", {})
            )


def _option(one: Mapping[str, Any]) -> NewOption:
    return NewOption(
        number=str(one["number"]),
        title=one["title"],
        cost=one["cost_euros"] * 100,
        text=one.get("text"),
        place=one.get("place", ""),
        category=one.get("category", ""),
    )
