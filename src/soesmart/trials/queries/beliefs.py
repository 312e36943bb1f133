# SPDX-License-Identifier: EUPL-1.2
from django.db.models import Avg, Count

from soesmart.trials.engine.types import Verdict
from soesmart.trials.models import Trial
from soesmart.trials.types import Beliefs, Group

FEWEST = 5
"""Groups with fewer are told only by their number: one person's belief is nobody's business."""


def beliefs(one: Trial, verdict: str) -> tuple[Beliefs, ...]:
    """Per group. The Brier score compares with what came out: helped = 1, not helped = 0.

    Where we do not know, nothing can be scored.
    """
    came = {Verdict.HELPED.value: 1.0, Verdict.HARMED.value: 0.0, Verdict.NO_LARGER.value: 0.0}.get(verdict)
    out = []
    for group in Group:
        rows = one.forecasts.filter(group=group.value)
        told = rows.aggregate(number=Count("id"), mean=Avg("percent"))
        if not told["number"]:
            continue
        brier = None
        if came is not None:
            each = [(percent / 100 - came) ** 2 for percent in rows.values_list("percent", flat=True)]
            brier = round(sum(each) / len(each), 3)
        out.append(Beliefs(group, told["number"], float(told["mean"]), brier))
    return tuple(out)
