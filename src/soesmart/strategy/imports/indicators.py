# SPDX-License-Identifier: EUPL-1.2
"""`soesmart import indicators FILE --mapping NAME`: all of a table's numbers or none."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from soesmart.kernel import clock
from soesmart.kernel.room import ImportReport, Problem
from soesmart.kernel.tables.objects import table_of
from soesmart.kernel.tables.reading import read_table
from soesmart.kernel.tables.table import Table, Unreadable
from soesmart.strategy import rules
from soesmart.strategy.actions import measuring, storing
from soesmart.strategy.engine.incoming import (
    PERIODS,
    Frame,
    Result,
    Statement,
    folded,
    nested_rows,
    read_statements,
)
from soesmart.strategy.engine.plan import BadPlan, Plan, plan_from
from soesmart.strategy.imports import layouts
from soesmart.strategy.imports.goals import indicator_snapshot
from soesmart.strategy.leaves import indicator_part
from soesmart.strategy.models import Goal, Indicator

_MOST_PROBLEMS = 200


class _Undo(Exception):
    pass


def import_indicators(path: Path, *, watch: Any = None, dry_run: bool = False, **given: Any) -> ImportReport:
    """Everything in the file or nothing; a second time only what changed."""
    try:
        raw = _with_words(layouts.named(given.get("mapping") or ""), given)
        plan = plan_from(raw)
        frame = _frame(path.name)
        table = _table(path.read_bytes(), plan, _known(plan, frame))
        result = read_statements(table, plan, frame)
    except (Unreadable, BadPlan) as error:
        return ImportReport(0, 0, (Problem(getattr(error, "line", 1), "", str(error)),))
    problems = [*_sorted(result), *_unknown(result)]
    if problems:
        return _refused(problems, table)
    source = plan.source.get("label", "") or given.get("source_name") or path.name
    try:
        with transaction.atomic():
            report = _store(result, source, table)
            if given.get("save_mapping"):
                layouts.save(given["save_mapping"], raw)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    return report


def _with_words(raw: Any, given: Mapping[str, Any]) -> Any:
    """The words of the command line go before the mapping."""
    if not isinstance(raw, dict):
        return raw
    words = dict(raw)
    if given.get("period"):
        period = dict(raw.get("period", {})) if isinstance(raw.get("period"), dict) else {}
        rule = period.get("file_name", "")
        fixed = str(given["period"])
        if "{year}" in rule and fixed.isdigit():
            fixed = rule.replace("{year}", fixed)
        words["period"] = {key: period[key] for key in ("double", "as") if key in period} | {"fixed": fixed}
    if given.get("decimal"):
        words["decimal"] = given["decimal"]
    if given.get("source_name"):
        words["source"] = {"label": given["source_name"]}
    return words


def _table(content: bytes, plan: Plan, known: Callable[[str], bool]) -> Table:
    if not plan.rows:
        return read_table(content, known)
    try:
        return table_of(nested_rows(json.loads(content.decode("utf-8-sig")), plan.rows))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"Kein lesbares JSON: {error}.") from None


def _known(plan: Plan, frame: Frame) -> Callable[[str], bool]:
    """Whether a cell is a heading: then titles above the table are passed over."""
    names = {name for one in plan.series for name in (one.column, one.lower, one.upper) if name}
    names |= {*plan.where, plan.period.get("column", ""), str(plan.area.get("column", ""))}
    names |= {str(plan.long.get(word, "")) for word in ("indicator", "value")}
    names.discard("")
    return lambda cell: cell.strip() in names or folded(cell) in PERIODS or folded(cell) in frame.known


def _frame(file_name: str) -> Frame:
    known: dict[str, str] = {}
    for slug, title in Indicator.objects.order_by("-slug").values_list("slug", "title"):
        known |= {folded(text): slug for text in title["texts"].values()}
    known |= {folded(slug): slug for slug in Indicator.objects.values_list("slug", flat=True)}
    zone = settings.SOESMART["town.time_zone"]
    return Frame(
        today=clock.local_date(clock.now(), zone),
        file_name=file_name,
        own_area=settings.SOESMART["town.ags"],
        known=known,
    )


def _sorted(result: Result) -> list[Problem]:
    return [Problem(*problem) for problem in sorted(result.problems, key=lambda p: p[0])]


def _unknown(result: Result) -> list[Problem]:
    """Indicators that neither exist nor are defined, and definitions that do not hold."""
    known = set(Indicator.objects.values_list("slug", flat=True))
    goals = set(Goal.objects.values_list("slug", flat=True))
    problems, told = [], set()
    for one in result.statements:
        if one.indicator in known or one.indicator in told:
            continue
        told.add(one.indicator)
        define = result.definitions.get(one.indicator)
        if define is None:
            text = f"„{one.indicator}“ gibt es hier nicht. Bitte anlegen oder mit define beschreiben."
            problems.append(Problem(one.line, one.column, text))
            continue
        entry = _entry(one.indicator, define)
        complaints = list(rules.indicator_complaints(entry))
        if entry.get("goal") and entry["goal"] not in goals:
            complaints.append(("goal", f"Das Ziel „{entry['goal']}“ gibt es hier nicht."))
        problems += [Problem(one.line, one.column, f"define, {field}: {text}") for field, text in complaints]
    return problems


def _entry(slug: str, define: Mapping[str, Any]) -> dict[str, Any]:
    usual = {"kind": "output", "direction": "none", "resolution": "year", "source": {}}
    return {**usual, **define, "slug": slug}


def _refused(problems: list[Problem], table: Table) -> ImportReport:
    notes = [f"Gelesen: {table.how}, {len(table.rows)} Zeilen."]
    if len(problems) > _MOST_PROBLEMS:
        notes.append(f"Insgesamt {len(problems)} Fehler, die ersten {_MOST_PROBLEMS} stehen hier.")
    return ImportReport(0, 0, tuple(problems[:_MOST_PROBLEMS]), notes=tuple(notes))


def _store(result: Result, source: str, table: Table) -> ImportReport:
    per: dict[str, list[Statement]] = defaultdict(list)
    for one in result.statements:
        per[one.indicator].append(one)
    total, made, moved = measuring.Added(), 0, 0
    for slug in sorted(per):
        row, fresh = _indicator(slug, result.definitions.get(slug))
        made += fresh
        measured = [_measured(one, source) for one in per[slug] if not one.target]
        added = measuring.add_values(row, measured, by_import=True)
        for name in ("created", "corrected", "unchanged", "aside", "kept"):
            setattr(total, name, getattr(total, name) + getattr(added, name))
        moved += _aim(row, [one for one in per[slug] if one.target])
    return ImportReport(
        total.created,
        total.corrected,
        unchanged=total.unchanged + total.kept,
        notes=tuple(_notes(result, table, total, made, moved, len(per))),
    )


def _indicator(slug: str, define: Mapping[str, Any] | None) -> tuple[Indicator, bool]:
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("goal").filter(slug=slug)
    row = rows.first()
    if row is not None:
        return row, False
    entry = _entry(slug, define or {})
    storing.store_indicator(indicator_snapshot(entry, Indicator.objects.count()))
    return rows.get(), True


def _measured(one: Statement, source: str) -> measuring.Measured:
    return measuring.Measured(
        start=one.period.start,
        end=one.period.end,
        label=one.period.label,
        value=one.value,
        lower=one.lower,
        upper=one.upper,
        source=source,
    )


def _aim(row: Indicator, statements: list[Statement]) -> int:
    """Numbers for days to come are points of the way to the goal; the number of points that are new."""
    points = {point["on"]: point["value"] for point in row.target}
    new = {one.period.end.isoformat(): format(one.value, "f") for one in statements}
    changed = {on: value for on, value in new.items() if points.get(on) != value}
    if changed:
        snapshot = indicator_part(row)
        merged = sorted((points | changed).items())
        storing.store_indicator(snapshot | {"target": [{"on": on, "value": value} for on, value in merged]})
    return len(changed)


def _notes(
    result: Result, table: Table, total: measuring.Added, made: int, moved: int, touched: int
) -> list[str]:
    notes = [f"Gelesen: {table.how}, {len(table.rows)} Zeilen, {touched} Kennzahlen."]
    spoken = (
        (made, "Kennzahlen neu angelegt."),
        (moved, "Punkte von Zielpfaden gesetzt (die Zeiträume liegen in der Zukunft)."),
        (total.kept, "Zahlen der Datei hat hier jemand berichtigt: Die Berichtigung bleibt."),
        (total.aside, "Zahlen der Datei widersprechen einer Berichtigung: Sie warten auf eine Entscheidung."),
        (result.gaps, "leere Felder: Lücken bleiben Lücken."),
        (result.left_out, "Zeilen oder Zahlen gehören nicht zur Zuordnung und sind ausgelassen."),
        (result.rounded, "Zahlen auf zwölf Nachkommastellen gerundet."),
    )
    return [*notes, *(f"{number} {text}" for number, text in spoken if number)]
