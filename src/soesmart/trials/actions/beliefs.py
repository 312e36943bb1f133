# SPDX-License-Identifier: EUPL-1.2
""" "Was glauben Sie?": forecasts before the start."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.kernel import clock
from soesmart.trials.models import Forecast, Trial
from soesmart.trials.types import Group, Refused


def believe(trial: UUID, participant: UUID, percent: int, group: Group = Group.RESIDENTS) -> Forecast:
    """The chance that it will help; may be changed until the start. Raises Refused afterwards."""
    if not 0 <= percent <= 100:
        raise Refused("percent", _("Bitte eine Zahl von 0 bis 100."))
    with transaction.atomic():
        row = Trial.objects.filter(pk=trial).first()
        if row is None or not is_open(row):
            raise Refused("percent", _("Der Versuch hat begonnen. Jetzt zählen keine Vorhersagen mehr."))
        made, _new = Forecast.objects.update_or_create(
            trial=row,
            participant=participant,
            defaults={"percent": percent, "group": group.value, "at": clock.now()},
        )
    return made


def is_open(row: Trial) -> bool:
    """Forecasts count from the registration to the day before the start."""
    plan = row.registrations.order_by("number").last()
    return plan is not None and not plan.late and clock.now().date() < plan.begins


def export(participant: UUID) -> Mapping[str, Any]:
    rows = Forecast.objects.filter(participant=participant).select_related("trial")
    return {
        "forecasts": [{"trial": r.trial.slug, "percent": r.percent, "at": r.at.isoformat()} for r in rows]
    }


def delete(participant: UUID) -> int:
    return Forecast.objects.filter(participant=participant).delete()[0]
