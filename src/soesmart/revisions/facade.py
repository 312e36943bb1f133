# SPDX-License-Identifier: EUPL-1.2
"""propose → approve → publish, for every room that declares a `Revisable`."""

from soesmart.revisions.actions import approve, park, propose, publish, rebase, record, reject, withdraw
from soesmart.revisions.queries import (
    history,
    numbered,
    published,
    published_numbers,
    revision,
    snapshots,
    waiting,
)
from soesmart.revisions.shown import Difference, differences
from soesmart.revisions.types import Invalid, Refused, Revision, StaleBase

__all__ = (
    "Difference",
    "Invalid",
    "Refused",
    "Revision",
    "StaleBase",
    "approve",
    "differences",
    "history",
    "numbered",
    "park",
    "propose",
    "publish",
    "published",
    "published_numbers",
    "rebase",
    "record",
    "reject",
    "revision",
    "snapshots",
    "waiting",
    "withdraw",
)
