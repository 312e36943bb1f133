# SPDX-License-Identifier: EUPL-1.2
"""One import from its file to its end: check, store, index. It can be stopped, and taken up again.

Until the one transaction of storing nothing is here; after it everything is, and only the search fills up.
A worker that dies before is started again from the beginning, one that dies after goes on indexing.
"""

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from soesmart.ask.actions.indexing import index_many, roomy
from soesmart.ask.actions.taking_in import Compared, Overtaken, compare, take_in
from soesmart.ask.engine.incoming.mapping import BadMapping, Plan, from_json, guess
from soesmart.ask.engine.incoming.reading import read_table
from soesmart.ask.engine.incoming.records import Frame, Result, read_records
from soesmart.ask.models import LABEL, Contribution, ImportRun, Layout, Source
from soesmart.kernel import clock
from soesmart.kernel.tables.table import Table, Unreadable
from soesmart.places.facade import local_places

DRAFT, WAITS, CHECKING, CHECKED = "draft", "waits", "checking", "checked"
STORING, INDEXING, DONE, FAILED, STOPPED = "storing", "indexing", "done", "failed", "stopped"
PREPARING = "preparing"
BUSY = frozenset({WAITS, CHECKING, PREPARING, STORING, INDEXING})
_PORTION, _TELL_EVERY, _ATTEMPTS = 2_000, 0.5, 3
_MOST_PROBLEMS, _MOST_VANISHED = 200, 200
_KEPT = timedelta(days=30)
Watch = Callable[[str, int, int], None]


class Stopped(Exception):
    """Somebody pressed "stop" before anything was stored."""


@dataclass(frozen=True, slots=True)
class Options:
    skip: bool = False
    """Leave out faulty lines; otherwise one fault stops everything."""
    shorten: bool = False


@dataclass(slots=True)
class Examined:
    table: Table
    plan: Plan
    result: Result

    @property
    def lines(self) -> int:
        return len(self.table.rows)


def source_named(name: str, url: str = "") -> Source:
    """The source of that name or slug; a new one is not stored yet."""
    slug = slugify(name)[:60] or "quelle"
    found = Source.objects.filter(slug=slug).first()
    return found or Source(slug=slug, name=name.strip()[:LABEL], url=url[:500])


def plan_named(name: str) -> Plan:
    """A saved mapping; raises BadMapping."""
    row = Layout.objects.filter(name=name).first()
    if row is None:
        known = ", ".join(Layout.objects.order_by("name").values_list("name", flat=True))
        raise BadMapping(f"Eine Zuordnung „{name}“ ist nicht gespeichert. Gespeichert: {known or 'keine'}.")
    return from_json(row.plan)


def save_plan(name: str, plan: Plan) -> None:
    Layout.objects.update_or_create(name=name.strip()[:LABEL], defaults={"plan": plan.as_json()})


def completed(table: Table, plan: Plan) -> Plan:
    """What a person left open is guessed."""
    guessed = guess(table)
    return replace(plan, columns=plan.columns or guessed.columns, kind=plan.kind or guessed.kind)


def examine(content: bytes, plan: Plan, options: Options, watch: Watch) -> Examined:
    """Read and check everything, store nothing. Raises Unreadable."""
    table = read_table(content)
    total = len(table.rows)
    watch(CHECKING, 0, total)
    plan = completed(table, plan)
    frame = Frame(
        now=clock.now(),
        zone=ZoneInfo(settings.SOESMART["town.time_zone"]),
        home=_home(),
        shorten=options.shorten,
        watch=lambda done: watch(CHECKING, done, total),
    )
    return Examined(table, plan, read_records(table, plan, frame))


def _home() -> tuple[float, float] | None:
    place = next((p for p in local_places() if p.lat is not None and p.lon is not None), None)
    return (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None


def carry_out(run: ImportRun, content: bytes, watch: Watch) -> None:
    """The whole import. What is wrong with the file stands in the report of the run."""
    if run.stage == INDEXING:
        with roomy():
            _index(run, watch)
        return
    options = Options(bool(run.options.get("skip")), bool(run.options.get("shorten")))
    try:
        examined = examine(content, from_json(run.plan), options, watch)
    except (Unreadable, BadMapping) as error:
        problem = [getattr(error, "line", 1), "", str(error)]
        _end(run, FAILED, {"problems": [problem], "problem_count": 1})
        return
    faulty = bool(examined.result.problems) and not options.skip
    if faulty or run.options.get("dry"):
        report = report_of(examined, compare(run.source, examined.result.records))
        _end(run, FAILED if faulty and not run.options.get("dry") else CHECKED, report)
        return
    with roomy():
        _store(run, examined, hashlib.sha256(content).hexdigest(), watch)
        _index(run, watch)


def _store(run: ImportRun, examined: Examined, sha256: str, watch: Watch) -> None:
    for _attempt in range(_ATTEMPTS):
        compared = compare(run.source, examined.result.records)
        run.report = report_of(examined, compared)
        total = run.total = len(compared.new) + len(compared.changed)
        watch(PREPARING, 0, total)

        def prepared(done: int, total: int = total) -> None:
            watch(PREPARING if done < total else STORING, done, total)

        with contextlib.suppress(Overtaken):
            take_in(run, compared, examined.plan.categories, sha256, lambda: _stored(run), prepared)
            return
    raise Overtaken


def _stored(run: ImportRun) -> None:
    run.stage, run.done = INDEXING, 0
    run.save()


def _index(run: ImportRun, watch: Watch) -> None:
    done = run.done
    rows = Contribution.objects.filter(origin__run=run).order_by("pk")
    while portion := list(rows.filter(pk__gt=run.indexed).values_list("pk", "folded")[:_PORTION]):
        with transaction.atomic():
            index_many(portion)
            run.indexed = portion[-1][0]
            run.save(update_fields=["indexed"])
        done += len(portion)
        watch(INDEXING, done, run.total)
    _end(run, DONE, run.report)


def _end(run: ImportRun, stage: str, report: dict[str, Any]) -> None:
    run.stage, run.report, run.finished_at = stage, report, clock.now()
    run.save(update_fields=["stage", "report", "finished_at"])


def report_of(examined: Examined, compared: Compared) -> dict[str, Any]:
    problems = examined.result.problems
    return {
        "how": examined.table.how,
        "lines": examined.lines,
        "created": len(compared.new),
        "updated": len(compared.changed),
        "unchanged": compared.unchanged,
        "vanished": len(compared.vanished),
        "vanished_keys": compared.vanished[:_MOST_VANISHED],
        "problem_count": len(problems),
        "problems": [list(problem) for problem in problems[:_MOST_PROBLEMS]],
        "notes": examined.result.notes,
    }


class Ticker:
    """Writes progress into the run's row, not too often, and hears there whether to stop."""

    def __init__(self, run: ImportRun) -> None:
        self.run, self.told, self.stage = run, 0.0, ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage == self.stage and monotonic() - self.told < _TELL_EVERY:
            return
        self.stage, self.told = stage, monotonic()
        self.run.stage, self.run.done, self.run.total = stage, done, total
        rows = ImportRun.objects.filter(pk=self.run.pk)
        if stage in {CHECKING, PREPARING, STORING} and rows.filter(stop=True).exists():
            raise Stopped
        rows.update(stage=stage, done=done, total=total)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "ask-imports"


def keep(content: bytes) -> str:
    """Store an uploaded file where the worker finds it; its name."""
    name = uuid4().hex
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / name).write_bytes(content)
    return name


def content_of(run: ImportRun) -> bytes:
    return (folder() / run.file).read_bytes()


def resume(run: ImportRun) -> None:
    """What the worker does with a run, however often it is started."""
    if run.stage not in BUSY:
        return
    try:
        carry_out(run, content_of(run) if run.stage != INDEXING else b"", Ticker(run))
    except Stopped:
        _end(run, STOPPED, {})
    except FileNotFoundError:
        _end(run, FAILED, {"problems": [[1, "", "Die Datei ist nicht mehr da."]], "problem_count": 1})
    if run.stage in {DONE, STOPPED}:
        _drop(run)


def _drop(run: ImportRun) -> None:
    if run.file:
        with contextlib.suppress(FileNotFoundError):
            (folder() / run.file).unlink()


def forget() -> None:
    """Files that nobody took in go after a month, and with them what the reports quote from them."""
    old = ImportRun.objects.filter(started_at__lt=clock.now() - _KEPT).exclude(file="", file_name="")
    for run in old:
        _drop(run)
        run.file = run.file_name = ""
        run.report = {k: v for k, v in run.report.items() if k not in {"problems", "vanished_keys"}}
        run.save(update_fields=["file", "file_name", "report"])
