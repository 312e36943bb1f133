# SPDX-License-Identifier: EUPL-1.2
"""A rollout over several towns: each gives sums away and takes those of the others."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel.log.actions import stage
from soesmart.trials import rollouts, rules
from soesmart.trials.actions.cards import locked
from soesmart.trials.engine import lots, table, units
from soesmart.trials.models import Analysis, Data, Registration, TownSums
from soesmart.trials.types import Refused

MOST_BYTES = 1_000_000


def take(actor: Actor, trial: UUID, content: bytes) -> TownSums:
    """The file of another town. Raises Refused."""
    require(actor, "trials.run")
    plan = Registration.objects.filter(trial=trial).order_by("number").last()
    if plan is None or not plan.plan.get("lot"):
        raise Refused("file", _("Erst einen Plan mit Auslosung festlegen."))
    if len(content) > MOST_BYTES:
        raise Refused("file", _("Die Datei ist größer als 1 MB. Summen sind kleiner."))
    try:
        given = json.loads(content)
        share = lots.read(given, rules.about(rules.plan_of(plan.plan)))
    except ValueError as error:
        raise Refused("file", _("Die Datei ist kein JSON.")) from error
    except table.TableError as error:
        raise Refused("file", error.text) from error
    with transaction.atomic():
        made, new = TownSums.objects.get_or_create(
            trial=locked(trial),
            sha256=share.sha256,
            defaults={"town": share.town[:120], "content": given},
        )
        if new:
            stage("trials.sums", str(made.id), 1, leaf(made))
    return made


def leaf(row: TownSums) -> dict[str, Any]:
    return {"trial": str(row.trial_id), "town": row.town, "sha256": row.sha256}


def give(row: Analysis) -> Mapping[str, Any]:
    """The file for the other towns, computed again from the data of this analysis. Raises TableError."""
    plan = rules.plan_of(row.registration.plan)
    _result, own = judge(row.registration, row.data, frozenset(), [], ())
    return lots.exported(own, settings.SOESMART["town.name"], rules.about(plan), row.registration.late)


def judge(
    registration: Registration,
    data: Data,
    settled: frozenset[str],
    sums: list[UUID],
    others: tuple[float, ...],
) -> tuple[Any, Any]:
    """The engine's result and this town's sums."""
    plan, lot = rules.plan_of(registration.plan), rules.lot(registration.plan)
    areas = list(lot.areas)
    found = units.units([table.sheet(data.text, data.source)], areas, data.value)
    rows = TownSums.objects.filter(pk__in=sums).order_by("sha256")
    pool = [lots.read(row.content, rules.about(plan)) for row in rows]
    registered = rules.registered(plan, registration.late, others)
    return lots.judge(rollouts.series(found, lot), lot, registered, settled, pool, plan.towns)
