# SPDX-License-Identifier: EUPL-1.2
"""What lacks on the thread, as far as goals and numbers go."""

from collections.abc import Iterator
from datetime import timedelta

from soesmart.kernel.room import Gap
from soesmart.strategy import facade
from soesmart.strategy.models import Goal, Indicator
from soesmart.strategy.shown import day, today
from soesmart.strategy.types import RESOLUTIONS


def without_kennzahl() -> Iterator[Gap]:
    """Goals with nothing below them and no Kennzahl; topics are measured by what is below them."""
    rows = Goal.objects.filter(level__role="goal", children=None).exclude(indicators__main=True)
    for key, changed in rows.order_by("position", "slug").values_list("pk", "changed_at"):
        yield Gap("strategy.goal", key, "keine Kennzahl", changed.date())


def not_measured() -> Iterator[Gap]:
    """Numbers that nobody measured for longer than their resolution promises."""
    now, until = today(), facade.measured_until()
    for key, resolution, changed in Indicator.objects.order_by("position", "slug").values_list(
        "pk", "resolution", "changed_at"
    ):
        step = RESOLUTIONS.get(resolution, 0)  # type: ignore[call-overload]
        last = until.get(key)
        if last is None:
            yield Gap("strategy.indicator", key, "nie gemessen", changed.date())
        elif step and now - last > timedelta(days=step):
            yield Gap("strategy.indicator", key, f"seit dem {day(last)} nicht gemessen", last)
