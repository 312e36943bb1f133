# SPDX-License-Identifier: EUPL-1.2
"""Indicators registered together: each is a trial of its own, and all carry the same family name."""

from collections.abc import Sequence
from uuid import UUID

from soesmart.trials.models import Analysis, Registration


def newest_of_others(registration: Registration) -> list[Analysis | None]:
    """For every other member its newest result, None where there is none yet."""
    name = registration.plan.get("family_name", "")
    if not name:
        return []
    plans: dict[UUID, Registration] = {}
    for plan in Registration.objects.filter(plan__family_name=name).order_by("number"):
        if plan.trial_id != registration.trial_id:
            plans[plan.trial_id] = plan
    newest: dict[UUID, Analysis] = {}
    for row in Analysis.objects.filter(trial__in=list(plans), state="done").order_by("done_at", "id"):
        if row.registration_id == plans[row.trial_id].pk and is_final(row):
            newest[row.trial_id] = row
    return [newest.get(trial) for trial in sorted(plans)]


def is_final(row: Analysis) -> bool:
    """Whether its time was over: a result before the registered end does not settle a family."""
    return not any(flag["code"] == "too_early" and flag["blocks"] for flag in (row.told or {})["flags"])


def p_of(rows: Sequence[Analysis]) -> tuple[float, ...]:
    """What does not allow an answer counts as 1."""
    return tuple(_p(row) for row in rows)


def _p(row: Analysis) -> float:
    told = row.told or {}
    if told["verdict"] in ("refused", "described"):
        return 1.0
    return float(max(told["p"] or 0.0, told["robust_p"] or 0.0))
