# SPDX-License-Identifier: EUPL-1.2
"""Typing cards in, twice where the town wants it, and publishing what both agree on.

Two independent entries find most slips of the eye (Barchard & Pace, Computers in Human Behavior 27, 2011).
"""

import re
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ask import facade as ask
from soesmart.ask.paper.actions.stacking import ACTION
from soesmart.ask.paper.models import LABEL, Card, Entry
from soesmart.ask.paper.types import After, CardState, Refused, Typed
from soesmart.ask.types import Kind, Near, NewContribution, Where
from soesmart.ask.types import Refused as AskRefused
from soesmart.kernel import clock
from soesmart.places.facade import find

CLAIM = timedelta(minutes=15)
_SAME = str.maketrans({"„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "–": "-", "—": "-"})


def claim(actor: Actor, card: UUID) -> bool:
    """Whether the actor has the card to themselves now; one conditional UPDATE decides."""
    at = clock.now()
    free = Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM) | Q(claimed_by=actor.account_id)
    mine = Card.objects.filter(free, public_id=card, state=CardState.RETURNED)
    return mine.update(claimed_by=actor.account_id, claimed_at=at) == 1


def enter(actor: Actor, card: UUID, typed: Typed) -> After:
    """Store what the actor read; publishes when nobody else has to look."""
    require(actor, ACTION)
    _check(typed)
    with transaction.atomic():
        row = _open_card(card)
        first = row.entries.order_by("number").first()
        if first is None:
            if not needs_second(row):
                return _publish(row, typed)
            _store(row, 1, actor, typed)
            return After.SECOND
        if row.entries.count() > 1:
            return After.DIFFERENT
        if not may_be_second(actor, first):
            raise Refused("", _("Diese Karte haben Sie schon abgetippt. Jetzt ist jemand anderes dran."))
        if same(_typed(first), typed):
            return _publish(row, _typed(first))
        _store(row, 2, actor, typed)
        return After.DIFFERENT


def resolve(actor: Actor, card: UUID, typed: Typed) -> After:
    """Somebody has looked at both texts and decided."""
    require(actor, ACTION)
    _check(typed)
    with transaction.atomic():
        row = _open_card(card)
        if row.entries.count() < 2:
            raise Refused("", _("Hier ist nichts zu entscheiden. Bitte laden Sie die Seite neu."))
        return _publish(row, typed)


def needs_second(card: Card) -> bool:
    """By share, the same card always alike; a doubtful picture in any case."""
    percent = settings.SOESMART["paper.second_entry_percent"]
    if percent <= 0:
        return False
    doubtful = any(scan.doubts for scan in card.scans.all())
    return doubtful or card.public_id.int % 100 < percent


def may_be_second(actor: Actor, first: Entry) -> bool:
    return bool(settings.SOESMART["paper.second_entry_same_person"]) or first.by != actor.account_id


def same(one: Typed, other: Typed) -> bool:
    """Alike but for spaces and the kinds of quotes and dashes."""
    return all(
        plain(first) == plain(second)
        for first, second in ((one.kind, other.kind), (one.place, other.place), (one.text, other.text))
    )


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().translate(_SAME)


def _check(typed: Typed) -> None:
    if typed.kind not in set(Kind):
        raise Refused("kind", _("Bitte wählen: Frage, Problem oder Idee."))
    if not typed.text.strip():
        raise Refused("text", _("Hier fehlt noch ein Text."))
    if len(typed.place) > LABEL:
        raise Refused(
            "place", _("Möglich sind %(longest)s Zeichen. Bitte kürzer fassen.") % {"longest": LABEL}
        )


def _open_card(card: UUID) -> Card:
    row = Card.objects.select_for_update().filter(public_id=card).first()
    if row is None or row.state != CardState.RETURNED:
        raise Refused("", _("Diese Karte ist schon abgetippt oder gilt nicht mehr."))
    return row


def _store(card: Card, number: int, actor: Actor, typed: Typed) -> None:
    Entry.objects.create(
        card=card,
        number=number,
        by=actor.account_id,
        kind=typed.kind,
        place=typed.place,
        text=typed.text,
        language=typed.language,
    )
    Card.objects.filter(pk=card.pk).update(claimed_by=None, claimed_at=None)


def _typed(entry: Entry) -> Typed:
    return Typed(entry.kind, entry.text, entry.place, entry.language)


def _publish(card: Card, typed: Typed) -> After:
    """Through the same door as every question, with its rules; the printed code is the receipt."""
    where, text = _placed(typed)
    try:
        submitted = ask.submit(
            NewContribution(
                text=text,
                kind=Kind(typed.kind),
                where=where,
                language=typed.language,
                token=card.public_id,
                proven=True,
                participant=card.participant,
            )
        )
    except AskRefused as refused:
        raise Refused({"where": "place"}.get(refused.field, refused.field), refused.text) from None
    card.contribution, card.state, card.state_since = submitted.id, CardState.ENTERED, clock.now()
    card.claimed_by = card.claimed_at = None
    card.save()
    card.entries.all().delete()
    return After.PUBLISHED


def _placed(typed: Typed) -> tuple[Where, str]:
    """A place of the town's list, or the words as they stand on the card."""
    place = typed.place.strip()
    if not place:
        return Where(), typed.text
    known = next(
        (one for one in find(place, 3) if plain(one.name).casefold() == plain(place).casefold()), None
    )
    if known:
        return Where(Near.PLACE, known.slug), typed.text
    label = _("Ort:")
    return Where(), f"{typed.text.rstrip()}\n\n{label} {place}"
