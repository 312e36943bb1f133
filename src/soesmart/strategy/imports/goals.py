# SPDX-License-Identifier: EUPL-1.2
"""Reads `strategy.toml`: the ladder, the goals, their indicators, first values. All of a file or nothing."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from soesmart.kernel.room import ImportReport, Problem
from soesmart.strategy import rules
from soesmart.strategy.actions import measuring, storing
from soesmart.strategy.engine.periods import read_period
from soesmart.strategy.models import Goal, Indicator, Level
from soesmart.strategy.stored import source_in, text_in

Entry = Mapping[str, Any]
_TABLES = ("level", "goal", "indicator", "value")
_CHECKS = {
    "level": rules.level_complaints,
    "goal": rules.goal_complaints,
    "indicator": rules.indicator_complaints,
    "value": rules.value_complaints,
}


def import_goals(path: Path) -> ImportReport:
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"at line (\d+)", str(error))
        return ImportReport(
            0, 0, (Problem(int(found[1]) if found else 1, "", f"Kein lesbares TOML: {error}"),)
        )
    problems = tuple(_problems(tables, text))
    if problems:
        return ImportReport(0, 0, problems)
    with transaction.atomic():
        outcomes = list(_store(tables))
    return ImportReport(
        outcomes.count(storing.CREATED),
        outcomes.count(storing.UPDATED),
        unchanged=outcomes.count(storing.UNCHANGED),
    )


def _problems(tables: Mapping[str, Any], text: str) -> Iterator[Problem]:
    for name in sorted(set(tables) - {*_TABLES, "strategy"}):
        yield Problem(1, name, f"Diese Datei kennt nur [strategy] und [[{']], [['.join(_TABLES)}]].")
    if "strategy" in tables:
        yield from _strategy_problems(tables["strategy"])
    slugs: dict[str, set[str]] = {}
    for name in _TABLES:
        entries = tables.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Problem(1, name, f"Bitte jeden Eintrag mit [[{name}]] beginnen.")
            return
        lines = _header_lines(name, text)
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            line = lines[number] if number < len(lines) else 1
            slug = str(entry.get("slug", ""))
            label = slug or str(entry.get("indicator", f"Eintrag {number + 1}"))
            complaints = list(_CHECKS[name](entry))
            if slug and slug in seen:
                complaints.append(("slug", "steht schon weiter oben."))
            complaints += _references(name, entry, slugs, seen)
            seen.add(slug)
            yield from (Problem(line, field, f"{label}: {words}") for field, words in complaints)
        slugs[name] = seen
    yield from _kennzahl_problems(tables.get("indicator", []), _header_lines("indicator", text))


def _kennzahl_problems(entries: list[Entry], lines: list[int]) -> Iterator[Problem]:
    """One Kennzahl per goal, whoever brings the others."""
    held = dict(Indicator.objects.filter(main=True).values_list("goal__slug", "slug"))
    renewed = {str(entry.get("slug")) for entry in entries}
    held = {goal: slug for goal, slug in held.items() if slug not in renewed}
    for line, entry in zip(lines, entries, strict=False):
        goal = str(entry.get("goal", ""))
        if entry.get("main") and goal in held:
            yield Problem(
                line, "main", f"„{goal}“ hat schon eine Kennzahl: „{held[goal]}“. Bitte main weglassen."
            )
        elif entry.get("main"):
            held[goal] = str(entry.get("slug"))


def _strategy_problems(entry: Any) -> Iterator[Problem]:
    if not isinstance(entry, Mapping):
        yield Problem(1, "strategy", "Bitte als Tabelle [strategy].")
        return
    complaints = [
        *rules.text_complaints("title", entry.get("title"), rules.TITLE, needed=True),
        *rules.text_complaints("text", entry.get("text"), rules.TEXT, needed=False),
        *rules.source_complaints("source", entry.get("source", [])),
    ]
    yield from (Problem(1, field, words) for field, words in complaints)


def _references(
    name: str, entry: Entry, slugs: Mapping[str, set[str]], seen: set[str]
) -> Iterator[tuple[str, str]]:
    """Everything named must stand above, or be in the database already."""
    wanted: dict[str, tuple[str, set[str], Any]] = {
        "goal": ("level", slugs.get("level", set()), Level),
        "indicator": ("goal", slugs.get("goal", set()), Goal),
        "value": ("indicator", slugs.get("indicator", set()), Indicator),
    }
    if name in wanted:
        field, known, model = wanted[name]
        slug = entry.get(field)
        if rules.slug_ok(slug) and slug not in known and not model.objects.filter(slug=slug).exists():
            yield field, f"„{slug}“ gibt es nicht."
    parent = entry.get("parent") if name == "goal" else None
    if rules.slug_ok(parent) and parent not in seen and not Goal.objects.filter(slug=parent).exists():
        yield "parent", f"„{parent}“ steht nicht weiter oben."


def _store(tables: Mapping[str, Any]) -> Iterator[str]:
    if "strategy" in tables:
        yield storing.store_strategy(strategy_snapshot(tables["strategy"]))
    for position, entry in enumerate(tables.get("level", [])):
        yield storing.store_level(level_snapshot(entry, position))
    for position, entry in enumerate(tables.get("goal", [])):
        yield storing.store_goal(goal_snapshot(entry, position))
    for position, entry in enumerate(tables.get("indicator", [])):
        yield storing.store_indicator(indicator_snapshot(entry, position))
    yield from _values(tables.get("value", []))


def strategy_snapshot(entry: Entry) -> dict[str, Any]:
    return {
        "title": text_in(entry["title"]),
        "text": text_in(entry["text"]) if "text" in entry else None,
        "sources": [source_in(one) for one in entry.get("source", [])],
        "as_of": entry.get("as_of", ""),
        "example": bool(entry.get("example", False)),
    }


def level_snapshot(entry: Entry, position: int) -> dict[str, Any]:
    return {
        "slug": entry["slug"],
        "position": position,
        "name": text_in(entry["name"]),
        "plural": text_in(entry.get("plural", entry["name"])),
        "role": entry.get("role", "goal"),
        "expected": entry.get("expected"),
        "sources": [source_in(one) for one in entry.get("source", [])],
    } | _unknown(entry)


def goal_snapshot(entry: Entry, position: int) -> dict[str, Any]:
    return {
        "slug": entry["slug"],
        "level": entry["level"],
        "parent": entry.get("parent", ""),
        "position": position,
        "title": text_in(entry["title"]),
        "text": text_in(entry["text"]) if "text" in entry else None,
        "sources": [source_in(one) for one in entry.get("source", [])],
        "as_of": entry.get("as_of", ""),
        "sdgs": sorted(set(entry.get("sdgs", []))),
        "charta": list(entry.get("charta", [])),
        "example": bool(entry.get("example", False)),
    } | _unknown(entry)


def indicator_snapshot(entry: Entry, position: int) -> dict[str, Any]:
    unit = entry.get("unit", "")
    return {
        "slug": entry["slug"],
        "goal": entry.get("goal", ""),
        "main": bool(entry.get("main", False)),
        "position": position,
        "title": text_in(entry["title"]),
        "unit": unit,
        "unit_one": entry.get("unit_one", unit),
        "kind": entry["kind"],
        "direction": entry["direction"],
        "resolution": entry["resolution"],
        "geography": entry.get("geography", ""),
        "source": source_in(entry["source"]),
        "baseline": _baseline(entry.get("baseline")),
        "target": [
            {"on": str(point["on"]), "value": str(rules.number(point["value"]))}
            for point in entry.get("target", [])
        ],
        "texts": {note: text_in(entry[note]) for note in rules.NOTES if note in entry},
        "words": list(entry.get("words", [])),
        "example": bool(entry.get("example", False)),
    }


def _baseline(given: Entry | None) -> dict[str, str] | None:
    if given is None:
        return None
    period = read_period(str(given["period"]))
    return {"on": period.end.isoformat(), "value": str(rules.number(given["value"])), "period": period.label}


def _unknown(entry: Entry) -> dict[str, Any]:
    asked = entry.get("asked_at")
    return {
        "asked_at": asked.isoformat() if asked else None,
        "whom": text_in(entry["whom"]) if asked else None,
    }


def _values(entries: list[Entry]) -> Iterator[str]:
    per: dict[str, list[measuring.Measured]] = {}
    for entry in entries:
        per.setdefault(entry["indicator"], []).append(_measured(entry))
    for slug, measured in per.items():
        row = Indicator.objects.select_for_update().get(slug=slug)
        added = measuring.add_values(row, measured, by_import=True)
        yield from [storing.CREATED] * added.created
        yield from [storing.UPDATED] * (added.corrected + added.aside)
        yield from [storing.UNCHANGED] * (added.unchanged + added.kept)


def _measured(entry: Entry) -> measuring.Measured:
    period = read_period(str(entry["period"]))
    lower, upper = (rules.number(entry[n]) if entry.get(n) is not None else None for n in ("lower", "upper"))
    return measuring.Measured(
        start=period.start,
        end=period.end,
        label=period.label,
        value=rules.number(entry["value"]),
        lower=lower,
        upper=upper,
        source=str(entry.get("source", "")),
        reason=str(entry.get("reason", "")),
    )


def _header_lines(name: str, text: str) -> list[int]:
    """Line numbers of `[[name]]`: tomllib keeps none."""
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]
