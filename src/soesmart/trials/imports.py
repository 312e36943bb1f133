# SPDX-License-Identifier: EUPL-1.2
"""Reads `trials.toml`: examples of the sandbox, and what is really known of trials in the past."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from soesmart.accounts.facade import create_participant
from soesmart.kernel.room import ImportReport, Problem
from soesmart.projects import facade as projects
from soesmart.strategy import facade as strategy
from soesmart.trials import rules
from soesmart.trials.actions import analysing, cards, data
from soesmart.trials.models import Forecast, Trial
from soesmart.trials.types import Choice, Group, Refused, Works

_NEEDED = ("slug", "title", "question")


def import_trials(path: Path) -> ImportReport:
    """Trials the town does not have yet; known ones stay as they are. With any problem nothing is stored."""
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"at line (\d+)", str(error))
        return ImportReport(
            0, 0, (Problem(int(found.group(1)) if found else 1, "", f"Die Datei ist kein TOML: {error}"),)
        )
    entries = tables.get("trial", [])
    problems = tuple(_problems(entries, text))
    if problems:
        return ImportReport(0, 0, problems)
    known = set(Trial.objects.values_list("slug", flat=True))
    fresh = [entry for entry in entries if entry["slug"] not in known]
    try:
        with transaction.atomic():
            for entry in fresh:
                _take(entry)
    except Refused as refused:
        return ImportReport(0, 0, (Problem(1, refused.field, refused.text),))
    return ImportReport(len(fresh), 0, unchanged=len(entries) - len(fresh))


def _problems(entries: Any, text: str) -> Iterator[Problem]:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[trial]]"]
    for number, entry in enumerate(entries):
        line = lines[number] if number < len(lines) else 1
        for field in _NEEDED:
            if not entry.get(field):
                yield Problem(line, field, f"Dem Versuch fehlt „{field}“.")
        if ("series" in entry or "registered_on" in entry) and not entry.get("example"):
            yield Problem(
                line, "example", "Werte und erfundene Tage darf nur ein Beispiel mitbringen (example = true)."
            )


def _take(entry: Mapping[str, Any]) -> None:
    made = cards.add(dict(entry) | _links(entry))
    if "plan" in entry:
        plan = dict(entry["plan"])
        if "rollout" in entry:
            lot = entry["rollout"]
            plan["lot"] = cards.lots_of(lot["title"], lot["areas"], lot["periods"], lot["seed"]).pk
        cards.fix(made.id, plan, on=entry.get("registered_on"))
    for group in Group:
        for percent in entry.get("forecasts", {}).get(group.value, ()):
            Forecast.objects.create(
                trial=made, participant=create_participant(), group=group.value, percent=percent
            )
    if "series" in entry:
        columns = data.Columns(entry["unit"], "", tuple(entry.get("compare", ())))
        data.keep(made.id, entry["series"], entry["source_name"], columns)
    if entry.get("analyse"):
        analysing.run(analysing.prepare_run(made.id).id)
    if "decision" in entry:
        cards.settle(made.id, Choice(entry["decision"]["choice"]), entry["decision"]["reason"])
    if "lesson" in entry:
        cards.learn(made.id, Works(entry["lesson"]["works"]), rules.local(entry["lesson"]["text"]))


def _links(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Slugs of other rooms as their ids; what is not there is left out."""
    project = projects.by_slug(entry["project"]) if entry.get("project") else None
    indicator = strategy.indicator_by_slug(entry["indicator"]) if entry.get("indicator") else None
    goal = strategy.goal_by_slug(entry["goal"]) if entry.get("goal") else None
    return {
        "project": project.id if project else None,
        "indicator": indicator.id if indicator else None,
        "goal": goal.id if goal else None,
    }
