# SPDX-License-Identifier: EUPL-1.2
"""A person enters a number, or corrects one with a reason."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.strategy.actions.measuring import Added, Measured, add_values
from soesmart.strategy.engine.periods import Period
from soesmart.strategy.models import Indicator
from soesmart.strategy.types import Refused


def enter_value(
    actor: Actor,
    indicator_id: UUID,
    period: Period,
    value: Decimal,
    lower: Decimal | None = None,
    upper: Decimal | None = None,
    *,
    source: str,
    reason: str = "",
) -> Added:
    """Raises Refused for a correction nobody gave a reason for."""
    require(actor, "strategy.edit")
    with transaction.atomic():
        row = Indicator.objects.select_for_update().get(pk=indicator_id)
        known = row.values.filter(period_start=period.start, period_end=period.end, aside=False)
        newest = known.order_by("-number").first()
        same = newest and Decimal(newest.mantissa).scaleb(-newest.scale) == value
        if newest and not same and not reason.strip():
            raise Refused(
                _("Für diesen Zeitraum steht schon eine Zahl da. Bitte schreiben Sie, warum sie falsch war.")
            )
        measured = Measured(period.start, period.end, period.label, value, lower, upper, source, reason)
        return add_values(row, [measured], by_import=False)
