# SPDX-License-Identifier: EUPL-1.2
"""Two towns' ladders side by side: a mapping as data, read from `ladders.toml`, shown, and given as JSON."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import ImportReport, Json, Problem
from soesmart.strategy import facade, rules
from soesmart.strategy.models import Level, OtherLadder
from soesmart.strategy.stored import source_in, source_out
from soesmart.strategy.types import GoalRow, LevelRow, Source

_TABLE = "ladder"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the other town and the one of ours that means it. Either side may be missing."""

    theirs: str
    their_goals: tuple[str, ...]
    ours: LevelRow | None
    our_goals: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    slug: str
    name: str
    source: Source
    example: bool
    rungs: tuple[Rung, ...]


def compared() -> tuple[Compared, ...]:
    levels, goals = facade.levels(), facade.goals()
    return tuple(_compared(row, levels, goals) for row in OtherLadder.objects.all())


def _compared(row: OtherLadder, levels: tuple[LevelRow, ...], goals: tuple[GoalRow, ...]) -> Compared:
    by_slug = {level.slug: level for level in levels}
    met: set[str] = set()
    rungs = []
    for rung in row.rungs:
        ours = by_slug.get(row.mapping.get(rung["slug"], ""))
        mine = tuple(goal for goal in goals if ours and goal.level == ours.slug and ours.slug not in met)
        met |= {ours.slug} if ours else set()
        rungs.append(Rung(rung["name"], tuple(rung.get("goals", ())), ours, mine))
    rungs += [
        Rung("", (), level, tuple(goal for goal in goals if goal.level == level.slug))
        for level in levels
        if level.slug not in met
    ]
    return Compared(row.slug, row.name, source_out(row.source), row.example, tuple(rungs))


def import_ladders(path: Path) -> ImportReport:
    """All of the file or nothing."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ImportReport(0, 0, (Problem(1, "", f"Kein lesbares TOML: {error}"),))
    entries = tables.get(_TABLE, [])
    problems = tuple(Problem(1, field, text) for field, text in _problems(tables, entries))
    if problems:
        return ImportReport(0, 0, problems)
    with transaction.atomic():
        outcomes = [_store(entry) for entry in entries]
    return ImportReport(outcomes.count("new"), outcomes.count("changed"), unchanged=outcomes.count("same"))


def _problems(tables: Mapping[str, Any], entries: Any) -> Iterator[tuple[str, str]]:
    if set(tables) - {_TABLE} or not isinstance(entries, list):
        yield "", "Diese Datei kennt nur [[ladder]]."
        return
    own = set(Level.objects.values_list("slug", flat=True))
    for entry in entries:
        label = entry.get("slug", "?")
        if not rules.slug_ok(entry.get("slug")) or not str(entry.get("name", "")).strip():
            yield "slug", f"{label}: slug und name fehlen."
        rungs = entry.get("rung", [])
        slugs = [rung.get("slug") for rung in rungs]
        if not rungs or not all(rules.slug_ok(slug) for slug in slugs) or len(set(slugs)) < len(slugs):
            yield "rung", f"{label}: jede Stufe braucht einen eigenen slug."
        for rung in rungs:
            ours = rung.get("ours", "")
            if ours and ours not in own:
                yield "ours", f"{label}: Die Stufe „{ours}“ gibt es hier nicht."
        yield from rules.source_complaints("source", [entry.get("source", {})])


def _store(entry: Mapping[str, Any]) -> str:
    values = {
        "name": entry["name"],
        "rungs": [
            {"slug": r["slug"], "name": r["name"], "goals": list(r.get("goals", []))} for r in entry["rung"]
        ],
        "mapping": {r["slug"]: r["ours"] for r in entry["rung"] if r.get("ours")},
        "source": source_in(entry["source"]),
        "example": bool(entry.get("example", False)),
    }
    row = OtherLadder.objects.select_for_update().filter(slug=entry["slug"]).first()
    if row is None:
        row = OtherLadder(slug=entry["slug"], version=0)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return "same"
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    stage("strategy.ladder", row.slug, row.version, _leaf(row))
    return "new" if row.version == 1 else "changed"


def _leaf(row: OtherLadder) -> Json:
    return {name: getattr(row, name) for name in ("name", "rungs", "mapping", "source", "example")}


def current_leaves(subjects: Any) -> Mapping[str, Json]:
    return {row.slug: _leaf(row) for row in OtherLadder.objects.filter(slug__in=subjects)}
