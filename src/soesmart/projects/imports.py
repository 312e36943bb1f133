# SPDX-License-Identifier: EUPL-1.2
"""Reads `projects.toml`: all of a file or nothing."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from soesmart.kernel.room import ImportReport, Problem
from soesmart.projects import rules
from soesmart.projects.actions.taking_in import take_in
from soesmart.projects.models import Project

_TABLES = {
    "yardstick": rules.yardstick_complaints,
    "project": rules.entry_complaints,
    "call": rules.call_complaints,
}


def import_projects(path: Path) -> ImportReport:
    """Publish the entries of one file; with any problem nothing is stored."""
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else 1
        return ImportReport(0, 0, (Problem(line, "", f"Die Datei ist kein TOML: {error}"),))
    problems = tuple(_problems(tables, text))
    if problems:
        return ImportReport(0, 0, problems)
    created, updated = take_in(tables.get("yardstick", []), tables.get("project", []), tables.get("call", []))
    return ImportReport(created, updated)


def _problems(tables: Mapping[str, Any], text: str) -> Iterator[Problem]:
    for name in sorted(set(tables) - set(_TABLES)):
        yield Problem(1, name, f"Diese Datei kennt nur [[{']], [['.join(_TABLES)}]].")
    for name, complaints in _TABLES.items():
        entries = tables.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Problem(1, name, f"Bitte jeden Eintrag mit [[{name}]] beginnen.")
            continue
        lines = _header_lines(name, text)
        first: dict[str, int] = {}
        for number, entry in enumerate(entries):
            line = lines[number] if number < len(lines) else 1
            label = str(entry.get("slug", f"Eintrag {number + 1}"))
            if label in first:
                yield Problem(line, "slug", f"{label}: steht schon in Zeile {first[label]}.")
            first.setdefault(label, line)
            for field, complaint in complaints(entry):
                yield Problem(line, field, f"{label}: {complaint}")
            if name == "project":
                yield from _target(entry, entries, line, label)


def _target(entry: Mapping[str, Any], entries: list[Any], line: int, label: str) -> Iterator[Problem]:
    into = entry.get("merged_into")
    if not into or any(other.get("slug") == into and other is not entry for other in entries):
        return
    if into == entry.get("slug") or not Project.objects.filter(slug=str(into)[:80]).exists():
        yield Problem(line, "merged_into", f"{label}: Das Projekt {into} gibt es nicht.")


def _header_lines(name: str, text: str) -> list[int]:
    """Line numbers of `[[name]]`: tomllib keeps none."""
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]
