# SPDX-License-Identifier: EUPL-1.2
"""Reads `facts.toml`, `dates.toml`, `outcomes.toml` and `background.toml`: all of a file or nothing."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from soesmart.facts import rules
from soesmart.facts.actions import publish
from soesmart.kernel.room import ImportReport, Problem

_ALSO = {
    "fact": ("fact", "words", "topic"),
    "date": ("date",),
    "outcome": ("outcome",),
    "chapter": ("chapter",),
}
"""Tables a file may hold: the town's search words and the names of topics stand with its facts."""


def run(kind: str, path: Path) -> ImportReport:
    """Publish the entries of one file; with any problem nothing is stored."""
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ImportReport(0, 0, (Problem(_line_of(error), "", f"Die Datei ist kein TOML: {error}"),))
    problems = tuple(_problems(kind, tables, text))
    if problems:
        return ImportReport(0, 0, problems)
    created, updated = publish([(name, tables.get(name, [])) for name in _ALSO[kind]])
    return ImportReport(created, updated)


def _line_of(error: ValueError) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found.group(1)) if found else 1


def _problems(kind: str, tables: Mapping[str, Any], text: str) -> Iterator[Problem]:
    for name in sorted(set(tables) - set(_ALSO[kind])):
        yield Problem(1, name, f"Diese Datei kennt nur [[{']], [['.join(_ALSO[kind])}]].")
    for name in _ALSO[kind]:
        entries = tables.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Problem(1, name, f"Bitte jeden Eintrag mit [[{name}]] beginnen.")
            continue
        lines = _header_lines(name, text)
        key = "name" if name in rules.NAMED else "slug"
        first: dict[str, int] = {}
        for number, entry in enumerate(entries):
            line = lines[number] if number < len(lines) else 1
            label = str(entry.get(key, f"Eintrag {number + 1}"))
            if label in first:
                yield Problem(line, key, f"{label}: steht schon in Zeile {first[label]}.")
            first.setdefault(label, line)
            for field, complaint in rules.complaints(name, entry):
                yield Problem(line, field, f"{label}: {complaint}")


def _header_lines(name: str, text: str) -> list[int]:
    """Line numbers of `[[name]]`: tomllib keeps none."""
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]
