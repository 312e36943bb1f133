# SPDX-License-Identifier: EUPL-1.2
"""What the house knows of a participant, and how it forgets."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from soesmart.kernel import registry


def export(participant: UUID) -> Mapping[str, Any]:
    """Everything every room keeps of one participant, by shredder."""
    return {shredder.name: shredder.export(participant) for shredder in registry.shredders()}


@transaction.atomic
def shred(participant: UUID) -> int:
    """Delete it all; the number of things deleted. The participant itself goes last: others point at it."""
    ordered = sorted(registry.shredders(), key=lambda shredder: shredder.name == "accounts")
    return sum(shredder.delete(participant) for shredder in ordered)
