# SPDX-License-Identifier: EUPL-1.2
"""propose → approve → publish, for every room that declares a `Revisable`."""

from soesmart.revisions.actions import approve, propose, publish, rebase, record, reject, withdraw
from soesmart.revisions.queries import (
    history,
    numbered,
    published,
    published_numbers,
    revision,
    snapshots,
    waiting,
)
from soesmart.revisions.types import Invalid, Refused, Revision, StaleBase

__all__ = (
    "Invalid",
    "Refused",
    "Revision",
    "StaleBase",
    "approve",
    "history",
    "numbered",
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
