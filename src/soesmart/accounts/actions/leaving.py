# SPDX-License-Identifier: EUPL-1.2
"""What the house knows of a participant, and how it forgets."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from soesmart.accounts.actions.contacts import forget_contact
from soesmart.accounts.actions.grants import LOG_KIND, keep_a_team
from soesmart.accounts.models import Account, Grant, Participant
from soesmart.kernel import registry
from soesmart.kernel.log.actions import erase


def export(participant: UUID) -> Mapping[str, Any]:
    """Everything every room keeps of one participant, by shredder."""
    return {shredder.name: shredder.export(participant) for shredder in registry.shredders()}


@transaction.atomic
def shred(participant: UUID) -> int:
    """Delete it all; the number of things deleted. The participant itself goes last: others point at it."""
    ordered = sorted(registry.shredders(), key=lambda shredder: shredder.name == "accounts")
    return sum(shredder.delete(participant) for shredder in ordered)


@transaction.atomic
def delete_account(account_id: int, *, keep_contributions: bool) -> None:
    """Delete the account; what its participants wrote goes too, or stays without any trace to a person."""
    grants = list(Grant.objects.filter(account_id=account_id))
    keep_a_team([row.pk for row in grants])
    for participant in Participant.objects.filter(account_id=account_id).order_by("created", "id"):
        if keep_contributions:
            forget_contact(participant.pk)
        else:
            shred(participant.pk)
    for row in grants:
        erase(LOG_KIND, str(row.public_id))
    Account.objects.filter(pk=account_id).delete()
