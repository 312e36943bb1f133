# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from soesmart.kernel import clock
from soesmart.ledger.models import Entry, Private


@transaction.atomic
def forget() -> int:
    """Payees and hours whose time of keeping is over; returns how many."""
    kept = timedelta(days=365 * int(settings.SOESMART["ledger.private_years"]))
    old = Entry.objects.filter(entered_at__lt=clock.now() - kept).values("id")
    return Private.objects.filter(entry__in=old).delete()[0]
