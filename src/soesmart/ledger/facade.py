# SPDX-License-Identifier: EUPL-1.2
"""The town's grants and what became of the money, for other rooms."""

from soesmart.ledger.queries.grants import by_id, by_slug, grants
from soesmart.ledger.queries.public import cost_of_stopping, money_of
from soesmart.ledger.types import GrantView, ProjectMoney, Refused

__all__ = (
    "GrantView",
    "ProjectMoney",
    "Refused",
    "by_id",
    "by_slug",
    "cost_of_stopping",
    "grants",
    "money_of",
)
