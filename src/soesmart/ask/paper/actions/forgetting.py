# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import transaction

from soesmart.ask.paper.models import Card
from soesmart.ask.paper.types import CardState
from soesmart.kernel import clock


@transaction.atomic
def shred(participant: UUID) -> int:
    """Forget whose the cards were; one that has not come back is void then."""
    cards = Card.objects.filter(participant=participant)
    cards.exclude(state=CardState.ENTERED).update(state=CardState.VOID, state_since=clock.now())
    return cards.update(participant=None, contribution=None)
