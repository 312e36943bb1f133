# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import transaction
from django.db.models import F

from soesmart.decide.models import Turned

_MOST = 200


@transaction.atomic
def turned_away(vote: UUID, batch: str, reason: str) -> str:
    """One more of this batch that does not count; which one is not noted."""
    known = Turned.objects.filter(vote=vote)
    if not known.filter(batch=batch).exists() and known.values("batch").distinct().count() >= _MOST:
        batch = ""  # names are given by tablets: a stranger's must not fill the table
    row, _new = Turned.objects.get_or_create(vote_id=vote, batch=batch, reason=reason)
    Turned.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return reason
