# SPDX-License-Identifier: EUPL-1.2
"""Questions from a CSV file: comma or semicolon, UTF-8 or Windows (cp1252), German headings welcome.

All lines are checked first, then all are stored in one transaction: nothing of a faulty file stays.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from soesmart.ask import checks
from soesmart.ask.actions.importing import enter_questions
from soesmart.ask.engine.question_table import COLUMNS, NEEDED, Record, column_of, read_line
from soesmart.ask.imports.files import Unreadable, numbered_lines, text_of
from soesmart.ask.models import ANSWER, COMMENT, LABEL, REASON, TEXT, TITLE, Category, Contribution
from soesmart.ask.types import Refused
from soesmart.kernel import clock
from soesmart.kernel.room import ImportReport, Problem
from soesmart.places.facade import by_slug, local_places

_MOST_PROBLEMS = 50
_LONGEST = {
    "id": LABEL,
    "title": TITLE,
    "text": TEXT,
    "author_label": LABEL,
    "department": 60,
    "reason": REASON,
    "continued_at": 500,
    "answer": ANSWER,
    "source": 500,
    "merged_into": LABEL,
}
_WITH_LINES = frozenset({"text", "answer", "reason"})


def import_questions(path: Path) -> ImportReport:
    """Store every question of the file once, by its id; a changed text of the same id is updated."""
    try:
        lines = _lines(text_of(path))
    except Unreadable as error:
        return ImportReport(0, 0, (Problem(1, "", str(error)),))
    problems = [Problem(line, column, text) for line, record in lines for column, text in record.problems]
    problems += _between(lines)
    if problems:
        return ImportReport(0, 0, tuple(sorted(problems, key=lambda p: p.line)[:_MOST_PROBLEMS]))
    created, updated = enter_questions([record.values for _line, record in lines])
    return ImportReport(created, updated)


def _lines(text: str) -> list[tuple[int, Record]]:
    lines = numbered_lines(text)
    columns = _columns(next(lines, (1, []))[1])
    found = [(line, _record(columns, cells)) for line, cells in lines]
    if not found:
        raise Unreadable("Die Datei enthält keine Frage.")
    return found


def _columns(headings: list[str]) -> list[str]:
    columns = [column_of(heading) for heading in headings]
    missing = [COLUMNS[needed][-1] for needed in NEEDED if needed not in columns]
    if missing:
        known = ", ".join(names[-1] for names in COLUMNS.values())
        raise Unreadable(f"In der ersten Zeile fehlt: {', '.join(missing)}. Bekannt sind: {known}.")
    unknown = [heading for heading, column in zip(headings, columns, strict=True) if not column]
    if unknown:
        raise Unreadable(f"Diese Spalten kennen wir nicht: {', '.join(unknown)}.")
    if len(set(columns)) < len(columns):
        raise Unreadable("In der ersten Zeile steht eine Spalte doppelt.")
    return columns


def _record(columns: list[str], cells: list[str]) -> Record:
    house = settings.SOESMART
    record = read_line(dict(zip(columns, cells, strict=False)), clock.now(), house["town.time_zone"])
    if len(cells) > len(columns):
        text = f"{len(cells)} Felder, aber nur {len(columns)} Spalten. Steht ein Trennzeichen im Text?"
        record.problems.append(("", text))
    _check_texts(record)
    _check_place(record)
    _check_category(record)
    if record.values.get("supports") and not house["town.example"]:
        text = "„Ich auch“ wird nur in einer Beispielstadt eingelesen: Zustimmung lässt sich nicht behaupten."
        record.problems.append(("supports", text))
    return record


def _check_texts(record: Record) -> None:
    values = record.values
    for column, longest in _LONGEST.items():
        _checked(
            record,
            column,
            lambda c=column, n=longest: checks.clean_text(
                values.get(c, ""), c, n, required=False, lines=c in _WITH_LINES
            ),
        )
    _checked(record, "language", lambda: checks.clean_language(values.get("language") or "de"))
    _checked(
        record,
        "comments",
        lambda: [checks.clean_text(text, "comments", COMMENT) for text in values.get("comments", [])],
    )


def _checked(record: Record, column: str, read: Any) -> None:
    try:
        record.values[column] = read()
    except Refused as refused:
        record.problems.append((column, refused.text))


def _check_place(record: Record) -> None:
    name = record.values.get("place", "")
    if not name:
        return
    place = by_slug(name) or next((place for place in local_places() if place.name == name), None)
    if place is None:
        text = f"Den Ort „{name}“ gibt es im Ortsverzeichnis nicht. Bitte schreiben Sie ihn wie dort."
        record.problems.append(("place", text))
    else:
        record.values["place"], record.values["place_name"] = place.slug, place.name


def _check_category(record: Record) -> None:
    name = record.values.get("category", "")
    if not name:
        return
    found = Category.objects.filter(Q(slug=name) | Q(name=name)).order_by("position").first()
    if found is None:
        text = f"Die Kategorie „{name}“ gibt es nicht. Lesen Sie zuerst die Kategorien ein."
        record.problems.append(("category", text))
    record.values["category_row"] = found


def _between(lines: list[tuple[int, Record]]) -> list[Problem]:
    """Ids once only; merges point at something."""
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, record in lines:
        key = record.values.get("id", "")
        if key and key in seen:
            problems.append(Problem(line, "id", f"„{key}“ steht schon in Zeile {seen[key]}."))
        seen.setdefault(key, line)
    stored = set(Contribution.objects.exclude(origin_id=None).values_list("origin_id", flat=True))
    states = {record.values.get("id"): record.values.get("state") for _line, record in lines}
    for line, record in lines:
        target = record.values.get("merged_into")
        if target and (target == record.values.get("id") or target not in stored | set(seen)):
            problems.append(Problem(line, "merged_into", f"Den Beitrag „{target}“ gibt es nicht."))
        elif target and states.get(target) == "merged":
            problems.append(Problem(line, "merged_into", f"„{target}“ ist selbst zusammengelegt."))
    return problems
