# SPDX-License-Identifier: EUPL-1.2
"""Imports from the team's pages: upload, look, correct, check, start, stop. The worker does the rest."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from soesmart.accounts.facade import Actor, require
from soesmart.ask.engine.incoming.mapping import Plan, from_json
from soesmart.ask.engine.incoming.reading import MOST_BYTES, read_table
from soesmart.ask.imports.runs import (
    BUSY,
    CHECKED,
    CHECKING,
    DRAFT,
    FAILED,
    PREPARING,
    STOPPED,
    WAITS,
    completed,
    content_of,
    keep,
    plan_named,
    resume,
    save_plan,
    source_named,
)
from soesmart.ask.models import ImportRun, Layout, Source
from soesmart.ask.types import NotFound, Refused
from soesmart.kernel.tables.table import Table

_SHOWN_RUNS = 20
_OPEN = frozenset({DRAFT, CHECKED, FAILED, STOPPED})
"""Stages from which a run can be corrected and started again."""


@task()
def carry_on(key: str) -> None:
    """Started again after a crash it finds in the run's row how far it was."""
    run = ImportRun.objects.select_related("source").filter(public_id=UUID(key)).first()
    if run is not None:
        resume(run)


def runs(actor: Actor) -> list[ImportRun]:
    require(actor, "ask.import")
    return list(ImportRun.objects.select_related("source").order_by("-pk")[:_SHOWN_RUNS])


def run_of(actor: Actor, key: UUID) -> ImportRun:
    require(actor, "ask.import")
    found = ImportRun.objects.select_related("source").filter(public_id=key).first()
    if found is None:
        raise NotFound(str(key))
    return found


def known_sources() -> list[str]:
    return list(Source.objects.order_by("name").values_list("name", flat=True))


def known_layouts() -> list[str]:
    return list(Layout.objects.order_by("name").values_list("name", flat=True))


def begin(actor: Actor, content: bytes, file_name: str, source: str, url: str, layout: str) -> ImportRun:
    """A draft: nothing is read into the town yet. Raises Refused, Unreadable or BadMapping."""
    require(actor, "ask.import")
    if not source.strip():
        raise Refused("source", _("Aus welchem System kommt die Datei? Bitte geben Sie ihm einen Namen."))
    if len(content) > MOST_BYTES:
        raise Refused("file", _("Die Datei ist zu groß. Bitte teilen Sie sie auf."))
    plan = plan_named(layout) if layout else Plan()
    table = read_table(content)
    with transaction.atomic():
        row = source_named(source, url)
        if row.pk is None:
            row.save()
        return ImportRun.objects.create(
            source=row,
            file=keep(content),
            file_name=file_name[:200],
            plan=completed(table, plan).as_json(),
            stage=DRAFT,
        )


def table_of(run: ImportRun) -> Table:
    """The file of a draft; raises FileNotFoundError when it is gone."""
    return read_table(content_of(run))


def ask(actor: Actor, run: ImportRun, plan: Plan, options: dict[str, Any], save_as: str = "") -> None:
    """Let the worker check (`options["dry"]`) or take in."""
    require(actor, "ask.import")
    if run.stage not in _OPEN:
        raise Refused("run", _("Dieser Lauf ist schon unterwegs."))
    if save_as.strip():
        save_plan(save_as, plan)
    with transaction.atomic():
        run.plan, run.options, run.stage = plan.as_json(), options, WAITS
        run.report, run.done, run.total, run.stop = {}, 0, 0, False
        run.save()
        transaction.on_commit(lambda: carry_on.enqueue(str(run.public_id)))


def stop(actor: Actor, run: ImportRun) -> None:
    """Before anything is stored; afterwards it is too late and nothing happens."""
    require(actor, "ask.import")
    ImportRun.objects.filter(pk=run.pk, stage__in=[WAITS, CHECKING, PREPARING]).update(stop=True)


def is_busy(run: ImportRun) -> bool:
    return run.stage in BUSY


def plan_of(run: ImportRun) -> Plan:
    return from_json(run.plan)


def with_columns(plan: Plan, columns: dict[str, tuple[str, ...]], words: dict[str, Any]) -> Plan:
    return from_json(replace(plan, columns=columns).as_json() | words)
