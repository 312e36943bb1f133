# SPDX-License-Identifier: EUPL-1.2
"""The analysis in the background: started from the page, carried out by the worker, told step by step."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock, gate
from soesmart.kernel.log.actions import stage
from soesmart.thread.facade import NodeRef, tie
from soesmart.trials import commands, rules
from soesmart.trials.actions import pooling
from soesmart.trials.actions.cards import locked
from soesmart.trials.engine import analysis, periods, prepare, table, units
from soesmart.trials.engine.types import Flag
from soesmart.trials.models import Analysis, Data, Registration, Trial
from soesmart.trials.queries import families
from soesmart.trials.types import Refused

STEPS = 4
"""Read, check, estimate, tell."""
ALGORITHM = "trials.judge"


def start(actor: Actor, trial: UUID) -> Analysis:
    """Queue an analysis of the newest data under the newest registration. Raises Refused."""
    require(actor, "trials.run")
    with transaction.atomic():
        made = prepare_run(trial)
        transaction.on_commit(lambda: carry_out.enqueue(str(made.id)))
    return made


def prepare_run(trial: UUID) -> Analysis:
    row = locked(trial)
    plan, data = row.registrations.order_by("number").last(), row.data.order_by("at", "id").last()
    if plan is None:
        raise Refused("", _("Erst den Plan festlegen, dann auswerten."))
    if data is None:
        raise Refused("", _("Erst Daten hochladen, dann auswerten."))
    if row.analyses.filter(state__in=("waits", "runs")).exists():
        raise Refused("", _("Eine Auswertung läuft schon."))
    return Analysis.objects.create(trial=row, registration=plan, data=data, pinned=_pinned(row, plan))


def _pinned(row: Trial, plan: Registration) -> dict[str, list[str]]:
    """What of others counts in this run: kept, so that computing it anew gives the same."""
    others = families.newest_of_others(plan)
    family = [str(one.pk) for one in others if one] if all(others) else []
    sums = row.sums.order_by("sha256").values_list("pk", flat=True) if plan.plan.get("lot") else ()
    return {"family": family, "sums": [str(key) for key in sums]}


def cancel(actor: Actor, key: UUID) -> None:
    require(actor, "trials.run")
    Analysis.objects.filter(pk=key, state__in=("waits", "runs")).update(state="cancelled")


@task()
def carry_out(key: str) -> None:
    """May be started again at any time: what is done or cancelled is left alone."""
    run(UUID(key))


def run(key: UUID) -> None:
    row = Analysis.objects.select_related("registration", "data", "trial").filter(pk=key).first()
    if row is None or not _step(row, 1):
        return
    try:
        told = judged(row, lambda step: _step(row, step))
    except _Stopped:
        return
    except (table.TableError, Refused) as error:
        Analysis.objects.filter(pk=key).exclude(state="cancelled").update(
            state="failed", trouble=error.text[:500]
        )
        return
    except ArithmeticError as error:
        Analysis.objects.filter(pk=key).exclude(state="cancelled").update(
            state="failed", trouble=str(error)[:500]
        )
        return
    with transaction.atomic():
        fresh = Analysis.objects.select_for_update().get(pk=key)
        if fresh.state == "cancelled":
            return
        fresh.told, fresh.state, fresh.step, fresh.done_at = told, "done", STEPS, clock.now()
        fresh.save()
        stage("trials.result", str(fresh.id), fresh.version, leaf(fresh))
        tie(NodeRef("trials.trial", fresh.trial_id), "leads_to", NodeRef("trials.result", fresh.id))
        _complete_family(fresh)


def _complete_family(row: Analysis) -> None:
    """When the last indicator is judged, the earlier ones are judged again by Holm's steps."""
    others = families.newest_of_others(row.registration)
    if not others or not all(others) or not families.is_final(row):
        return
    for one in others:
        if one and (one.told or {}).get("family", {}).get("rule") == "bonferroni":
            made = prepare_run(one.trial_id)
            transaction.on_commit(partial(carry_out.enqueue, str(made.id)))


class _Stopped(Exception):
    """Somebody cancelled."""


def _step(row: Analysis, step: int) -> bool:
    changed = Analysis.objects.filter(pk=row.pk, state__in=("waits", "runs")).update(state="runs", step=step)
    return bool(changed)


def judged(row: Analysis, watch: Any) -> dict[str, Any]:
    """The engine's answer as plain data. Raises TableError or Refused."""
    if not gate.permit(ALGORITHM, "judge a trial", "team"):
        raise Refused("", _("Die Auswertung ist in dieser Stadt abgeschaltet."))
    registration, data = row.registration, row.data
    _go(watch(2))
    settled = frozenset(data.settled.values_list("code", flat=True))
    family = Analysis.objects.filter(pk__in=row.pinned.get("family", ())).order_by("pk")
    others = families.p_of(list(family))
    _go(watch(3))
    if registration.plan.get("lot"):
        sums = [UUID(key) for key in row.pinned.get("sums", ())]
        result, _own = pooling.judge(registration, data, settled, sums, others)
    else:
        result = _single(registration, data, settled, others)
    _go(watch(4))
    picture = {
        "labels": list(result.labels),
        "values": [float(f"{v:.6g}") for v in result.values],
        "path": [float(f"{v:.6g}") for v in result.estimate.path],
        "start": result.start,
    }
    return commands.told_of(result) | {"picture": picture, "data_sha256": data.sha256}


def _single(
    registration: Registration, data: Data, settled: frozenset[str], others: tuple[float, ...]
) -> analysis.Result:
    plan = rules.plan_of(registration.plan)
    begins = prepare.start_of(plan.start)
    found = units.units([table.sheet(data.text, data.source)], [data.unit, *data.compare], data.value)
    own, places = series(found, data, begins, registration)
    return analysis.judge(own, places, begins, rules.registered(plan, registration.late, others), settled)


def _go(on: bool) -> None:
    if not on:
        raise _Stopped


def series(
    found: table.Table, data: Data, begins: periods.Period, registration: Registration
) -> tuple[prepare.Series, list[prepare.Series]]:
    """The unit and its comparison places, cut at the end of the registered horizon."""
    looking = registration.plan["method"] == analysis.LOOK
    name, raw = units.pick(found, data.unit)
    own = prepare.prepared(name, raw, begins, "day" if looking else "auto")
    extra = [*prepare.device(name, found, own)]
    if not looking:
        extra += _too_early(own, registration)
    own = _cut(own, registration, tuple(extra))
    others = [
        _cut(prepare.prepared(*units.pick(found, one), begins, own.kind, but=False), registration)
        for one in data.compare
    ]
    return own, others


def _too_early(own: prepare.Series, registration: Registration) -> list[Flag]:
    """Who looks until it suits finds something: before the registered end there is no result."""
    last = periods.of_day(registration.ends, own.kind)
    missing = last.number - int(own.numbers[-1])
    return [Flag("too_early", str(missing), blocks=True, at=periods.label(last))] if missing > 0 else []


def _cut(one: prepare.Series, registration: Registration, extra: tuple[Any, ...] = ()) -> prepare.Series:
    last = periods.of_day(registration.ends, one.kind).number
    keep = one.numbers <= last
    return replace(one, numbers=one.numbers[keep], values=one.values[keep], flags=(*one.flags, *extra))


def leaf(row: Analysis) -> dict[str, Any]:
    told = row.told or {}
    figures = {name: str(told.get(name)) for name in ("estimate", "interval", "p", "robust_p")}
    return {
        "trial": str(row.trial_id),
        "registration": row.registration.number,
        "verdict": told.get("verdict", ""),
        "grade": told.get("grade", ""),
        "code": told.get("code", ""),
        "input_hash": told.get("input_hash", ""),
        **figures,
    }


def again(key: UUID) -> bool:
    """Whether computing it anew gives the same printed figures."""
    row = Analysis.objects.select_related("registration", "data").get(pk=key)
    return judged(row, lambda step: True) == row.told


def running(row: Trial) -> Analysis | None:
    return row.analyses.filter(state__in=("waits", "runs")).first()
