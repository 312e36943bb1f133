# SPDX-License-Identifier: EUPL-1.2
"""The running look goes on by itself: new days are judged without anybody asking."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.trials.actions import analysing
from soesmart.trials.actions import data as taking
from soesmart.trials.engine import analysis
from soesmart.trials.engine.table import TableError
from soesmart.trials.models import Analysis, Data, Registration
from soesmart.trials.queries.rows import still_open
from soesmart.trials.types import Refused


def look_again() -> int:
    """How many trials were looked at. What cannot be read today is tried again next time."""
    looked = 0
    for plan in _going_on():
        try:
            looked += _look(plan)
        except (Refused, TableError, ArithmeticError):
            continue
    return looked


def _going_on() -> list[Registration]:
    """The valid plans of running looks that have begun."""
    valid = Registration.objects.filter(trial=OuterRef("trial")).order_by("-number").values("number")[:1]
    begun = Registration.objects.filter(begins__lte=clock.now().date(), number=Subquery(valid))
    return list(begun.filter(plan__method=analysis.LOOK).select_related("trial").order_by("pk"))


def _look(plan: Registration) -> bool:
    """A look that has found something, or whose time is over, stays as it is."""
    last = plan.analysis_set.filter(state="done").order_by("done_at", "id").last()
    if last is not None and not still_open(last.told or {}, [plan]):
        return False
    if analysing.running(plan.trial) is not None:
        return False
    data = _newest(plan)
    if data is None or (last is not None and last.data_id == data.id):
        return False
    if last is None:
        analysing.run(analysing.prepare_run(plan.trial_id).id)
    else:
        _anew(last, data)
    return True


def _newest(plan: Registration) -> Data | None:
    kept = plan.trial.data.order_by("at", "id").last()
    live = kept.live if kept is not None else plan.trial.indicator is not None
    return taking.take_indicator(plan.trial_id) if live else kept


def _anew(last: Analysis, data: Data) -> None:
    """The same result, a day further: its page stays, every look is a leaf."""
    last.data = data
    told = analysing.judged(last, lambda step: True)
    with transaction.atomic():
        changed = Analysis.objects.filter(pk=last.pk, version=last.version).update(
            data=data, told=told, done_at=clock.now(), version=F("version") + 1
        )
        if changed:
            last.refresh_from_db()
            stage("trials.result", str(last.id), last.version, analysing.leaf(last))
