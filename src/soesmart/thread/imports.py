# SPDX-License-Identifier: EUPL-1.2
"""Reads `links.toml`: what led to what, by slugs and keys.

    [[link]]
    from = "ask.question:b05"
    to = "projects.project:licht-nach-birkendorf"
    relation = "leads_to"     # may be left out
    reason = "…"              # may be left out

What a room that is not in this house would know is reported as a note; so is what nobody knows (yet).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from soesmart.kernel import registry
from soesmart.kernel.room import ImportReport, Problem
from soesmart.thread.actions import tie
from soesmart.thread.models import Link
from soesmart.thread.queries.suggestions import by_name, in_order
from soesmart.thread.types import RELATIONS, NodeRef, Refused

_FIELDS = {"from", "to", "relation", "reason"}


def import_links(path: Path) -> ImportReport:
    try:
        text = path.read_text("utf-8")
        entries = tomllib.loads(text).get("link", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ImportReport(0, 0, (Problem(1, "", f"Die Datei ist kein TOML: {error}"),))
    problems = tuple(_problems(entries, text))
    if problems:
        return ImportReport(0, 0, problems)
    notes: list[str] = []
    before = Link.objects.count()
    with transaction.atomic():
        known = sum(_stored(entry, notes) for entry in entries)
    created = Link.objects.count() - before
    return ImportReport(created, 0, unchanged=known - created, notes=tuple(notes))


def _problems(entries: Any, text: str) -> Iterator[Problem]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield Problem(1, "link", "Bitte jeden Eintrag mit [[link]] beginnen.")
        return
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*link\s*\]\]", line)]
    for line, entry in zip(lines, entries, strict=False):
        for name in sorted(set(entry) - _FIELDS):
            yield Problem(
                line, name, f"Dieses Feld gibt es nicht. Bekannt sind: {', '.join(sorted(_FIELDS))}."
            )
        for name in ("from", "to"):
            if ":" not in str(entry.get(name, "")):
                yield Problem(line, name, 'Bitte Art und Name angeben, etwa "projects.project:radweg".')
        if entry.get("relation", "leads_to") not in RELATIONS:
            yield Problem(line, "relation", f"Bekannt sind: {', '.join(sorted(RELATIONS))}.")


def _stored(entry: Mapping[str, Any], notes: list[str]) -> bool:
    ends = [_end(str(entry[name]), notes) for name in ("from", "to")]
    if ends[0] is None or ends[1] is None:
        return False
    origin, target = ends[0], ends[1]
    relation = entry.get("relation") or in_order(origin, target)[1]
    try:
        tie(origin, relation, target, str(entry.get("reason", "")))
    except Refused as refused:
        notes.append(f"{entry['from']} → {entry['to']}: {refused.text}")
        return False
    return True


def _end(name: str, notes: list[str]) -> NodeRef | None:
    kind = name.partition(":")[0]
    if kind not in registry.node_kinds():
        notes.append(f"{name}: den Raum dazu gibt es hier (noch) nicht.")
        return None
    ref = by_name(name)
    if ref is None:
        notes.append(f"{name}: nicht gefunden.")
    return ref
