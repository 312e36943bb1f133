# SPDX-License-Identifier: EUPL-1.2
"""Codes are reserved when cards are printed; a card that never comes back stays "printed"."""

import unicodedata

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import issue_receipts
from soesmart.ask.paper.engine.layout import Layout
from soesmart.ask.paper.leaves import record
from soesmart.ask.paper.models import NOTE, QUESTION, Batch, Card
from soesmart.ask.paper.types import Order, Refused, Reserved
from soesmart.kernel.ids import uuid7

MOST = 200
RECEIPT = "paper.card"


def reserve(order: Order, layout: Layout) -> Reserved:
    """Store a batch with its cards; the codes can be had this one time."""
    question = _line(order.question, "question", QUESTION)
    note = _line(order.note, "note", NOTE)
    if not 1 <= order.number <= MOST:
        raise Refused("number", _("Bitte eine Zahl von 1 bis %(most)s angeben.") % {"most": MOST})
    if order.language not in settings.SOESMART["languages"]:
        raise Refused("language", _("Diese Sprache hat die Seite nicht."))
    text = layout.as_json()
    if Batch.objects.filter(layout_key=layout.key).exclude(layout=text).exists():
        # One in 32,768 per pair of layouts: two would be told apart by nothing on the card.
        raise Refused(
            "format", _("Dieser Aufbau passt zu keiner freien Kennung. Bitte ein anderes Format nehmen.")
        )
    with transaction.atomic():
        batch = Batch.objects.create(
            format=order.format,
            language=order.language,
            question=question,
            note=note,
            number=order.number,
            layout_key=layout.key,
            layout=text,
        )
        keys = [uuid7() for _ in range(order.number)]
        receipts = issue_receipts(RECEIPT, keys)
        cards = [
            Card(public_id=key, batch=batch, participant=participant)
            for key, (participant, _code) in zip(keys, receipts, strict=True)
        ]
        Card.objects.bulk_create(cards, batch_size=200)
        record(batch)
    return Reserved(batch.public_id, tuple(code for _participant, code in receipts))


def _line(value: str, field: str, longest: int) -> str:
    """One printable line in NFC."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise Refused(field, _("Darin ist ein unsichtbares Steuerzeichen. Bitte neu schreiben."))
    if len(text) > longest:
        raise Refused(
            field, _("Möglich sind %(longest)s Zeichen. Bitte kürzer fassen.") % {"longest": longest}
        )
    return text
