# SPDX-License-Identifier: EUPL-1.2
"""Who looks at what just now. A lease that runs out by itself: a closed laptop blocks nobody."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from soesmart.accounts.facade import Actor
from soesmart.ask.models import Claim
from soesmart.kernel import clock

LEASE = timedelta(minutes=5)


def claim(actor: Actor, target: str, key: UUID, *, by_force: bool = False) -> bool:
    """Take a case, or take it again; False when somebody else has it."""
    now, mine = clock.now(), {"moderator_id": actor.account_id, "at": clock.now()}
    rows = Claim.objects.filter(target=target, target_id=key)
    free = rows if by_force else rows.filter(at__lt=now - LEASE) | rows.filter(moderator_id=actor.account_id)
    if free.update(**mine):
        return True
    try:
        with transaction.atomic():
            Claim.objects.create(target=target, target_id=key, **mine)
        return True
    except IntegrityError:
        return False
