# SPDX-License-Identifier: EUPL-1.2
"""What waits at the desk: cards to type, to type again, to decide; pictures without a code."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet

from soesmart.accounts.facade import Actor
from soesmart.ask.paper.actions.entering import claim
from soesmart.ask.paper.models import Card, Entry, Scan, Stack
from soesmart.ask.paper.types import CardState

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cards wait for what; `second` counts what this person may type."""

    first: int
    second: int
    for_others: int
    different: int
    without_code: int


def _cards(entries: int) -> QuerySet[Card]:
    waiting = Card.objects.filter(state=CardState.RETURNED).annotate(typed=Count("entries"))
    return waiting.filter(typed=entries)


def _not_by(actor: Actor) -> QuerySet[Card]:
    cards = _cards(1)
    if settings.SOESMART["paper.second_entry_same_person"]:
        return cards
    return cards.exclude(Exists(Entry.objects.filter(card=OuterRef("pk"), by=actor.account_id)))


def waiting(actor: Actor) -> Waiting:
    again = _cards(1).count()
    mine = _not_by(actor).count()
    return Waiting(_cards(0).count(), mine, again - mine, _cards(2).count(), without_code().count())


def without_code() -> QuerySet[Scan]:
    """Pictures whose card is not known: a person reads the printed code."""
    return Scan.objects.filter(card=None, aside=False).order_by("pk")


def next_card(actor: Actor) -> UUID | None:
    """The next card this person can type, now claimed: decisions first, then second texts, then new ones."""
    for cards in (_cards(2), _not_by(actor), _cards(0)):
        for key in cards.order_by("state_since", "pk").values_list("public_id", flat=True)[:_LOOKED_AT]:
            if claim(actor, key):
                return key
    return None


def stacks(limit: int = 10) -> list[Stack]:
    return list(Stack.objects.order_by("-pk")[:limit])


def scan_of(key: UUID) -> Scan | None:
    return Scan.objects.select_related("card__batch").filter(public_id=key).first()
