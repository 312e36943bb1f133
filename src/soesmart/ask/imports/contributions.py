# SPDX-License-Identifier: EUPL-1.2
"""`soesmart import contributions FILE --source NAME`: other systems' exports from the command line."""

import json
from pathlib import Path
from typing import Any

from soesmart.ask.actions.taking_in import Compared, compare
from soesmart.ask.engine.incoming.mapping import BadMapping, Plan, from_json
from soesmart.ask.imports.runs import (
    CHECKING,
    FAILED,
    Options,
    carry_out,
    examine,
    plan_named,
    report_of,
    save_plan,
    source_named,
)
from soesmart.ask.models import ImportRun
from soesmart.kernel.room import ImportReport, Problem
from soesmart.kernel.tables.table import Unreadable

_WORDS = ("kind", "language", "base_url", "asked")


def import_contributions(
    path: Path, *, watch: Any = lambda _stage, _done, _total: None, dry_run: bool = False, **given: Any
) -> ImportReport:
    """Everything in the file or nothing; a second time only what changed."""
    try:
        return import_content(path.read_bytes(), path.name, watch, dry_run, given)
    except (Unreadable, BadMapping) as error:
        return ImportReport(0, 0, (Problem(getattr(error, "line", 1), "", str(error)),))


def import_content(
    content: bytes, name: str, watch: Any, dry_run: bool, given: dict[str, Any]
) -> ImportReport:
    """Raises Unreadable and BadMapping."""
    options = Options(bool(given.get("skip_faulty")), bool(given.get("shorten")))
    plan = _plan(given)
    if dry_run:
        return _dry(content, plan, options, given["source"], watch)
    source = source_named(given["source"], given.get("source_url") or "")
    if source.pk is None:
        source.save()
    run = ImportRun.objects.create(
        source=source,
        file_name=name[:200],
        plan=plan.as_json(),
        options={"skip": options.skip, "shorten": options.shorten},
        stage=CHECKING,
    )
    carry_out(run, content, watch)
    if run.stage != FAILED and given.get("save_mapping"):
        save_plan(given["save_mapping"], plan)
    return _told(run.report, stored=run.stage != FAILED)


def _dry(content: bytes, plan: Plan, options: Options, name: str, watch: Any) -> ImportReport:
    examined = examine(content, plan, options, watch)
    source = source_named(name)
    records = examined.result.records
    report = report_of(examined, compare(source, records) if source.pk else Compared(new=records))
    mapped = [f"{field} ← {', '.join(headings)}" for field, headings in examined.plan.columns.items()]
    report["notes"] = [f"Gelesen: {report['how']}, {report['lines']} Zeilen.", *mapped, *report["notes"]]
    return _told(report, stored=options.skip or not report["problem_count"])


def _told(report: dict[str, Any], *, stored: bool) -> ImportReport:
    problems = tuple(Problem(*problem) for problem in report.get("problems", ()))
    notes = list(report.get("notes", ()))
    if len(problems) < report.get("problem_count", 0):
        notes.append(f"Insgesamt {report['problem_count']} Fehler.")
    if report.get("vanished"):
        some = ", ".join(report["vanished_keys"][:5])
        notes.append(f"{report['vanished']} früher übernommene fehlen in der Datei und bleiben: {some}.")
    if not stored:
        return ImportReport(0, 0, problems, notes=tuple(notes))
    return ImportReport(
        report["created"],
        report["updated"],
        unchanged=report["unchanged"],
        notes=tuple(notes),
        skipped=problems,
    )


def _plan(given: dict[str, Any]) -> Plan:
    """The saved or written mapping, with the words of the command line over it."""
    named = given.get("mapping") or ""
    plan = Plan()
    if named.endswith(".json"):
        try:
            plan = from_json(json.loads(Path(named).read_text("utf-8")))
        except (OSError, ValueError, RecursionError) as error:
            if isinstance(error, BadMapping):
                raise
            raise BadMapping(f"{named} ist keine lesbare Zuordnung: {error}.") from error
    elif named:
        plan = plan_named(named)
    words = {name: given[name] for name in _WORDS if given.get(name)}
    grid = given.get("grid")
    columns = dict(plan.columns)
    for pair in given.get("column") or ():
        name, _, heading = pair.partition("=")
        columns[name] = (*columns.get(name, ()), heading) if name in columns else (heading,)
    return from_json(
        plan.as_json() | words | ({"grid": _number(grid)} if grid else {}) | {"columns": columns}
    )


def _number(text: str) -> int:
    digits = str(text).upper().removeprefix("EPSG:")
    if not digits.isdigit():
        raise BadMapping(f"--grid {text}: Bitte eine Nummer, zum Beispiel 25832.")
    return int(digits)
