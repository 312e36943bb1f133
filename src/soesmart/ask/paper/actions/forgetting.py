# SPDX-License-Identifier: EUPL-1.2
"""Pictures of cards are kept for as long as somebody may have to look again, and no longer."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from soesmart.ask.paper import files
from soesmart.ask.paper.models import Card, Entry, Page, Scan, Stack
from soesmart.ask.paper.types import CardState, StackState
from soesmart.kernel import clock


@transaction.atomic
def shred(participant: UUID) -> int:
    """Forget whose the cards were, their pictures and what was typed; one not typed in is void then."""
    cards = Card.objects.filter(participant=participant)
    _drop(Scan.objects.filter(card__participant=participant))
    Entry.objects.filter(card__participant=participant).delete()
    cards.exclude(state=CardState.ENTERED).update(state=CardState.VOID, state_since=clock.now())
    return cards.update(participant=None, contribution=None)


@transaction.atomic
def forget_pictures(card: UUID) -> None:
    """The author took the text back: nothing of the card stays."""
    _drop(Scan.objects.filter(card__public_id=card))
    Entry.objects.filter(card__public_id=card).delete()


@transaction.atomic
def forget() -> None:
    """Pictures of cards typed in, put aside or stopped that are older than the setting says."""
    oldest = clock.now() - timedelta(days=settings.SOESMART["paper.keep_days"])
    _drop(Scan.objects.filter(card__state=CardState.ENTERED, card__state_since__lte=oldest))
    _drop(Scan.objects.filter(aside=True, at__lte=oldest))
    old = Stack.objects.filter(at__lte=oldest).exclude(state=StackState.RUNNING)
    files.erase(Page.objects.filter(stack__in=old, read_at=None).values_list("name", flat=True).distinct())
    Page.objects.filter(stack__in=old, scans=None).delete()
    old.filter(pages=None).delete()


def _drop(scans: QuerySet[Scan]) -> None:
    files.erase(scans.values_list("name", flat=True))
    scans.delete()
